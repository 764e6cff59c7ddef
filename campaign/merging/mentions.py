"""Whether a letter names the organisation behind an action, or one of its codes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from campaign.errors import NamedOrganisation
from campaign.merging.letter import MergedLetter
from campaign.models.published import PublishedAction, PublishedName
from campaign.models.vocabulary import NameKind, OrganisationMention

APART = r"[\W_]*"  # what may stand between the parts of a name: “Front-Line Defenders”, “#FrontLineDefenders”
START, END = r"(?<![^\W_])", r"(?![^\W_])"
COMPOUND = r"(?=[^\W_]|\.[^\W_])"  # “amnestyusa.org”
NUMBER_SIGN = r"(?:n[or]\.?)?"  # “UA No. 315/14”; № becomes No
PATTERNS_KEPT = 2_000  # of names and codes, which hardly change from letter to letter
LONG_NAME = 6  # letters: such a name is seen inside longer words too


def refuse_mentions(letter: MergedLetter, action: PublishedAction) -> None:
    """Raise NamedOrganisation if anything but the addressee's block names what the action keeps out of letters."""
    refuse_mentions_in(letter.own_texts(), action)


def refuse_mentions_in_file(texts: Iterable[str], letters: Sequence[MergedLetter], action: PublishedAction) -> None:
    """Raise NamedOrganisation if a finished file with these texts names what the action keeps out of letters.

    The blocks of the letters' addressees are left out: an office may be called like an organisation.
    """
    blocks = {
        _as_read(line)
        for letter in letters
        for line in (*letter.addressee, *letter.address, ", ".join(letter.addressee), *letter.emails)
    }
    refuse_mentions_in((_without(_as_read(text), blocks) for text in texts), action)


def refuse_mentions_in(texts: Iterable[str], action: PublishedAction) -> None:
    """Raise NamedOrganisation if one of these texts names what the action keeps out of letters."""
    if action.organisation_mention is not OrganisationMention.FORBID:
        return
    names = [(name.text, _name_pattern(name)) for each in action.organisations for name in each.names]
    codes = [(code, _code_pattern(code)) for code in (action.case_code, action.document_index) if code]
    for text in texts:
        read = _as_read(text)
        for forbidden, pattern in (*names, *codes):
            if pattern.search(read):
                raise NamedOrganisation(
                    "Letters for this action must not name “%(name)s”, and this one would: please leave it out.",
                    name=forbidden,
                )


def _without(text: str, blocks: Iterable[str]) -> str:
    for block in sorted(blocks, key=len, reverse=True):
        text = text.replace(block, " ")
    return text


@lru_cache(PATTERNS_KEPT)
def _name_pattern(name: PublishedName) -> re.Pattern[str]:
    text = _as_read(name.text)
    parts = [re.escape(part) for part in re.findall(r"[^\W_]+", text)]
    if name.kind is NameKind.ACRONYM:
        return re.compile(START + r"\.?".join(map(re.escape, text)) + END)
    if len(parts) > 1:
        joined = APART.join(parts)
        return re.compile(START + joined + ("" if len(text) >= LONG_NAME else END), re.IGNORECASE)
    # A single word may be a common noun as well, as amnesty is: then only its own capitals, or a compound, tell.
    word = parts[0]
    return re.compile(rf"{START}(?:{word}|{word.upper()}|(?i:{word}){COMPOUND})")


@lru_cache(PATTERNS_KEPT)
def _code_pattern(code: str) -> re.Pattern[str]:
    """A code is the same however it is parted: “UA 315/14”, “UA: 315-14”, “UA No. 315/14”.

    One without letters, such as “47.24”, is looked for as it is printed: its numbers alone say nothing.
    """
    read = _as_read(code)
    parts = re.findall(r"[^\W\d_]+|\d+", read)
    if not any(part.isalpha() for part in parts):
        return re.compile(START + re.escape(read) + END)
    return re.compile(START + f"{APART}{NUMBER_SIGN}{APART}".join(parts) + END, re.IGNORECASE)


def _as_read(text: str) -> str:
    """Return text as a reader takes it: compatible forms made one, no accents, nothing invisible."""
    if text.isascii():  # nothing in it can be taken otherwise
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if unicodedata.category(c) not in {"Mn", "Cf"}).split())
