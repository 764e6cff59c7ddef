"""Headers of every answer: nothing is loaded from elsewhere, nothing is framed, nothing tells where one came from."""

from flask import Flask, Response, request

DESK, PREVIEW = "/desk", "/preview"
PRIVATE = "/feeds/"  # addresses that are a secret in themselves
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def init_app(app: Flask) -> None:
    """Give every answer the headers.

    Pages are asked for anew each time, with an ETag, so that a stop holds at once and an unchanged page need not travel
    again. Answers to posts hold somebody's words, pages of the desk are for one person, and previews for a few: nobody
    may keep them, nor any search engine list a preview.
    """

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.path.startswith(PREVIEW):
            response.headers["X-Robots-Tag"] = "noindex"
        if request.method == "POST" or request.path.startswith((DESK, PREVIEW)):
            response.headers["Cache-Control"] = "no-store"
            return response
        response.headers["Cache-Control"] = "private, no-cache" if request.path.startswith(PRIVATE) else "no-cache"
        if response.status_code == 200 and not response.direct_passthrough:
            response.add_etag()
            response.make_conditional(request)
        return response
