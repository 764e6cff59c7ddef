"""From an open action to a supporter's letters: who may write, in which language, to whom, with which copies."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from babel.dates import format_date
from sqlalchemy.orm import Session

from campaign.errors import ActionClosed, NotFound, Sentence
from campaign.merging.countries import country_name
from campaign.merging.demands import narrowed_to_nobody
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.merging.supporter import Supporter
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAction, PublishedAddressee
from campaign.models.vocabulary import Role
from campaign.services.actions import ActionNow, Standing
from campaign.services.authorities.standing import addressed_now
from campaign.services.missions import AnsweringMission, Answers, mission_in

COPY, OWN = "copy", "own"  # the mission's copy, and the letter to the supporter's own government
NO_COPY = Sentence("The mission in your country is an addressee: it gets no copy.")


@dataclass(frozen=True)
class Choice:
    """Whom a supporter writes to: addressees with a letter each, and notes on those who get none."""

    addressees: tuple[PublishedAddressee, ...]
    notes: tuple[Sentence, ...]


def refuse_unless_open(action: ActionNow, country: str) -> None:
    """Raise ActionClosed, saying whom to ask, if no letter may be written now or from this country."""
    if action.standing is not Standing.OPEN:
        raise _closed(action)
    if country in action.published.do_not_write_from:
        raise ActionClosed(
            "Please do not take part in this action from %(country)s: it could put you in danger.",
            country=country_name(country, "en"),
        )


def choose_addressees(action: PublishedAction, to: Collection[int] | None, country: str) -> Choice:
    """Return addressees by position, counted from 1, or all; raises NotFound or ActionClosed if none is left."""
    for position in to or ():
        if not 1 <= position <= len(action.addressees):
            raise NotFound(
                "This action has %(count)s addressees; there is no number %(number)s.",
                count=len(action.addressees),
                number=position,
            )
    chosen = [each for each in action.addressees if to is None or each.position in to]
    notes = tuple(_left_out(each) for each in chosen if _barred(each, country))
    left = tuple(each for each in chosen if not _barred(each, country))
    if not left:
        raise ActionClosed(notes[0].message, **notes[0].values)
    return Choice(left, notes)


def with_mission(
    session: Session, found: ActionNow, choice: Choice, country: str, now: datetime, language: str
) -> Choice:
    """Return the choice with a copy to the mission that answers for the supporter's country, as it is now.

    Raises NotFound if the action asks for no such copies, or if no mission is known by its name in the language.
    """
    action = found.published
    refuse_unasked_copies(action)
    mission = mission_in(session, action.country, country, day_in(action.time_zone, now), language)
    return with_copy(action, choice, country, mission, addressed_now(session, action))


def refuse_unasked_copies(action: PublishedAction) -> None:
    """Raise NotFound if an action asks for no copies to missions."""
    if not action.copies_to_missions:
        raise NotFound("This action does not ask for copies to embassies.")


def with_copy(
    action: PublishedAction, choice: Choice, country: str, mission: AnsweringMission | None, addressed: Collection[str]
) -> Choice:
    """Return the choice with a copy to the mission that answers for a country; raises NotFound if there is none.

    A mission that is among those `addressed`, by its slug, gets a letter of its own and no copy.
    """
    if mission is None:
        raise NotFound(
            "The directory has no mission of %(state)s for supporters in %(country)s.",
            state=country_name(action.country, "en"),
            country=country_name(country, "en"),
        )
    if mission.authority.slug in addressed:
        return Choice(choice.addressees, (*choice.notes, NO_COPY))
    copy = PublishedAddressee(position=len(action.addressees) + 1, role=Role.COPY, authority=mission.authority)
    return Choice((*choice.addressees, copy), (*choice.notes, *_why(mission, action.country, country)))


def is_mission(action: PublishedAction, addressee: PublishedAddressee) -> bool:
    """Whether it is the mission that gets a copy, and no addressee of the action itself."""
    return addressee.position > len(action.addressees) and addressee.role is Role.COPY


def is_own_minister(action: PublishedAction, addressee: PublishedAddressee) -> bool:
    """Whether it is of the supporter's own government, and no addressee of the action itself."""
    return addressee.position > len(action.addressees) and addressee.role is not Role.COPY


def which_letter(action: PublishedAction, addressee: PublishedAddressee) -> str:
    """Return what stands for a letter in addresses and file names: its addressee's number, `copy` or `own`."""
    if is_mission(action, addressee):
        return COPY
    return OWN if is_own_minister(action, addressee) else str(addressee.position)


def asking(action: PublishedAction, addressee: PublishedAddressee) -> PublishedAction:
    """Return the action as it is asked of an addressee: the supporter's own government is told all of its demands.

    It raises the case with all authorities of the state, so no demand is kept from it because it goes to some of them.
    """
    if not is_own_minister(action, addressee):
        return action
    return replace(action, demands=narrowed_to_nobody(action.demands))


def _why(mission: AnsweringMission, sending_state: str, country: str) -> Iterator[Sentence]:
    """Say to a supporter what they could not expect of the mission that gets their copy."""
    names = {"state": country_name(sending_state, "en"), "country": country_name(country, "en")}
    if mission.answers is Answers.ACCREDITED:
        yield Sentence(
            "%(state)s has no embassy in %(country)s: your copy goes to the one in %(host)s, which answers for it.",
            {**names, "host": country_name(mission.host_state, "en")},
        )
    elif mission.answers is Answers.UNITED_NATIONS:
        yield Sentence(
            "We know of no embassy of %(state)s that answers for %(country)s: your copy goes to its mission to the "
            "United Nations (%(body)s).",
            {**names, "body": mission.un_body},
        )
    if mission.headed_by_charge:
        yield Sentence("A chargé d'affaires heads that mission; there is no ambassador at this time.")


def write_letters(found: ActionNow, choice: Choice, supporter: Supporter, language: str) -> tuple[MergedLetter, ...]:
    """Return the supporter's letters, one for each chosen addressee; copies repeat the letter to the first.

    Those of a rehearsal are specimens, and no others are. Raises ActionClosed if only copies were chosen and nobody may
    get the letter that they repeat.
    """
    originals = written_to(choice.addressees, found.published, supporter.country)
    return tuple(
        merge(
            asking(found.published, each),
            each,
            supporter,
            found.moment,
            language=language,
            copy_of=originals,
            specimen=found.rehearsal,
        )
        for each in choice.addressees
    )


def written_to(
    chosen: Sequence[PublishedAddressee], action: PublishedAction, country: str
) -> tuple[PublishedAddressee, ...]:
    """Return those whose letters are copied to others; for a copy that is chosen alone, those of the whole action.

    A letter to the supporter's own government is none of the mission's business. Raises ActionClosed if nobody is left.
    """
    for addressees in (chosen, action.addressees):
        own = (each for each in addressees if not is_own_minister(action, each))
        if letters := tuple(each for each in own if each.role is not Role.COPY and not _barred(each, country)):
            return letters
    raise ActionClosed("There is nobody to whom the letter itself may go, so there is nothing to copy.")


def _barred(addressee: PublishedAddressee, country: str) -> bool:
    if addressee.do_not_write_from:
        return country in addressee.do_not_write_from
    return addressee.do_not_write_reason is not None


def _left_out(addressee: PublishedAddressee) -> Sentence:
    if addressee.do_not_write_reason is None:
        return Sentence(
            "No letter to addressee %(number)s: please do not write to this one from your country.",
            {"number": addressee.position},
        )
    return Sentence(
        "No letter to addressee %(number)s: %(reason)s",
        {"number": addressee.position, "reason": addressee.do_not_write_reason},
    )


def _closed(action: ActionNow) -> ActionClosed:
    published = action.published
    text = published.best_text("en")
    title, contact = text.title, _contacts(published)
    if action.standing is Standing.EXPIRED and published.deadline is not None:
        return ActionClosed(
            "The last day to write for “%(title)s” was %(day)s. %(advice)s Contact: %(contact)s.",
            title=title,
            day=format_date(published.deadline.last_valid_day, "d MMMM y", locale="en"),
            advice=text.after_deadline or Sentence("Please ask whether letters are still of help."),
            contact=contact,
        )
    if action.standing is Standing.STOPPED:
        message = "“%(title)s” was stopped: please send no more letters. Contact: %(contact)s."
    elif action.standing is Standing.ARCHIVED:
        message = "“%(title)s” is closed. Contact: %(contact)s."
    else:
        message = "“%(title)s” is not public yet. Contact: %(contact)s."
    return ActionClosed(message, title=title, contact=contact)


def _contacts(action: PublishedAction) -> str:
    return "; ".join(f"{each.name('en')}, {each.contact}" for each in action.organisations)
