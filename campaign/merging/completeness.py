"""What a letter must hold: the persons' names and every demand, and no gap that waits for words."""

from collections.abc import Iterable

from campaign.errors import GapLeft, MissingWord
from campaign.merging.demands import demands_for, words_of
from campaign.merging.letter import MergedLetter
from campaign.merging.persons import names_of
from campaign.merging.placeholders import placeholders_in
from campaign.models.published import PublishedAction, PublishedAddressee, PublishedDemand
from campaign.models.vocabulary import DemandKind


def refuse_losses(letter: MergedLetter, action: PublishedAction, reader: PublishedAddressee) -> None:
    """Raise MissingWord if a name or a demand got lost on the way, and GapLeft if a gap was left."""
    texts = letter.own_texts()
    whole = " ".join(texts)
    for name in names_of(action, letter.language):
        if name not in whole:
            raise MissingWord(f"The letter lost the name of “{name}”; tell whoever runs this site.")
    for kind in DemandKind:
        for demand in demands_for(action.demands, reader.position, kind):
            _refuse_lost(demand, letter.language, whole)
    refuse_gaps(texts)


def refuse_gaps(texts: Iterable[str]) -> None:
    """Raise GapLeft if a gap in one of these texts still waits for words."""
    for text in texts:
        for gap in placeholders_in(text):
            raise GapLeft(
                "“%(found)s” still waits for words: put yours in its place, or take it out of the letter.", found=gap
            )


def _refuse_lost(demand: PublishedDemand, language: str, whole: str) -> None:
    if words_of(demand, language).removesuffix(".") not in whole:
        raise MissingWord(f"The letter lost the demand “{words_of(demand, language)}”; tell whoever runs this site.")
    for item in demand.items:
        _refuse_lost(item, language, whole)
