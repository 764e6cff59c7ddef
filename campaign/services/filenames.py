"""Plain names for what supporters take away; they tell nothing of the action or the organisation."""

import re
import unicodedata

from campaign.models.published import PublishedAddressee, in_language
from campaign.models.vocabulary import Channel

NAMES = {
    Channel.PRINT: ("letter", "pdf"),
    Channel.FAX: ("fax", "pdf"),
    Channel.FAX_TIFF: ("fax", "tif"),
    Channel.EMAIL: ("email", "eml"),
    Channel.ENVELOPE: ("envelope", "pdf"),
}
ALL_LETTERS, EVERYTHING, HOW_TO = "letters.pdf", "letters.zip", "how-to-send.txt"
ALL_ENVELOPES, LABELS = "envelopes.pdf", "labels.pdf"


def file_name(addressee: PublishedAddressee, channel: Channel, which: str, *, by_service: bool = False) -> str:
    """Return the name of one file, such as `letter-1-prosecutor-general.pdf`.

    `which` is the addressee's number, `copy` for the mission (`fax-copy-ambassador.tif`), or `own` for a letter to the
    supporter's own government (`letter-own-minister.pdf`). `by_service` is a fax that has become an e-mail draft to a
    fax service.
    """
    texts = addressee.authority.texts
    office = _plain((in_language(texts, "en") or texts[0]).title)
    start, ending = NAMES[channel]
    return "-".join(part for part in (start, which, office) if part) + ("." + ("eml" if by_service else ending))


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40].strip("-")
