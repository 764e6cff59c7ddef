"""The one cookie there is: it holds the token of a session, and only pages under /desk set it."""

from flask import request
from werkzeug.wrappers import Response

DEVICE_HEADER = "User-Agent"


def token() -> str:
    """Return the token that the browser brought, or an empty text."""
    return request.cookies.get(_name(), "")


def device() -> str:
    """Return what the browser calls itself."""
    return request.headers.get(DEVICE_HEADER, "")


def give(response: Response, token: str) -> Response:
    """Let the browser keep a token until it is closed, and send it from our own pages alone."""
    response.set_cookie(_name(), token, secure=request.is_secure, httponly=True, samesite="Strict", path="/")
    return response


def take_back(response: Response) -> Response:
    """Let the browser forget its token."""
    response.delete_cookie(_name(), secure=request.is_secure, httponly=True, samesite="Strict", path="/")
    return response


def _name() -> str:
    # Browsers take a __Host- cookie from this very host over TLS only: no other host nearby can plant one.
    return "__Host-desk" if request.is_secure else "desk"
