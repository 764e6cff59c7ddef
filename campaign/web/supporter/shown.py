"""What stands beside the form: one letter as far as it is written, or why it cannot be shown."""

from dataclasses import dataclass

from campaign.merging.letter import MergedLetter
from campaign.models.published import PublishedAddressee, in_language
from campaign.rendering.glance import Picture
from campaign.web.supporter.forms import LetterForm
from campaign.web.supporter.places import Place


@dataclass(frozen=True)
class Shown:
    """One of the letters, drawn; without one, the form's fields or `refused` say why."""

    others: tuple[tuple[str, str], ...]  # all that there are to see: what stands for each in forms, and its office
    which: str
    letter: MergedLetter | None = None
    pages: tuple[Picture, ...] = ()
    is_asked: bool = True  # not so while the form is new
    is_sample: bool = False  # something stands in for words that are missing
    refused: str = ""
    is_updated: bool = False  # the action, so that the form must be made new before anything is shown
    picture: str = ""  # of the signature, cleaned just now: the script keeps it in place of the upload


def nothing_shown(place: Place, filled: LetterForm, *, is_asked: bool = True) -> Shown:
    """Return what stands there without a letter: whose letters can be seen, the first of them chosen."""
    addressees = place.found.published.addressees
    wanted = [each for each in addressees if each.position in (filled.to.data or ())] or addressees
    others = tuple((str(each.position), office(place, each)) for each in wanted)
    return Shown(others, others[0][0] if others else "", is_asked=is_asked)  # a draft may have nobody yet


def office(place: Place, addressee: PublishedAddressee) -> str:
    """Return an addressee's office in the language of the page."""
    texts = addressee.authority.texts
    return (in_language(texts, place.action.language) or texts[0]).title
