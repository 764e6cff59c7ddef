"""Secrets that we hand out: links, sessions, recovery codes. The database holds the SHA-256 of each and no more."""

import hashlib
import secrets

TOKEN_BYTES = 32
RECOVERY_CODES = 10
# Crockford's base 32: no letter in it can be taken for a digit. 16 of them are 80 bits, beyond trying them all.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
GROUPS, GROUP_LENGTH = 4, 4
TAKEN_FOR = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})


def new_token() -> str:
    """Return a secret for a link or a cookie: 32 bytes, as they stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def fingerprint(secret: str) -> str:
    """Return the SHA-256 of a secret in hexadecimal: what is stored of it and looked for."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def new_recovery_code() -> str:
    """Return a code to be written down, in groups."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def recovery_fingerprint(code: str) -> str:
    """Return the SHA-256 of a recovery code, however its groups, its case and its look-alikes were typed."""
    return fingerprint("".join(code.lower().split()).translate(TAKEN_FOR))
