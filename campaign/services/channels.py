"""Which channel is best for an addressee, and why: from its contacts, what it refuses, and the days that are left."""

from dataclasses import dataclass

from campaign.errors import NoWay, Sentence
from campaign.models.published import PublishedAction, PublishedAddressee, PublishedAuthority
from campaign.models.vocabulary import Channel, Role
from campaign.services.letters import Choice, is_own_minister

# Days that a letter needs; organisations advise against post in the last week, and airmail takes up to two.
POST_DAYS_AT_HOME, POST_DAYS_ABROAD = 7, 14

# Further things that are made for a way to reach somebody.
WAYS = {Channel.FAX_TIFF: Channel.FAX, Channel.ENVELOPE: Channel.PRINT, Channel.LABELS: Channel.PRINT}

LACKING = {
    Channel.PRINT: Sentence("no postal address"),
    Channel.FAX: Sentence("no fax number"),
    Channel.EMAIL: Sentence("no e-mail address"),
}
REFUSED = {
    Channel.PRINT: Sentence("This office takes no letters by post."),
    Channel.FAX: Sentence("This office takes no faxes."),
    Channel.EMAIL: Sentence("This office takes no e-mails."),
}


@dataclass(frozen=True)
class Way:
    """A channel in which an addressee can be reached, and what speaks for or against it."""

    channel: Channel
    reason: Sentence


def ways_to(addressee: PublishedAddressee, country: str, days_left: int | None) -> tuple[Way, ...]:
    """Return the channels in which an addressee can be reached from a country, the best first, each with its reason.

    Paper is the hardest to overlook, so post comes first while it can arrive in time; then e-mail, which everyone can
    send at once, then fax. One channel is enough.
    """
    authority = addressee.authority
    there = authority.ways
    in_time = days_left is None or days_left >= _post_days(authority, country)
    order = (Channel.PRINT, Channel.EMAIL, Channel.FAX) if in_time else (Channel.EMAIL, Channel.FAX, Channel.PRINT)
    only = len(there) == 1
    return tuple(
        Way(channel, _reason(channel, authority, in_time=in_time, only=only)) for channel in order if channel in there
    )


def refusals(authority: PublishedAuthority) -> tuple[Sentence, ...]:
    """Return what an authority lets supporters know that it does not take."""
    return tuple(REFUSED[channel] for channel in authority.refuses)


def with_way(choice: Choice, channel: Channel) -> Choice:
    """Return those of a choice who can be reached in a channel, with a note on each of the others.

    Raises NoWay, naming the other channels, if nobody is left.
    """
    way = WAYS.get(channel, channel)
    left = tuple(each for each in choice.addressees if way in each.authority.ways)
    notes = tuple(_no_way(each, way) for each in choice.addressees if each not in left)
    if not left:
        raise NoWay(notes[0].message, **notes[0].values)
    return Choice(left, (*choice.notes, *notes))


def in_channel(action: PublishedAction, choice: Choice, channel: Channel) -> Choice:
    """Return those of a choice who can be reached in a channel; with them the mission and an own minister who can.

    Raises NoWay if none of the action's own addressees can: a copy alone would be of a letter that never goes.
    """
    further = [each for each in choice.addressees if each.position > len(action.addressees)]
    own = tuple(each for each in choice.addressees if each not in further)
    reached = with_way(Choice(own, choice.notes), channel)
    for each in further:
        try:
            one = with_way(Choice((each,), ()), channel)
        except NoWay as refusal:
            one = Choice((), (refusal.sentence,))
        reached = Choice((*reached.addressees, *one.addressees), (*reached.notes, *one.notes))
    return reached


def drafts_and_copies(action: PublishedAction, choice: Choice) -> tuple[Choice, tuple[str, ...]]:
    """Return those who get an e-mail of their own, and the addresses of those who get a copy of it.

    Whoever only gets copies is written to by themselves if nobody else is. Nobody reads along what goes to the
    supporter's own government: see `reading_along`.
    """
    drafts = tuple(each for each in choice.addressees if each.role is not Role.COPY)
    if all(is_own_minister(action, each) for each in drafts):
        return choice, ()
    copies = [each for each in choice.addressees if each.role is Role.COPY and Channel.EMAIL in each.authority.ways]
    return Choice(drafts, choice.notes), tuple(email for each in copies for email in each.authority.emails)


def cc_of(action: PublishedAction, choice: Choice, addressee: PublishedAddressee) -> tuple[str, ...]:
    """Return the addresses that get a copy of the e-mail to one of a choice."""
    drafts, cc = drafts_and_copies(action, choice)
    return reading_along(action, addressee, cc) if addressee in drafts.addressees else ()


def reading_along(action: PublishedAction, addressee: PublishedAddressee, cc: tuple[str, ...]) -> tuple[str, ...]:
    """Return who of those that get copies reads an e-mail along: nobody what goes to the supporter's own government."""
    return () if is_own_minister(action, addressee) else cc


def _reason(channel: Channel, authority: PublishedAuthority, *, in_time: bool, only: bool) -> Sentence:
    if channel is Channel.PRINT:
        if in_time:
            return Sentence("A letter on paper is the hardest to overlook, and there is time for the post.")
        if only:
            return Sentence(
                "The post may take too long, but this office can be reached in no other way: send it today."
            )
        return Sentence("The post may take too long.")
    if channel is Channel.EMAIL:
        if only:
            return Sentence("This office can be reached in no other way.")
        return Sentence("It arrives today.")
    if only:
        return Sentence("This office can be reached in no other way; it arrives today.")
    return Sentence("It arrives today, on paper; you need a fax machine, a fax program or a fax service.")


def _post_days(authority: PublishedAuthority, country: str) -> int:
    at_home = any(address.country == country for address in authority.addresses)
    return POST_DAYS_AT_HOME if at_home else POST_DAYS_ABROAD


def _no_way(addressee: PublishedAddressee, way: Channel) -> Sentence:
    """Say why an addressee cannot be reached in a channel, and in which ones it can."""
    authority = addressee.authority
    others = ", ".join(authority.ways) or "-"
    if way in authority.refuses:
        return Sentence(
            "Addressee %(number)s: %(refuses)s Choose another channel: %(others)s.",
            {"number": addressee.position, "refuses": REFUSED[way], "others": others},
        )
    return Sentence(
        "Addressee %(number)s has %(lacking)s. Choose another channel: %(others)s.",
        {"number": addressee.position, "lacking": LACKING[way], "others": others},
    )
