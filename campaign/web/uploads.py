"""Posts with a picture: larger than others, and held in memory alone, so that no face or name is ever on a disk."""

import io
from typing import IO

from flask import Flask, Request, request

from campaign.rendering.pictures import LARGEST_UPLOAD

LARGEST_POST = 400_000  # bytes of words; below werkzeug's and waitress's thresholds for spooling to a disk
LARGEST_POST_WITH_PICTURE = 8_000_000  # what is larger than LARGEST_UPLOAD by a little is told at its field


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


def expect_picture() -> None:
    """Let the post that is answered hold a picture as well as words; call it before anything of it is read."""
    if request.mimetype == "multipart/form-data":  # the only kind in which a file can be told from words
        request.max_content_length = LARGEST_POST_WITH_PICTURE


def uploaded(field: str) -> bytes:
    """Return the file that was posted in a field, of which no more is read than shows that it is too large."""
    file = request.files.get(field)
    return file.read(LARGEST_UPLOAD + 1) if file else b""
