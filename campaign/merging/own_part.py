"""What differs from one supporter's letter to the next: who writes, from where, and how they sign."""

from dataclasses import dataclass, replace

from campaign.merging.bidi import isolated
from campaign.merging.completeness import refuse_gaps
from campaign.merging.countries import country_name
from campaign.merging.han import han_forms
from campaign.merging.letter import MergedLetter
from campaign.merging.mentions import refuse_mentions_in
from campaign.merging.phrasebook import Tongue
from campaign.merging.signature import Signature
from campaign.merging.supporter import Identity, Supporter
from campaign.models.published import PublishedAction, PublishedAddressee


@dataclass(frozen=True)
class OwnPart:
    """A supporter's own part of a letter, but for words of their own."""

    han: str
    sender: tuple[str, ...]
    return_address: tuple[str, ...]
    place_and_date: str
    signature: Signature
    signature_in_words: str
    name: str

    def put_into(self, letter: MergedLetter) -> MergedLetter:
        """Return another supporter's letter with this part instead of theirs; their countries must be the same."""
        return replace(
            letter,
            han=self.han,
            sender=self.sender,
            return_address=self.return_address,
            place_and_date=self.place_and_date,
            signature=self.signature,
            signature_in_words=self.signature_in_words,
            name=self.name,
        )

    def refuse(self, action: PublishedAction) -> None:
        """Raise NamedOrganisation or GapLeft for what must not stand in a letter, as the merge does."""
        refuse_gaps(self.texts)
        refuse_mentions_in(self.texts, action)

    @property
    def texts(self) -> set[str]:
        """Its texts, each once: the name stands above and below."""
        return {*self.sender, self.place_and_date, self.name}


def own_part(addressee: PublishedAddressee, supporter: Supporter, date: str, spoken: Tongue) -> OwnPart:
    """Return a supporter's own part of a letter to an addressee; the date in words."""
    direction = spoken.direction
    sender = tuple(isolated(line, direction) for line in _sender(addressee, supporter, spoken))
    name = isolated(supporter.printed_name, direction)
    return OwnPart(
        han=han_forms(spoken.code, _own_text(supporter), supporter.country),
        sender=sender,
        return_address=sender if supporter.identity is Identity.FULL else (),
        place_and_date=spoken.phrases.place_and_date.format(place=isolated(supporter.place, direction), date=date),
        signature=supporter.signature,
        signature_in_words=spoken.phrases.signature.format(name=name),
        name=name,
    )


def _sender(addressee: PublishedAddressee, supporter: Supporter, spoken: Tongue) -> tuple[str, ...]:
    authority = addressee.authority
    homes: set[str | None] = {address.country for address in authority.addresses} or {authority.state}
    abroad = supporter.country not in homes
    country = (country_name(supporter.country, spoken.code),) if abroad else ()
    return (supporter.printed_name, *supporter.printed_address, *country)


def _own_text(supporter: Supporter) -> str:
    return " ".join((supporter.name, *supporter.address_lines, supporter.place, supporter.own_words))
