"""Posts with a picture or a file: larger than others, held in memory alone, so that no face or name is on a disk."""

import io
from collections.abc import Callable
from typing import IO, Any, TypeVar

from flask import Flask, Request, current_app, request

from campaign.rendering.pictures import LARGEST_UPLOAD

LARGEST_POST = 400_000  # bytes of words; below werkzeug's and waitress's thresholds for spooling to a disk
LARGEST_POST_WITH_PICTURE = 8_000_000  # what is larger than LARGEST_UPLOAD by a little is told at its field
LARGEST_WORDS = 4_000_000  # bytes, of a published appeal of 150,000 characters in any script, as browsers send them
LARGE_POST = "large_post"
View = TypeVar("View", bound=Callable[..., Any])


class InMemory(Request):
    """A request whose files are never spooled: werkzeug would write those over 500 kB to a disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def init_app(app: Flask) -> None:
    """Limit what can be posted, and keep it in memory."""
    app.request_class = InMemory
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_POST
    app.before_request(_expect_large_post)


def takes_large_posts(largest: int) -> Callable[[View], View]:
    """Let the posts of a view have so many bytes, with words of 4 MB in them; below waitress's threshold for a disk."""

    def record(view: View) -> View:
        setattr(view, LARGE_POST, largest)
        return view

    return record


def _expect_large_post() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if largest := getattr(view, LARGE_POST, None):
        request.max_content_length, request.max_form_memory_size = largest, LARGEST_WORDS


def expect_picture() -> None:
    """Let the post that is answered hold a picture as well as words; call it before anything of it is read."""
    if request.mimetype == "multipart/form-data":  # the only kind in which a file can be told from words
        request.max_content_length = LARGEST_POST_WITH_PICTURE


def uploaded(field: str) -> bytes:
    """Return the file that was posted in a field, of which no more is read than shows that it is too large."""
    file = request.files.get(field)
    return file.read(LARGEST_UPLOAD + 1) if file else b""
