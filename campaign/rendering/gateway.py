"""A fax by e-mail: a draft to the address that a fax service makes of a number, with the fax attached."""

from campaign.errors import BadContact
from campaign.merging.letter import MergedLetter
from campaign.models.mail_addresses import mail_address
from campaign.rendering.document import Document, marked_name
from campaign.rendering.draft import draft
from campaign.rendering.message import fax_message_of

DIGITS = "{digits}"
FILE_NAMES = {"application/pdf": "fax.pdf", "image/tiff": "fax.tif"}


def gateway_address(pattern: str, e164: str) -> str:
    """Return the address for a number, by a pattern such as `{digits}@fax.example` or `FAX=+{digits}@gateway.example`.

    The second is RFC 3191. Raises BadContact for a pattern that has no place for the digits, or gives no address.
    """
    if pattern.count(DIGITS) != 1:
        raise BadContact(
            "“%(pattern)s” is no pattern for a fax service: write {digits} once, as in {digits}@fax.example.",
            pattern=pattern,
        )
    return mail_address(pattern.replace(DIGITS, e164.removeprefix("+")))


def gateway_draft(letter: MergedLetter, fax: Document, address: str) -> Document:
    """Return an e-mail draft to a fax service with the fax attached; that of a specimen goes to nobody."""
    name = marked_name(FILE_NAMES[fax.media_type], specimen=letter.specimen)
    return draft(fax_message_of(letter, address), {name: fax})
