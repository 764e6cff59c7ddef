"""A supporter as far as the form tells of them, with words that stand in for what is not typed yet."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from campaign.errors import BadSupporter
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import SignatureKind
from campaign.merging.supporter import Identity, Supporter, read_supporter
from campaign.web.supporter.forms import LetterForm

NOWHERE = "ZZ"  # no country has it (ISO 3166): it is abroad to everybody, and posts in English
SOMEWHERE = "FR"  # any country at all, which gives way to NOWHERE


def supporter_so_far(filled: LetterForm) -> Supporter:
    """Return the supporter of a checked form; what is missing or wrong is “Your name” and the like, or left out.

    What is wrong stays said at its field; what is only not typed yet is not wrong, and nothing is said of it.
    """
    if filled.supporter is not None:
        return filled.supporter
    answers = filled.answers()
    wanting = _wanting(answers)
    supporter = read_supporter(
        {**answers, **{field: words for field, words in _stand_ins().items() if field in wanting}}
    )
    return replace(supporter, country=NOWHERE) if "country" in wanting else supporter


def say_nothing_of_what_is_missing(filled: LetterForm, *, has_picture: bool) -> None:
    """Take back what was said at fields that nobody has filled in yet."""
    has_signature = {SignatureKind.DRAWN: bool(filled.drawing.data), SignatureKind.PICTURE: has_picture}
    typed = {
        **{field.name: field.data for field in (filled.name, filled.address, filled.country, filled.place)},
        "to": filled.to.raw_data,
        "signature": has_signature.get(filled.signature.data, True),
    }
    for name, value in typed.items():
        if not value or (isinstance(value, str) and not value.strip()):
            filled[name].errors = []


def with_own_country(letter: MergedLetter, supporter: Supporter) -> MergedLetter:
    """Return the letter with words in place of the country that the supporter has not chosen yet."""
    if supporter.country != NOWHERE:
        return letter
    return replace(letter, sender=(*letter.sender[:-1], _("Your country")))


def _wanting(answers: Mapping[str, Any]) -> frozenset[str]:
    try:
        read_supporter(answers)
    except BadSupporter as refusal:
        return frozenset(refusal.problems)
    return frozenset()


def _stand_ins() -> dict[str, Any]:
    return {
        "name": _("Your name"),
        "address_lines": [_("Your address")],
        "country": SOMEWHERE,
        "place": _("Your town"),
        "who_i_am": "",
        "my_link": "",
        "own_words": "",
        "identity": Identity.FULL,
        "signature": SignatureKind.INK.value,
    }
