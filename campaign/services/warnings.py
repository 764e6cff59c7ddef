"""What a coordinator should know before an action is published, though nothing of it stands in the way."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby

from campaign.errors import Sentence
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.models import Action, Addressee
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import Channel, Role
from campaign.rendering.mail_links import LONGEST_URL
from campaign.services.freezing import freeze_action
from campaign.services.languages import offered_languages
from campaign.services.lengths import lengths
from campaign.services.readiness import ANYBODY, known_name, missing
from campaign.services.staleness import stale_addresses, stale_contacts

PageCount = Callable[[MergedLetter], int]


def warnings(action: Action, now: datetime, pages: PageCount | None = None) -> tuple[Sentence, ...]:
    """Return what speaks against publishing an action as it stands, each with what could be done about it.

    `pages` counts the pages of a letter; laying one out takes about 0.2 s, so without it they are not counted. What is
    said of letters is left out while the action lacks something and none can be made.
    """
    day = day_in(action.time_zone, now)
    found = [*_of_the_deadline(action, day), *_of_languages(action)]
    for addressee in action.addressees:
        found += _of_contacts(addressee, day)
    if not missing(action, now):
        published = freeze_action(action, 0, day)
        found += _of_links(published, now)
        found += _of_pages(published, now, pages) if pages else ()
    return tuple(found)


def _of_the_deadline(action: Action, day: date) -> Iterator[Sentence]:
    deadline = action.deadline
    if deadline is None:
        yield Sentence("There is no last day: letters can be written until somebody stops the action.")
    elif deadline.last_valid_day < day:
        yield Sentence(
            "The last day to write, %(day)s, is over: nobody can write unless it is extended.",
            {"day": deadline.last_valid_day},
        )


def _of_languages(action: Action) -> Iterator[Sentence]:
    if len(action.texts) == 1:
        yield Sentence(
            "There is a text in one language only, %(language)s: another would let more people write.",
            {"language": next(iter(action.texts))},
        )


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


def _of_links(action: PublishedAction, now: datetime) -> Iterator[Sentence]:
    """Warn once a language, for the longest letter to somebody who can be written to by e-mail."""
    by_email = {each.position for each in action.addressees if Channel.EMAIL in each.authority.ways}
    found = sorted((each.language, each.link_bytes) for each in lengths(action, now) if each.position in by_email)
    for language, group in groupby(found, key=lambda pair: pair[0]):
        longest = max(link_bytes for _, link_bytes in group)
        if longest > LONGEST_URL:
            yield Sentence(
                "In %(language)s the text is too long for a link that opens an e-mail (%(bytes)s of %(limit)s bytes): "
                "supporters will have to paste it, or take the draft.",
                {"language": language, "bytes": longest, "limit": LONGEST_URL},
            )


def _of_pages(action: PublishedAction, now: datetime, pages: PageCount) -> Iterator[Sentence]:
    originals = [each for each in action.addressees if each.role is not Role.COPY]
    for language in offered_languages(action):
        longest = max(pages(merge(action, each, ANYBODY, now, language=language)) for each in originals)
        if longest > 1:
            yield Sentence(
                "In %(language)s a letter takes %(pages)s pages, before anybody adds own words; shorten the facts, "
                "because one page is read.",
                {"language": language, "pages": longest},
            )
