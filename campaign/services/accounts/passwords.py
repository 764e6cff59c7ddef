"""Passwords: argon2id, and as long for an account that is not there as for one that is."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from campaign.errors import BadCoordinator

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 200
HASHER = PasswordHasher()  # the library's own choice, RFC 9106's second: 64 MiB, three passes
AT_ONCE = threading.BoundedSemaphore(2)  # each takes 64 MiB for as long as it lasts
# The hash of a password that nobody knows, at the same cost: tried where there is no account.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$0N84e3Pi//SExw/fw+saFw$FeW4xtfwFohdDPN+PJkTLsa811Uy/nIYaM3wnLP41y8"


def hash_password(password: str) -> str:
    """Return what is kept of a password; raises BadCoordinator if it is too short or too long."""
    text = _normal(password)
    if len(text) < LEAST_CHARACTERS:
        raise BadCoordinator("Choose a password of at least %(least)s characters.", least=LEAST_CHARACTERS)
    if len(text) > MOST_CHARACTERS:
        raise BadCoordinator("Choose a password of at most %(most)s characters.", most=MOST_CHARACTERS)
    with AT_ONCE:
        return HASHER.hash(text)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; without one it takes as long to say no."""
    text = _normal(password)[: MOST_CHARACTERS + 1]
    with AT_ONCE:
        try:
            HASHER.verify(password_hash or NOBODYS, text)
        except VerifyMismatchError:
            return False
    return password_hash is not None


def _normal(password: str) -> str:
    """One form for the same letters typed on different keyboards."""
    return unicodedata.normalize("NFKC", password)
