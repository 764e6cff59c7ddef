"""The key of the log: 32 random bytes in a file of its own, apart from the database that they guard."""

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from campaign.errors import KeyUnavailable

KEY_BYTES = 32


@dataclass(frozen=True)
class KeyFile:
    """The file that holds the key of the log, apart from the database."""

    path: Path

    def read(self) -> bytes | None:
        """Return the key, none if it was never made; raises KeyUnavailable if it cannot be read."""
        try:
            key = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeyUnavailable(
                "The key of the log, %(path)s, cannot be read: %(why)s.", path=self.path, why=error.strerror
            ) from error
        if len(key) != KEY_BYTES:
            raise KeyUnavailable(
                "%(path)s is not a key of %(bytes)s bytes; restore it from a copy.", path=self.path, bytes=KEY_BYTES
            )
        return key

    def make(self) -> bytes:
        """Make the key, for its owner alone, unless it is there; return the one that is there then.

        It appears whole or not at all, and the first of two processes wins. Raises KeyUnavailable.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make()
        except OSError as error:
            raise KeyUnavailable(
                "The key of the log, %(path)s, cannot be made: %(why)s.", path=self.path, why=error.strerror
            ) from error
        key = self.read()
        if key is None:
            raise KeyUnavailable("The key of the log, %(path)s, was made and is gone again.", path=self.path)
        return key

    def _make(self) -> None:
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=".audit.key.")  # exclusive, mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            # Unlike a rename, a link never takes the place of what another process made; unlike a file that is opened
            # exclusively and then written, it cannot be read half-way.
            os.link(temporary, self.path)
        except FileExistsError:
            return
        finally:
            Path(temporary).unlink()
        _keep_name(self.path.parent)


def _keep_name(folder: Path) -> None:
    """See to it that a new name in a folder outlives a loss of power, as the entries sealed with it will."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
