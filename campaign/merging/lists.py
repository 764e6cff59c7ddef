"""Words in a row: “A, B and C” by the rules of a language."""

import re
from collections.abc import Sequence

from babel.lists import format_list

from campaign.merging.phrasebook import Tongue

# Spanish “y” becomes “e” before the sound of an i, but not before the ia, ie, io of “hielo” (Real Academia Española);
# CLDR's patterns leave that to the program.
SOUND_OF_I = re.compile(r"\W*[iíIÍ](?![aeoAEO])|\W*[hH][iíIÍ](?![aeoAEO])")


def in_a_row(words: Sequence[str], tongue: Tongue) -> str:
    """Return words joined as the language joins them."""
    joined: str = format_list(words, locale=tongue.locale)
    if tongue.code == "es" and len(words) > 1 and SOUND_OF_I.match(words[-1]):
        joined = joined.removesuffix(f" y {words[-1]}") + f" e {words[-1]}"
    return joined
