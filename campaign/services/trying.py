"""Letters tried out: every one that an action leads to, as anybody would write it, or why it cannot be made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from campaign.errors import CampaignError, CannotRender, MissingWord, NamedOrganisation
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.merging.supporter import Supporter
from campaign.models.published import PublishedAction, PublishedAddressee
from campaign.models.vocabulary import Role
from campaign.rendering.fonts import ON_FAXES, ON_PAPER, refuse_missing_characters
from campaign.services.languages import offered_languages
from campaign.services.letters import asking
from campaign.services.own_ministers import anybody

ANYBODY = Supporter(  # of the usual length, and named like no organisation
    name="Nnnnn Nnnnnnnnn Nnnnnnnn",
    address_lines=("Aaa aaa Aaaaaa 17, 2.º", "1200-192 Aaaaaa"),
    country="PT",
    place="Aaaaaa",
)


@dataclass(frozen=True)
class Trial:
    """A letter to one addressee in one language, or what stands in its way."""

    addressee: PublishedAddressee
    language: str
    outcome: MergedLetter | CampaignError

    @property
    def letter(self) -> MergedLetter:
        """The letter; raises what stands in its way."""
        if isinstance(self.outcome, CampaignError):
            raise self.outcome
        return self.outcome


def try_letters(action: PublishedAction, now: datetime) -> Iterator[Trial]:
    """Yield a letter to every addressee, and to an own minister where the action asks for it, in every language."""
    originals = [each for each in action.addressees if each.role is not Role.COPY]
    languages = offered_languages(action)
    own = anybody(action, languages)
    for language in languages:
        for addressee in (*action.addressees, *filter(None, (own,))):
            try:
                asked = asking(action, addressee)
                letter = merge(asked, addressee, ANYBODY, now, language=language, copy_of=originals)
                refuse_missing_characters(letter.every_text(), ON_PAPER)
                refuse_missing_characters(letter.every_text(), ON_FAXES)
            except (MissingWord, NamedOrganisation, CannotRender) as refusal:
                yield Trial(addressee, language, refusal)
            else:
                yield Trial(addressee, language, letter)
