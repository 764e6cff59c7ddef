"""The merge: action + addressee + supporter's words -> MergedLetter."""

from collections.abc import Sequence
from datetime import datetime

from babel.dates import format_date
from babel.lists import format_list

from campaign.errors import MissingWord
from campaign.merging.addressees import closing, known_as, name_lines, postal_lines, salutation
from campaign.merging.bidi import isolated
from campaign.merging.countries import country_name
from campaign.merging.demands import demands_for, in_a_sentence, listed, words_of
from campaign.merging.emphasis import with_emphasis
from campaign.merging.letter import Item, MergedLetter, Paragraph, paragraphs_of, plain
from campaign.merging.mentions import refuse_mentions
from campaign.merging.persons import persons_in_words, subject_of
from campaign.merging.phrasebook import Tongue, tongue
from campaign.merging.supporter import Supporter
from campaign.models.deadline import day_in
from campaign.models.numbers import shown_number
from campaign.models.published import PublishedAction, PublishedAddressee, in_language
from campaign.models.vocabulary import DemandKind, OrganisationMention, Role


def merge(
    action: PublishedAction,
    addressee: PublishedAddressee,
    supporter: Supporter,
    now: datetime,
    *,
    language: str,
    copy_of: Sequence[PublishedAddressee] = (),
    specimen: bool = False,
) -> MergedLetter:
    """Return one supporter's letter to one addressee, dated on the day that `now` is in the action's time zone.

    A `copy` repeats the letter to the first of `copy_of` and says to whom all of them went. A `specimen` is marked as
    one in every channel. Raises MissingWord for a word that is not there, and NamedOrganisation for one that must not
    be.
    """
    spoken = tongue(language)
    date = format_date(day_in(action.time_zone, now), spoken.phrases.date, locale=spoken.locale)
    reader = addressee
    copy_note = None
    if addressee.role is Role.COPY:
        reader = _first(copy_of)
        names = [known_as(each.authority, spoken) for each in copy_of]
        copy_note = spoken.phrases.copy_note.format(date=date, addressees=format_list(names, locale=spoken.locale))
    introduction, demands = _asks(action, reader, spoken)
    letter = MergedLetter(
        language=language,
        direction=spoken.direction,
        sender=_sender(supporter, addressee, spoken),
        addressee=name_lines(addressee.authority, spoken),
        address=postal_lines(addressee.authority, spoken, supporter.country),
        faxes=tuple(map(shown_number, addressee.authority.faxes)),
        emails=addressee.authority.emails,
        date=date,
        place_and_date=spoken.phrases.place_and_date.format(
            place=isolated(supporter.place, spoken.direction), date=date
        ),
        subject=subject_of(action, spoken),
        copy_note=copy_note,
        salutation=salutation(reader, spoken),
        before_demands=tuple(plain(text) for text in _before(action, reader, supporter, spoken)),
        introduction=introduction,
        demands=demands,
        after_demands=tuple(plain(text) for text in _after(action, reader, spoken)),
        closing=closing(reader, spoken),
        signature=supporter.signature,
        name=isolated(supporter.name, spoken.direction),
        fax_words=spoken.phrases.fax,
        specimen=specimen,
    )
    refuse_mentions(letter, action)
    return with_emphasis(letter, action)


def _before(action: PublishedAction, reader: PublishedAddressee, supporter: Supporter, spoken: Tongue) -> list[str]:
    text = in_language(action.texts, spoken.code)
    if text is None:
        raise MissingWord(
            "“%(slug)s” has no text in “%(language)s”: choose another language, or have it written.",
            slug=action.slug,
            language=spoken.code,
        )
    body = spoken.phrases.body
    paragraphs = [body.opening.format(persons=persons_in_words(action, spoken))]
    if action.organisation_mention is OrganisationMention.REQUIRE:
        names = [organisation.name(spoken.code) for organisation in action.organisations]
        paragraphs.append(body.source.format(organisations=format_list(names, locale=spoken.locale)))
    paragraphs += paragraphs_of(text.facts or "")
    paragraphs += _sentences(action, reader, spoken, DemandKind.CONCERN, body.concern)
    return paragraphs + ([supporter.own_words] if supporter.own_words else [])


def _asks(action: PublishedAction, reader: PublishedAddressee, spoken: Tongue) -> tuple[Paragraph, tuple[Item, ...]]:
    """Return what leads to the demands, and the demands; a single one stands in the leading sentence itself."""
    asks = demands_for(action.demands, reader.position, DemandKind.ASK)
    if not asks:
        raise MissingWord(
            "“%(slug)s” asks nothing of addressee %(position)s: a letter needs a demand.",
            slug=action.slug,
            position=reader.position,
        )
    lead = spoken.phrases.introductions[reader.role]
    marks = spoken.phrases.marks
    if len(asks) == 1 and not asks[0].items:
        return plain(f"{lead} {words_of(asks[0], spoken.code)}{marks.end}"), ()
    return plain(lead + marks.before_list), listed(asks, spoken.code, marks)


def _after(action: PublishedAction, reader: PublishedAddressee, spoken: Tongue) -> list[str]:
    body = spoken.phrases.body
    reminders = _sentences(action, reader, spoken, DemandKind.REMINDER, body.reminder)
    return [*reminders, f"{body.thanks} {spoken.phrases.replies[reader.role]}"]


def _sentences(
    action: PublishedAction, reader: PublishedAddressee, spoken: Tongue, kind: DemandKind, phrase: str
) -> list[str]:
    demands = demands_for(action.demands, reader.position, kind)
    return [phrase.format(text=in_a_sentence(d, spoken.code, spoken.phrases.marks)) for d in demands]


def _sender(supporter: Supporter, addressee: PublishedAddressee, spoken: Tongue) -> tuple[str, ...]:
    authority = addressee.authority
    homes: set[str | None] = {address.country for address in authority.addresses} or {authority.state}
    abroad = supporter.country not in homes
    country = (country_name(supporter.country, spoken.code),) if abroad else ()
    lines = (supporter.name, *supporter.address_lines, *country)
    return tuple(isolated(line, spoken.direction) for line in lines)


def _first(copy_of: Sequence[PublishedAddressee]) -> PublishedAddressee:
    if not copy_of:
        raise MissingWord("A copy needs the letter that it is a copy of: choose an addressee to write to as well.")
    return copy_of[0]
