"""Seals of the log: what its key makes of an entry and of the mark of the newest one, so that neither can be forged."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime

FIRST = ""  # stands for the hash of the entry before the first
BREAK = "broken"  # stands for it where the entries before were found altered or missing while recording
SEALED = ("number", "at", "who", "what", "subject_kind", "subject", "before", "after", "previous_hash")


def entry_hash(key: bytes, entry: Mapping[str, object]) -> str:
    """Return the hash of an entry, in hexadecimal: HMAC-SHA256 of all its fields and the hash of the one before."""
    return _hmac(key, {field: entry[field] for field in SEALED})


def head_seal(key: bytes, number: object, newest_hash: object) -> str:
    """Return the seal of the mark of the newest entry, in hexadecimal."""
    return _hmac(key, {"newest_number": str(number), "newest_hash": newest_hash})


def sealed_moment(moment: datetime) -> str:
    """Return a moment as it is sealed: in UTC, to the microsecond, the same on every engine."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _hmac(key: bytes, fields: Mapping[str, object]) -> str:
    # What is no Unicode or no text at all, which only somebody else can have put there, gets a form of its own too.
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=repr)
    return hmac.new(key, canonical.encode(), hashlib.sha256).hexdigest()
