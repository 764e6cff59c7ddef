"""To whom an action writes: taking an addressee out, and what that does to the demands that go to it."""

from collections.abc import Iterable, Iterator, Set

from sqlalchemy.orm import Session

from campaign.errors import AddresseeNeeded, NotFound
from campaign.models import Action, Addressee, Demand
from campaign.services.readiness import known_name

LONGEST_QUOTE = 60  # characters of a demand that stand in a sentence


def remove_addressee(session: Session, action: Action, addressee: Addressee, *, also_from_demands: bool) -> None:
    """Take an addressee out of an action and, if so told, out of the demands that are narrowed to it and others.

    Raises AddresseeNeeded, naming the demands, if some are narrowed to it and `also_from_demands` is false, or if one
    would then go to nobody: without any narrowing it would go to all, which nobody asked for. Raises NotFound for an
    addressee of another action.
    """
    if addressee not in action.addressees:
        raise NotFound("This addressee is not one of this action's.")
    narrowed = [demand for demand in _with_items(action.demands) if addressee in demand.only_to]
    if narrowed and not also_from_demands:
        raise AddresseeNeeded(
            "These demands are narrowed to %(name)s: %(demands)s. Take it out of them as well, or change them first.",
            name=known_name(addressee),
            demands=_quoted(narrowed),
        )
    if lonely := list(_lonely(action, addressee)):
        raise AddresseeNeeded(
            "These demands go to nobody but %(name)s: %(demands)s. Choose to whom they go, or delete them, first.",
            name=known_name(addressee),
            demands=_quoted(lonely),
        )
    for demand in narrowed:
        demand.only_to.remove(addressee)
    action.addressees.remove(addressee)
    session.flush()


def _lonely(action: Action, addressee: Addressee) -> Iterator[Demand]:
    """Yield the narrowed demands that had readers, and would have none without this addressee."""
    before = dict(_readers(action.demands, set(action.addressees)))
    after = dict(_readers(action.demands, set(action.addressees) - {addressee}))
    narrowed = _narrowed(action.demands)
    yield from (demand for demand in after if demand in narrowed and before[demand] and not after[demand])


def _readers(demands: Iterable[Demand], among: Set[Addressee]) -> Iterator[tuple[Demand, Set[Addressee]]]:
    """Yield each demand and sub-item with those it goes to; a sub-item goes no further than what it belongs to."""
    for demand in demands:
        readers = among & set(demand.only_to) if demand.only_to else among
        yield demand, readers
        yield from _readers(demand.items, readers)


def _narrowed(demands: Iterable[Demand], *, below: bool = False) -> set[Demand]:
    found = set()
    for demand in demands:
        is_narrowed = below or bool(demand.only_to)
        found |= ({demand} if is_narrowed else set()) | _narrowed(demand.items, below=is_narrowed)
    return found


def _with_items(demands: Iterable[Demand]) -> Iterator[Demand]:
    for demand in demands:
        yield demand
        yield from _with_items(demand.items)


def _quoted(demands: Iterable[Demand]) -> str:
    return ", ".join(f"“{_words(demand)}”" for demand in demands)


def _words(demand: Demand) -> str:
    text = demand.texts.get("en") or next(iter(demand.texts.values()), None)
    words = text.text if text else f"number {demand.position}"
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1].rstrip()}…"
