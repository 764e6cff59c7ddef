"""Files that commands read and write: a sender's words, and documents that are there whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
    with whole_files(path) as (file,):
        file.write(content)


@contextmanager
def whole_files(*paths: Path) -> Iterator[tuple[BinaryIO, ...]]:
    """Yield files that appear under their names, for their owner alone, when all of them are written, the first last.

    If anything goes wrong, none of them does. Raises CannotWrite if they cannot be written.
    """
    paths = tuple(path.resolve() for path in paths)
    with ExitStack() as stack:
        begun = [stack.enter_context(_begun(path)) for path in paths]
        try:
            yield tuple(file for file, _ in begun)
            for file, _ in begun:
                file.flush()
                os.fsync(file.fileno())
            for path, (_, temporary) in reversed(list(zip(paths, begun, strict=True))):
                temporary.replace(path)
        except OSError as error:
            raise CannotWrite(f"{' and '.join(map(str, paths))} cannot be written: {error.strerror}.") from error


@contextmanager
def _begun(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Yield a new file beside the one of a name, to be put in its place; what was not is gone afterwards."""
    if path.exists() and not path.is_file():
        raise CannotWrite(f"{path} is not a file: name one to write, or one to replace.")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, Path(temporary)
    finally:
        Path(temporary).unlink(missing_ok=True)
