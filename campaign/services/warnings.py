"""What a coordinator should know before an action is published, though nothing of it stands in the way."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby

from campaign.errors import Sentence
from campaign.merging.letter import MergedLetter
from campaign.models import Action, Addressee
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import Channel, Role
from campaign.rendering.mail_links import LONGEST_URL
from campaign.services.editing.entries import Section
from campaign.services.lengths import lengths
from campaign.services.places import ADD, REACH, Lack, Place, of_authority, of_text
from campaign.services.readiness import Readiness, known_name
from campaign.services.staleness import stale_addresses, stale_contacts
from campaign.services.translations import lacking_words
from campaign.services.trying import Trial

PageCount = Callable[[MergedLetter], int]


def warnings(action: Action, now: datetime, readiness: Readiness, pages: PageCount | None = None) -> tuple[Lack, ...]:
    """Return what speaks against publishing an action as it stands, each with what could be done about it, and where.

    `pages` counts the pages of a letter; laying one out takes about 0.2 s, so without it they are not counted. What is
    said of letters is left out while the action lacks something and none can be made.
    """
    day = day_in(action.time_zone, now)
    found = [*_of_the_deadline(action, day), *_of_languages(action), *lacking_words(action)]
    for row, addressee in enumerate(action.addressees):
        place = of_authority(row, addressee.authority.slug, REACH)
        found += [Lack(sentence, place) for sentence in _of_contacts(addressee, day)]
    published = readiness.published
    if published is not None and not readiness.lacks:
        found += _of_links(published, readiness.trials)
        found += _of_pages(published, readiness.trials, pages) if pages else ()
    return tuple(found)


def _of_the_deadline(action: Action, day: date) -> Iterator[Lack]:
    deadline, place = action.deadline, Place(Section.BASICS, "deadline_date")
    if deadline is None:
        yield Lack(Sentence("There is no last day: letters can be written until somebody stops the action."), place)
    elif deadline.last_valid_day < day:
        sentence = Sentence(
            "The last day to write, %(day)s, is over: nobody can write unless it is extended.",
            {"day": deadline.last_valid_day},
        )
        yield Lack(sentence, place)


def _of_languages(action: Action) -> Iterator[Lack]:
    if len(action.texts) == 1:
        sentence = Sentence(
            "There is a text in one language only, %(language)s: another would let more people write.",
            {"language": next(iter(action.texts))},
        )
        yield Lack(sentence, Place(Section.TEXTS, ADD))


def _of_contacts(addressee: Addressee, day: date) -> Iterator[Sentence]:
    authority, name = addressee.authority, known_name(addressee)
    for address in stale_addresses(authority.addresses, day):
        yield Sentence(
            "Nobody has verified for a year that post reaches %(name)s at “%(address)s”: see if it still does.",
            {"name": name, "address": ", ".join(address.lines)},
        )
    for contact in authority.contacts:
        if contact.holds_on(day) and contact.doubt is not None:
            yield Sentence(
                "It is not certain how to dial “%(raw)s” of %(name)s: confirm the number.",
                {"name": name, "raw": contact.raw},
            )
    for contact in stale_contacts(authority.contacts, day):
        yield Sentence(
            "Nobody has verified for a year that “%(raw)s” reaches %(name)s: see if it still does.",
            {"name": name, "raw": contact.raw},
        )


def _of_links(action: PublishedAction, trials: tuple[Trial, ...]) -> Iterator[Lack]:
    """Warn once a language, for the longest letter to somebody who can be written to by e-mail."""
    by_email = [trial for trial in trials if Channel.EMAIL in trial.addressee.authority.ways]
    found = sorted((each.language, each.link_bytes) for each in lengths(action, by_email))
    for language, group in groupby(found, key=lambda pair: pair[0]):
        longest = max(link_bytes for _, link_bytes in group)
        if longest > LONGEST_URL:
            sentence = Sentence(
                "In %(language)s the text is too long for a link that opens an e-mail (%(bytes)s of %(limit)s bytes): "
                "supporters will have to paste it, or take the draft.",
                {"language": language, "bytes": longest, "limit": LONGEST_URL},
            )
            yield Lack(sentence, _facts(action, language))


def _of_pages(action: PublishedAction, trials: tuple[Trial, ...], pages: PageCount) -> Iterator[Lack]:
    originals = [trial for trial in trials if trial.addressee.role is not Role.COPY]
    for language, group in groupby(originals, key=lambda trial: trial.language):
        longest = max(pages(trial.letter) for trial in group)
        if longest > 1:
            sentence = Sentence(
                "In %(language)s a letter takes %(pages)s pages, before anybody adds own words; shorten the facts, "
                "because one page is read.",
                {"language": language, "pages": longest},
            )
            yield Lack(sentence, _facts(action, language))


def _facts(action: PublishedAction, language: str) -> Place:
    return of_text(language, "facts", (text.language for text in action.texts))
