"""The cards of the result page: each addressee with the ways to reach it, the best first."""

from dataclasses import dataclass

from campaign.errors import Sentence
from campaign.models.published import PublishedAddressee, in_language
from campaign.models.vocabulary import Channel
from campaign.services.channels import Way, refusals, ways_to
from campaign.services.dialling import FaxLine, fax_lines
from campaign.services.letters import Choice
from campaign.web.supporter.asking import COPY, Place


@dataclass(frozen=True)
class Card:
    """One addressee; `which` stands for it in addresses: its number, or `copy` for the mission."""

    which: str
    name: str | None
    title: str
    organisation: str | None
    country: str | None
    ways: tuple[Way, ...]
    refusals: tuple[Sentence, ...]
    lines: tuple[FaxLine, ...]
    emails: tuple[str, ...]

    @property
    def is_copy(self) -> bool:
        """Whether it is the mission, which gets a copy."""
        return self.which == COPY

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels in which it can be reached."""
        return tuple(way.channel for way in self.ways)


def cards_of(place: Place, choice: Choice, country: str) -> list[Card]:
    """Return a card for each addressee that was chosen, in their order."""
    return [card_of(place, addressee, country) for addressee in choice.addressees]


def card_of(place: Place, addressee: PublishedAddressee, country: str) -> Card:
    """Return the card of one addressee for a supporter in a country."""
    authority = addressee.authority
    text = in_language(authority.texts, place.action.language) or authority.texts[0]
    return Card(
        which=COPY if place.is_mission(addressee) else str(addressee.position),
        name=text.name,
        title=text.title,
        organisation=text.organisation,
        country=authority.addresses[0].country if authority.addresses else authority.state,
        ways=ways_to(addressee, country, place.action.days_left),
        refusals=refusals(authority),
        lines=fax_lines(addressee, country),
        emails=authority.emails,
    )
