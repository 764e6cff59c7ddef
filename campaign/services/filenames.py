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


def file_name(
    addressee: PublishedAddressee, channel: Channel, *, mission: bool = False, by_service: bool = False
) -> str:
    """Return the name of one file: `letter-1-prosecutor-general.pdf`, or `fax-copy-ambassador.tif` for the mission's.

    `by_service` is a fax that has become an e-mail draft to a fax service.
    """
    texts = addressee.authority.texts
    office = _plain((in_language(texts, "en") or texts[0]).title)
    start, ending = NAMES[channel]
    number = "copy" if mission else str(addressee.position)
    return "-".join(part for part in (start, number, office) if part) + ("." + ("eml" if by_service else ending))


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40].strip("-")
