"""An action as it would be published now, for previews and rehearsals: every letter made of it is a specimen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import ActionClosed, MissingWord, NotFound
from campaign.merging.countries import is_country
from campaign.models import Action, Case
from campaign.models.case import code_key
from campaign.models.published import PublishedAction, PublishedDemand
from campaign.models.states import ActionState
from campaign.models.vocabulary import NameKind
from campaign.services.actions import ActionNow, moment_of, standing_of, with_what_followed
from campaign.services.lifecycle import EDITABLE
from campaign.services.publishing import next_revision


def rehearsed(session: Session, action: Action, now: datetime, on: date | None = None) -> ActionNow:
    """Return an action as if its present words were published now and no embargo held; `on` as in `find_action`.

    Raises ActionClosed for one that is stopped or archived, and MissingWord for one that lacks what a page needs.
    """
    if action.state not in EDITABLE:
        raise ActionClosed("“%(slug)s” is %(state)s: it cannot be rehearsed.", slug=action.slug, state=action.state)
    published = next_revision(action, now)
    refuse_what_cannot_be_shown(published)
    moment = moment_of(published, now, on)
    found = ActionNow(
        published=published,
        standing=standing_of(ActionState.LIVE, replace(published, embargo_until=None), now, moment),
        moment=moment,
        published_at=now,
        stop_reason=None,
        rehearsal=True,
    )
    return with_what_followed(session, action, found, now)


def find_rehearsal(session: Session, ref: str, now: datetime, on: date | None = None) -> ActionNow:
    """Return the action that `ref` means, a slug or a case code, draft or live, as `rehearsed` does.

    Raises NotFound if there is none, or if several actions that are not closed share the code.
    """
    if not ref.isprintable():
        raise NotFound("The name of an action holds characters that no action has.")
    if action := session.scalar(select(Action).filter_by(slug=ref)):
        return rehearsed(session, action, now, on)
    of_case = select(Action).join(Case).where(Case.code_key == code_key(ref)).order_by(Action.slug)
    found = session.scalars(of_case).all()
    still_edited = [action for action in found if action.state in EDITABLE]
    if len(still_edited) > 1:
        slugs = " and ".join(action.slug for action in still_edited)
        raise NotFound(f"Several actions have the code {ref}: name one of {slugs}.")
    if not found:
        raise NotFound(f"There is no action “{ref}”; `campaign actions` lists what there is.")
    return rehearsed(session, (still_edited or found)[0], now, on)


def refuse_what_cannot_be_shown(published: PublishedAction) -> None:
    """Raise MissingWord where a page would have nothing to say; what only letters need is told when one is made."""
    named = [any(name.kind is NameKind.NAME for name in each.names) for each in published.organisations]
    addresses = [address for each in published.addressees for address in each.authority.addresses]
    there = (
        published.texts,
        is_country(published.country),
        all(named),
        all(each.authority.texts for each in published.addressees),
        all(is_country(address.country) for address in addresses),
        _all_have_words(published.demands),
    )
    if not all(there):
        raise MissingWord(
            "“%(slug)s” cannot be shown yet: give it a title, a country, and names of organisations and addressees.",
            slug=published.slug,
        )


def _all_have_words(demands: Iterable[PublishedDemand]) -> bool:
    return all(demand.texts and _all_have_words(demand.items) for demand in demands)
