"""Files that commands read and write: a sender's words, and documents that are there whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from campaign.errors import BadSupporter, CannotWrite, Sentence

LARGEST_SENDER_FILE = 100_000  # bytes; a sender needs a few hundred


def read_sender(path: Path) -> dict[str, Any]:
    """Return the fields of a sender file; raises BadSupporter if it cannot be read as one."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_SENDER_FILE + 1)
    except OSError as error:
        raise BadSupporter({"file": Sentence(f"The sender file {path} cannot be read: {error.strerror}.")}) from error
    if len(content) > LARGEST_SENDER_FILE:
        raise BadSupporter({"file": Sentence(f"The sender file {path} is larger than {LARGEST_SENDER_FILE} bytes.")})
    try:
        fields = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else error
        raise BadSupporter({"file": Sentence(f"The sender file {path} is not JSON in UTF-8: {reason}.")}) from error
    if not isinstance(fields, dict):
        raise BadSupporter(
            {"file": Sentence(f'The sender file {path} must hold one object, as in {{"name": "…", …}}.')}
        )
    return fields


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, whole or not at all; raises CannotWrite if it cannot be written."""
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write that appears under its name, for its owner alone, when all went well, and else not at all.

    Raises CannotWrite if it cannot be written.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise CannotWrite(f"{path} is not a file: name one to write, or one to replace.")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        Path(temporary).unlink(missing_ok=True)
