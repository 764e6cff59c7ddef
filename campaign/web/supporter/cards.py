"""The cards of the result page: each addressee with the ways to reach it, the best first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from flask import render_template

from campaign.errors import CannotRender, Sentence
from campaign.merging.letter import MergedLetter
from campaign.models.published import PublishedAddressee, in_language
from campaign.models.vocabulary import Channel
from campaign.rendering.fonts import ON_FAXES, ON_PAPER, refuse_missing_characters
from campaign.services.channels import Way, drafts_and_copies, refusals, ways_to
from campaign.services.dialling import FaxLine, fax_lines
from campaign.services.letters import COPY, OWN, Choice
from campaign.web.supporter.forms import LetterForm, PostForm
from campaign.web.supporter.places import Place

FONTS = {Channel.PRINT: ON_PAPER, Channel.FAX: ON_FAXES}  # an e-mail needs none


@dataclass(frozen=True)
class Card:
    """One addressee; `which` stands for it in addresses: its number, `copy` for the mission, or `own`."""

    which: str
    name: str | None
    title: str
    organisation: str | None
    country: str | None
    ways: tuple[Way, ...]
    refusals: tuple[Sentence, ...]
    lines: tuple[FaxLine, ...]
    emails: tuple[str, ...]
    reads_along: bool  # a copy of each e-mail goes to it anyway (Cc)

    @property
    def is_copy(self) -> bool:
        """Whether it is the mission, which gets a copy."""
        return self.which == COPY

    @property
    def is_own(self) -> bool:
        """Whether it is of the supporter's own government."""
        return self.which == OWN

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels in which it can be reached."""
        return tuple(way.channel for way in self.ways)


def cards_of(place: Place, choice: Choice, country: str) -> list[Card]:
    """Return a card for each addressee that was chosen, in their order."""
    drafts, cc = drafts_and_copies(place.found.published, choice)
    e_mailed = any(Channel.EMAIL in each.authority.ways for each in drafts.addressees if place.which(each) != OWN)
    return [
        card_of(place, each, country, cc=cc if e_mailed and each not in drafts.addressees else ())
        for each in choice.addressees
    ]


def card_of(place: Place, addressee: PublishedAddressee, country: str, cc: Collection[str] = ()) -> Card:
    """Return the card of one addressee for a supporter in a country, when copies of e-mails go to `cc`."""
    authority = addressee.authority
    text = in_language(authority.texts, place.action.language) or authority.texts[0]
    return Card(
        which=place.which(addressee),
        name=text.name,
        title=text.title,
        organisation=text.organisation,
        country=authority.addresses[0].country if authority.addresses else authority.state,
        ways=ways_to(addressee, country, place.action.days_left),
        refusals=refusals(authority),
        lines=fax_lines(addressee, country),
        emails=authority.emails,
        reads_along=bool(authority.emails) and set(authority.emails) <= set(cc),
    )


def result_page(
    place: Place,
    filled: LetterForm,
    choice: Choice,
    letters: Sequence[MergedLetter],
    post: PostForm | None = None,
    refused: Sentence | None = None,
    advice: Sequence[Sentence] = (),
) -> str:
    """Return the letters to take away, with advice on them.

    `refused` says why envelopes or labels, as chosen, could not be made.

    Raises CannotRender if somebody could not be reached in any way.
    """
    cards, unshown = showable(cards_of(place, choice, filled.country.data), letters)
    return render_template(
        "supporter/letters.html",
        place=place,
        action=place.action,
        form=filled,
        cards=cards,
        by_post=by_post(cards),
        post=post or PostForm(filled.country.data),
        refused=refused,
        notes=(*choice.notes, *unshown),
        advice=advice,
    )


def by_post(cards: Sequence[Card]) -> list[Card]:
    """Return the cards of those whose letters can be posted, without the mission's copy."""
    return [card for card in cards if not card.is_copy and Channel.PRINT in card.channels]


def showable(cards: Sequence[Card], letters: Sequence[MergedLetter]) -> tuple[list[Card], tuple[Sentence, ...]]:
    """Return the cards without the ways that cannot show a character of the letters, and a note on that character.

    Raises CannotRender if that leaves somebody without any way: an e-mail can show every character.
    """
    shown, refused = [], {}
    for card, letter in zip(cards, letters, strict=True):
        ways = []
        for way in card.ways:
            try:
                if way.channel in FONTS:
                    refuse_missing_characters(letter.every_text(), FONTS[way.channel])
                ways.append(way)
            except CannotRender as error:
                refused[str(error)] = error
        if not ways and refused:
            raise next(iter(refused.values()))
        shown.append(replace(card, ways=tuple(ways)))
    return shown, tuple(error.sentence for error in refused.values())
