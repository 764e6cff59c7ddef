"""Names that stand in addresses: plain small letters, and a number behind where one is taken."""

import re
import unicodedata
from collections.abc import Callable

LONGEST_SLUG = 60


def plain_slug(words: str, *, otherwise: str) -> str:
    """Return words as they can stand in an address, in plain small letters; `otherwise` if they hold none."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or otherwise


def first_free(plain: str, is_taken: Callable[[str], bool]) -> str:
    """Return a slug as it is or, if it is taken, with the first number from “-2” that makes it free."""
    slug, number = plain, 1
    while is_taken(slug):
        number += 1
        slug = f"{plain}-{number}"
    return slug
