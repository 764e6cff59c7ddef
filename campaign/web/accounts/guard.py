"""Who may open which page of the desk. A page of the desk that does not say so opens for nobody."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.sessions import Presence, find_session, touch_session
from campaign.web.accounts import cookie
from campaign.web.database import database
from campaign.web.headers import DESK

Answer = str | AnyResponse | tuple[str, int]
View = TypeVar("View", bound=Callable[..., Any])
FORM_KEY = "desk_key"
NEED, OR_ELSE = "desk_need", "desk_or_else"
READING = ("GET", "HEAD", "OPTIONS")
SEE_OTHER, UNAUTHORIZED, FORBIDDEN = 303, 401, 403


@dataclass(frozen=True)
class Need:
    """What a page of the desk asks for: a role, or none for those who are about to sign in; and a fresh sign-in."""

    role: CoordinatorRole | None
    fresh: bool = False


def needs(role: CoordinatorRole, *, fresh: bool = False) -> Callable[[View], View]:
    """Open a view for coordinators of a role and those above, if asked so only within ten minutes of a full sign-in."""
    return _recorded(Need(role, fresh))


def anyone(view: View) -> View:
    """Open a view before sign-in. Its posts carry a proof of their own: a password, a code or a one-time link."""
    return _recorded(Need(None))(view)


def or_else(again: Callable[..., Answer]) -> Callable[[View], View]:
    """Let a view that takes long texts lose none of them when its writer was signed out meanwhile.

    Their post is shown to them to be sent once more, and then answered by `again`, which must change nothing: the key
    of the form is that of a session that has ended.
    """

    def record(view: View) -> View:
        setattr(view, OR_ELSE, again)
        return view

    return record


def need_of(app: Flask, endpoint: str) -> Need:
    """Return what a page of the desk asks for; raises AttributeError for one that does not say."""
    need: Need = getattr(app.view_functions[endpoint], NEED)
    return need


def presence() -> Presence | None:
    """Return who is signed in, for pages that open before sign-in as well."""
    found: Presence | None = g.presence
    return found


def signed_in() -> Presence:
    """Return who is signed in, for pages that need somebody to be."""
    found: Presence = g.presence
    return found


def own_page(text: str | None) -> str:
    """Return a page of the desk to go on to, such as a form brought along; the first one for anything else."""
    path = urlsplit(text).path if text and text.isascii() and text.isprintable() and "\\" not in text else ""
    if text and path.startswith(f"{DESK}/") and text.startswith(path) and _opens(path):
        return text
    return url_for("desk.board")


def init_app(app: Flask) -> None:
    """Let the application guard its desk, and give every form of the desk its key."""
    app.before_request(_guard)
    app.context_processor(lambda: {"presence": g.get("presence")})
    app.jinja_env.globals["form_key"] = _form_key_field


def _guard() -> Answer | None:
    if request.url_rule is None or not request.url_rule.rule.startswith(DESK):
        return None
    need, now = need_of(current_app, request.endpoint or ""), datetime.now(UTC)
    g.presence = _load(now)
    if need.role is None:
        return None
    if g.presence is None and _again() is not None:
        return render_template("accounts/signed-out.html", typed=list(request.form.items(multi=True))), UNAUTHORIZED
    if g.presence is None:
        return redirect(url_for("entering.sign_in", next=_page_at_hand()), SEE_OTHER)
    is_ours = request.method in READING or _is_our_form()
    again = None if is_ours else _again()
    if not is_ours and again is None:
        return _refused(_("This page is too old"), _("Please open it again, and do it once more there."))
    if not g.presence.role.covers(need.role):
        return _refused(_("This page is not yours"), _("Your role does not open it. Ask an administrator."))
    if again is not None:
        return make_response(again(**(request.view_args or {})), FORBIDDEN)
    if need.fresh and not g.presence.is_fresh(now):
        return redirect(url_for("entering.again", next=_page_at_hand()), SEE_OTHER)
    return None


def _again() -> Callable[..., Answer] | None:
    """Return what answers a post with typed words in it, if its view has such an answer; never the view itself."""
    again: Callable[..., Answer] | None = getattr(current_app.view_functions[request.endpoint or ""], OR_ELSE, None)
    if again is None or request.method in READING or "seen" not in request.form:
        return None
    return again


def _load(now: datetime) -> Presence | None:
    token = cookie.token()
    if not token:
        return None
    with database().reading() as session:
        found = find_session(session, token, now)
    if found is not None and found.is_touch_due(now):
        with database().transaction() as session:
            touch_session(session, found.session_id, now)
    return found


def _is_our_form() -> bool:
    return hmac.compare_digest(request.form.get(FORM_KEY, "").encode(errors="replace"), _form_key().encode())


def _form_key() -> str:
    """Return what only pages of this session can know: it follows from the token and does not give it away."""
    return hmac.new(cookie.token().encode(errors="replace"), b"a form of the desk", hashlib.sha256).hexdigest()


def _form_key_field() -> Markup:
    if g.get("presence") is None:
        return Markup("")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FORM_KEY, _form_key())


def _page_at_hand() -> str:
    """Return the page that is asked for, or for a post the nearest one above it that can be opened."""
    if request.method in READING:
        return request.full_path.removesuffix("?")
    path = request.path
    while path != DESK and not _opens(path):
        path = path.rpartition("/")[0]
    return own_page(path)


def _opens(path: str) -> bool:
    addresses = current_app.create_url_adapter(request)
    try:
        if addresses is not None:
            addresses.match(path, method="GET")
    except HTTPException:
        return False
    return addresses is not None


def _refused(title: str, text: str) -> tuple[str, int]:
    return render_template("desk/refused.html", title=title, text=text), FORBIDDEN


def _recorded(need: Need) -> Callable[[View], View]:
    def record(view: View) -> View:
        setattr(view, NEED, need)
        return view

    return record
