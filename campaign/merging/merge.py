"""The merge: action + addressee + supporter's words -> MergedLetter."""

from collections.abc import Sequence
from datetime import datetime

from babel.dates import format_date

from campaign.errors import MissingWord
from campaign.merging.addressees import closing, country_language, known_as, name_lines, postal_lines, salutation
from campaign.merging.bidi import isolated
from campaign.merging.completeness import refuse_losses
from campaign.merging.countries import country_name
from campaign.merging.demands import demands_for, fit_one_sentence, in_a_sentence, listed, marked, words_of
from campaign.merging.emphasis import with_emphasis
from campaign.merging.letter import Item, MergedLetter, Paragraph, paragraphs_of, plain
from campaign.merging.lists import in_a_row
from campaign.merging.mentions import refuse_mentions
from campaign.merging.own_part import own_part
from campaign.merging.persons import opening_for, subject_of
from campaign.merging.phrasebook import ELSEWHERE, Tongue, tongue
from campaign.merging.supporter import Supporter
from campaign.models.deadline import day_in
from campaign.models.numbers import shown_number
from campaign.models.published import PublishedAction, PublishedAddressee, in_language
from campaign.models.vocabulary import DemandKind, OrganisationMention, Role

SENTENCE_ENDS = ".!?…؟。»”“\"'"


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
    date = date_in_words(action, now, spoken)
    reader = addressee
    copy_note = None
    if addressee.role is Role.COPY:
        reader = _first(copy_of)
        names = [known_as(each.authority, spoken) for each in copy_of]
        copy_note = spoken.phrases.copy_note.form(len(names)).format(date=date, addressees=in_a_row(names, spoken))
    introduction, demands = _asks(action, reader, spoken)
    addressed = salutation(reader, spoken)
    own = own_part(addressee, supporter, date, spoken)
    letter = MergedLetter(
        language=language,
        direction=spoken.direction,
        han=own.han,
        sender=own.sender,
        return_address=own.return_address,
        addressee=name_lines(addressee.authority, spoken),
        address=postal_lines(addressee.authority, spoken, supporter.country),
        country_language=country_language(addressee.authority, spoken, supporter.country),
        faxes=tuple(map(shown_number, addressee.authority.faxes)),
        emails=addressee.authority.emails,
        date=date,
        place_and_date=own.place_and_date,
        subject=subject_of(action, spoken),
        copy_note=copy_note,
        salutation=addressed,
        before_demands=tuple(plain(text) for text in _before(action, reader, supporter, spoken, addressed)),
        introduction=introduction,
        demands=demands,
        after_demands=tuple(plain(text) for text in _after(action, reader, spoken)),
        closing=closing(reader, spoken, addressed),
        signature=own.signature,
        signature_in_words=own.signature_in_words,
        name=own.name,
        fax_words=spoken.phrases.fax,
        specimen=specimen,
        in_own_words=supporter.says_more,
    )
    refuse_losses(letter, action, reader)
    refuse_mentions(letter, action)
    return with_emphasis(letter, action)


def date_in_words(action: PublishedAction, now: datetime, spoken: Tongue) -> str:
    """Return the day that a letter is dated on, in words: that of `now` in the action's time zone."""
    day = day_in(action.time_zone, now)
    pattern = spoken.phrases.first_of_month if day.day == 1 else spoken.phrases.date
    words: str = format_date(day, pattern, locale=spoken.locale)
    return words


def _before(
    action: PublishedAction, reader: PublishedAddressee, supporter: Supporter, spoken: Tongue, addressed: str
) -> list[str]:
    text = in_language(action.texts, spoken.code)
    if text is None:
        raise MissingWord(
            "“%(slug)s” has no text in “%(language)s”: choose another language, or have it written.",
            slug=action.slug,
            language=spoken.code,
        )
    body = spoken.phrases.body
    paragraphs = [_opening(action, spoken, addressed)]
    if of_myself := [_whole(words) for words in (supporter.who_i_am, supporter.my_link) if words]:
        paragraphs.append(isolated(" ".join(of_myself), spoken.direction))
    if action.organisation_mention is OrganisationMention.REQUIRE:
        names = [organisation.name(spoken.code) for organisation in action.organisations]
        paragraphs.append(body.source.format(organisations=in_a_row(names, spoken)))
    paragraphs += paragraphs_of(text.facts or "")
    paragraphs += _sentences(action, reader, spoken, DemandKind.CONCERN, body.concern)
    return paragraphs + ([isolated(supporter.own_words, spoken.direction)] if supporter.own_words else [])


def _whole(words: str) -> str:
    """Return what a supporter says of themselves as a sentence."""
    return words if words[-1] in SENTENCE_ENDS else f"{words}."


def _opening(action: PublishedAction, spoken: Tongue, addressed: str) -> str:
    """Return the first sentence; after “!” it begins with a capital in every language."""
    words = opening_for(action, spoken)
    return words[:1].upper() + words[1:] if addressed.endswith(("!", ".")) else words


def _asks(action: PublishedAction, reader: PublishedAddressee, spoken: Tongue) -> tuple[Paragraph, tuple[Item, ...]]:
    """Return what leads to the demands, and the demands; one, or two short ones, stand in the leading sentence."""
    asks = demands_for(action.demands, reader.position, DemandKind.ASK)
    if not asks:
        raise MissingWord(
            "“%(slug)s” asks nothing of addressee %(position)s: a letter needs a demand.",
            slug=action.slug,
            position=reader.position,
        )
    marks = spoken.phrases.marks
    country = spoken.phrases.country(action.country, country_name(action.country, spoken.code))
    lead = spoken.phrases.introductions[_part(action, reader)].format(country=country)
    if fit_one_sentence(asks, spoken.code):
        joined = marks.between_two.join(words_of(ask, spoken.code) for ask in asks)
        return plain(marked(f"{lead} {joined}", marks.end)), ()
    return plain(lead + marks.after_introduction), listed(asks, spoken.code, marks)


def _part(action: PublishedAction, reader: PublishedAddressee) -> str:
    """Return what the reader can do: its role; a channel that does not speak for the state can raise the case there."""
    if reader.role is Role.CHANNEL and reader.authority.state != action.country:
        return ELSEWHERE
    return reader.role


def _after(action: PublishedAction, reader: PublishedAddressee, spoken: Tongue) -> list[str]:
    body = spoken.phrases.body
    reminders = _sentences(action, reader, spoken, DemandKind.REMINDER, body.reminder)
    return [*reminders, f"{body.thanks} {spoken.phrases.replies[_part(action, reader)]}"]


def _sentences(
    action: PublishedAction, reader: PublishedAddressee, spoken: Tongue, kind: DemandKind, phrase: str
) -> list[str]:
    demands = demands_for(action.demands, reader.position, kind)
    texts = [in_a_sentence(demand, spoken.code, spoken.phrases.marks) for demand in demands]
    return [phrase.format(text=text.removesuffix(".")) for text in texts]  # the phrase has a full stop of its own


def _first(copy_of: Sequence[PublishedAddressee]) -> PublishedAddressee:
    if not copy_of:
        raise MissingWord("A copy needs the letter that it is a copy of: choose an addressee to write to as well.")
    return copy_of[0]
