"""Letters to read before an action is published: to each addressee, in every language."""

from dataclasses import dataclass
from datetime import datetime

from campaign.errors import CannotRender, MissingWord, NamedOrganisation, Sentence
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.merging.phrasebook import tongue
from campaign.merging.supporter import Supporter
from campaign.models import Action
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAction, PublishedAddressee
from campaign.models.vocabulary import Role
from campaign.services.freezing import freeze_action
from campaign.services.languages import speakable
from campaign.services.letters import asking
from campaign.services.own_ministers import anybody
from campaign.services.rehearsing import refuse_what_cannot_be_shown

SOMEBODY = Supporter(
    name="Maria Fernandes", address_lines=("Rua das Flores 17", "1200-192 Lisboa"), country="PT", place="Lisboa"
)


@dataclass(frozen=True)
class Proof:
    """A letter in one language, as somebody would send it; or why it cannot be made."""

    language: str
    direction: str
    letter: MergedLetter | None
    refusal: Sentence | None


def proofs(action: Action, now: datetime) -> tuple[tuple[PublishedAddressee, tuple[Proof, ...]], ...]:
    """Return, for each addressee, a letter in every language that there are texts and a phrasebook for.

    Where the action asks for it, the last ones are to somebody of the supporter's own government.
    """
    frozen = freeze_action(action, 0, day_in(action.time_zone, now))
    originals = [each for each in frozen.addressees if each.role is not Role.COPY]
    written_in, unshowable = speakable(frozen.text_languages), _unshowable(frozen)

    def proof(addressee: PublishedAddressee, language: str) -> Proof:
        direction = tongue(language).direction
        if unshowable:
            return Proof(language, direction, None, unshowable)
        try:
            asked = asking(frozen, addressee)
            letter = merge(asked, addressee, SOMEBODY, now, language=language, copy_of=originals)
        except (MissingWord, NamedOrganisation, CannotRender) as refusal:
            return Proof(language, direction, None, refusal.sentence)
        return Proof(language, direction, letter, None)

    own = anybody(frozen, written_in) if frozen.addressees else None
    everyone = (*frozen.addressees, *filter(None, (own,)))
    return tuple((each, tuple(proof(each, language) for language in written_in)) for each in everyone)


def _unshowable(frozen: PublishedAction) -> Sentence | None:
    try:
        refuse_what_cannot_be_shown(frozen)
    except MissingWord as refusal:
        return refusal.sentence
    return None
