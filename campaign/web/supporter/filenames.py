"""Plain names for what supporters take away; they tell nothing of the action or the organisation."""

import re
import unicodedata
from collections.abc import Sequence

from campaign.models.published import PublishedAddressee, in_language


def letter_name(addressees: Sequence[PublishedAddressee], which: str) -> str:
    """Return the name of a PDF: `letter-1-prosecutor-general.pdf`, `copy-embassy.pdf`, or `letters.pdf` for several."""
    if which == "all":
        return "letters.pdf"
    (addressee,) = addressees
    texts = addressee.authority.texts
    text = in_language(texts, "en") or texts[0]
    office = _plain(text.title)
    start = "copy" if which == "copy" else f"letter-{addressee.position}"
    return "-".join(part for part in (start, office) if part) + ".pdf"


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40].strip("-")
