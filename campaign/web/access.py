"""Who may post: our own pages alone. A letter changes nothing, so it needs no token against other sites."""

from urllib.parse import urlsplit

from flask import Flask, abort, request


def init_app(app: Flask) -> None:
    """Refuse posts that a browser says come from another site."""

    @app.before_request
    def refuse_other_sites() -> None:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return
        site = request.headers.get("Sec-Fetch-Site")
        origin = request.headers.get("Origin")
        from_elsewhere = site not in (None, "same-origin", "none")
        # "null" is what our own no-referrer pages make browsers send that know no Sec-Fetch-Site.
        if from_elsewhere or (
            site is None and origin not in (None, "null") and urlsplit(origin).netloc != request.host
        ):
            abort(403)
