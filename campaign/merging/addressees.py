"""An addressee in a letter: name and address, the form of address and the close."""

from collections.abc import Iterable

from campaign.errors import MissingWord
from campaign.merging.bidi import isolated
from campaign.merging.countries import country_line, postal_language
from campaign.merging.phrasebook import Tongue
from campaign.models.published import (
    PublishedAddress,
    PublishedAddressee,
    PublishedAuthority,
    PublishedAuthorityText,
    in_language,
)

END_MARKS = ",.:!، "  # of a form of address, where an appeal prints one with it


def name_lines(authority: PublishedAuthority, tongue: Tongue) -> tuple[str, ...]:
    """Return who is written to: name, office and organisation, a line each."""
    text = authority_text(authority, tongue.code)
    name = " ".join(word for word in (text.honorific, text.name) if word) if text.name else None
    return _lines((name, text.title, text.organisation), tongue)


def postal_lines(authority: PublishedAuthority, tongue: Tongue, posted_in: str) -> tuple[str, ...]:
    """Return the postal address below the name; nothing if there is none.

    The country comes last, in capitals, in a language of the country of posting; domestic mail has no country line.
    """
    address = _address(authority, tongue)
    if address is None:
        return ()
    return _lines((*address.lines, country_line(address.country, posted_in)), tongue)


def country_language(authority: PublishedAuthority, tongue: Tongue, posted_in: str) -> str | None:
    """Return the language of the country line; none for domestic mail, or where there is no address."""
    address = _address(authority, tongue)
    return None if address is None or address.country == posted_in else postal_language(posted_in)


def known_as(authority: PublishedAuthority, tongue: Tongue) -> str:
    """Return name and office, as a note names an addressee: “Yurii Chaika, Prosecutor General”."""
    text = authority_text(authority, tongue.code)
    if not text.name:
        return text.title
    return tongue.phrases.addressee_in_note.format(name=isolated(text.name, tongue.direction), title=text.title)


def salutation(addressee: PublishedAddressee, tongue: Tongue) -> str:
    """Return the form of address: the appeal's own words, else the directory's, else those for the office.

    Raises MissingWord if not even the office is known; a gender is never guessed.
    """
    own = in_language(addressee.texts, tongue.code)
    text = authority_text(addressee.authority, tongue.code)
    words = (own and own.salutation) or text.salutation
    if not words:
        office = addressee.authority.office
        if office is None:
            raise MissingWord(
                "There is no salutation for %(name)s: enter one, or say what office it is.",
                name=text.name or text.title,
            )
        words = tongue.phrases.salutation(office, addressee.authority.gender)
    return _ended(words, tongue.phrases.marks.after_salutation)


def closing(addressee: PublishedAddressee, tongue: Tongue, addressed: str) -> str:
    """Return the complimentary close, by the same order of authority as the salutation, which it may repeat."""
    own = in_language(addressee.texts, tongue.code)
    text = authority_text(addressee.authority, tongue.code)
    words = (own and own.closing) or text.closing
    if not words:
        repeated = addressed.rstrip(END_MARKS)
        words = tongue.phrases.closing(addressee.authority.office).format(salutation=repeated)
    return _ended(words, tongue.phrases.marks.after_closing)


def authority_text(authority: PublishedAuthority, language: str) -> PublishedAuthorityText:
    """Return an authority's texts in a language; raises MissingWord if it has none."""
    text = in_language(authority.texts, language)
    if text is None:
        raise MissingWord(
            "The directory has no words in “%(language)s” for %(authority)s: enter its name and office.",
            language=language,
            authority=authority.slug,
        )
    return text


def _address(authority: PublishedAuthority, tongue: Tongue) -> PublishedAddress | None:
    return in_language(authority.addresses, tongue.code) or next(iter(authority.addresses), None)


def _lines(lines: Iterable[str | None], tongue: Tongue) -> tuple[str, ...]:
    return tuple(isolated(line, tongue.direction) for line in lines if line)


def _ended(words: str, end: str) -> str:
    words = words.rstrip(" ;")
    return words if words[-1:] in END_MARKS.strip() else words + end
