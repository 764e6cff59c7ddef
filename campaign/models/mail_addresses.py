"""E-mail addresses of authorities, checked when they are entered: what was published is often broken."""

import re

from email_validator import EmailNotValidError, validate_email

from campaign.errors import BadContact

HIDDEN = re.compile(r"\[.*protected.*\]|\bat\b.*\bdot\b|\(at\)|\[at\]", re.IGNORECASE)  # “[email protected]”


def mail_address(text: str) -> str:
    """Return an address as it stands in the header of an e-mail, in ASCII; raises BadContact for what is none.

    Nothing is looked up: a question about the domain would tell the network whom somebody is about to write to.
    """
    address = text.strip()
    if not address:
        raise BadContact("The e-mail address is empty: enter it, or leave it out.")
    if HIDDEN.search(address):
        raise BadContact(
            "“%(text)s” is what a page shows in place of an e-mail address: take the address itself.", text=address
        )
    if address.count("@") > 1 and re.search(r"[\s,;/]", address):
        raise BadContact("“%(text)s” holds several e-mail addresses: enter each by itself.", text=address)
    try:
        valid = validate_email(address, check_deliverability=False, allow_quoted_local=True, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise BadContact("“%(text)s” is no e-mail address: %(reason)s", text=address, reason=str(error)) from error
    if valid.ascii_email is None:
        raise BadContact("“%(text)s” cannot be written in an e-mail's header: ask for another address.", text=address)
    return valid.ascii_email


def usable_address(text: str) -> str | None:
    """Return an address as it stands in a header; none if it is not one, which an old entry may be."""
    try:
        return mail_address(text)
    except BadContact:
        return None
