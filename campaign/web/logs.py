"""What is written down when something fails: where, never what anybody typed."""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from flask import Flask, request

KEYS = ("time", "level", "event", "page", "error", "where")


class OnlyTheseKeys(logging.Formatter):
    """One JSON object a line, with the keys above and no other: no message, no value, no address."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname,
            "event": getattr(record, "event", record.name),
            **{key: getattr(record, key) for key in ("page", "error", "where") if hasattr(record, key)},
        }
        return json.dumps({key: entry[key] for key in KEYS if key in entry})


class WithoutAddresses(logging.Filter):
    """Cuts the address out of what the server says of a request that went wrong: some addresses are a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        before, serving, _ = record.getMessage().partition(" while serving ")
        if serving:
            record.msg, record.args = f"{before} while serving a request", None
        return True


def init_app(app: Flask) -> None:
    """Let the application log failures by kind and place."""
    handler = logging.StreamHandler()
    handler.setFormatter(OnlyTheseKeys())
    app.logger.handlers = [handler]
    app.logger.propagate = False

    def log_exception(exc_info: Any) -> None:
        kind, _, trace = exc_info
        app.logger.error("", extra=described(kind, trace))

    app.log_exception = log_exception  # type: ignore[method-assign]


def described(kind: type[BaseException], trace: TracebackType | None) -> dict[str, Any]:
    """Return what may be written down of a failure: its kind and its lines, without the words of its message."""
    frames = traceback.extract_tb(trace)
    return {
        "event": "failed request",
        "page": request.endpoint,
        "error": kind.__name__,
        "where": [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-6:]],
    }
