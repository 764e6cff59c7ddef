"""Whether a letter names the organisation behind an action, or one of its codes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from campaign.errors import NamedOrganisation
from campaign.merging.countries import in_capitals
from campaign.merging.letter import MergedLetter
from campaign.merging.persons import names_of
from campaign.models.published import PublishedAction, PublishedName
from campaign.models.vocabulary import NameEmphasis, NameKind, OrganisationMention

APART = r"[\W_]*"  # what may stand between the parts of a name: “Front-Line Defenders”, “#FrontLineDefenders”
BREAK = r"[.,;:!?…] "
TOGETHER = rf"(?:(?!{BREAK})[\W_])*"  # the same without a break: “declare an amnesty. International law …”
START, END = r"(?<![^\W_])", r"(?![^\W_])"
COMPOUND = r"(?=[^\W_]|\.[^\W_])"  # “amnestyusa.org”
NUMBER_SIGN = r"(?:n[or]\.?)?"  # “UA No. 315/14”; № becomes No
PATTERNS_KEPT = 2_000  # of names and codes, which hardly change from letter to letter
LONG_NAME = 6  # letters: such a name is seen inside longer words too


def refuse_mentions(letter: MergedLetter, action: PublishedAction) -> None:
    """Raise NamedOrganisation if anything but the addressee's block names what the action keeps out of letters."""
    refuse_mentions_in(letter.own_texts(), action)


def refuse_mentions_in_file(
    texts: Iterable[str], letters: Sequence[MergedLetter], action: PublishedAction, cc: Iterable[str] = ()
) -> None:
    """Raise NamedOrganisation if a finished file with these texts names what the action keeps out of letters.

    What the action itself put there is left out: the blocks of the letters' addressees and the addresses `cc`, because
    an office may be called like an organisation, and names of persons in capitals, because Ai is a name and AI is not.
    """
    blocks = {
        line
        for letter in letters
        for line in (*letter.addressee, *letter.address, ", ".join(letter.addressee), *letter.emails, *cc)
    }
    names = {
        in_capitals(name, letter.language)
        for letter in letters
        for name in names_of(action, letter.language)
        if action.name_emphasis is NameEmphasis.CAPITALS
    }
    refuse_mentions_in((_without(_as_read(text), blocks | names) for text in texts), action)


def refuse_mentions_in(texts: Iterable[str], action: PublishedAction) -> None:
    """Raise NamedOrganisation if one of these texts names what the action keeps out of letters."""
    if action.organisation_mention is not OrganisationMention.FORBID:
        return
    names = [(name.text, _name_pattern(name)) for each in action.organisations for name in each.names]
    codes = [(code, _code_pattern(code)) for code in (action.case_code, action.document_index) if code]
    for text in texts:
        read = _as_read(text)
        bare = _bare(read)
        for forbidden, pattern in (*names, *codes):
            if _longest_part(forbidden) in bare and pattern.search(read):  # the first is quicker, and mostly says no
                raise NamedOrganisation(
                    "Letters for this action must not name “%(name)s”, and this one would: please leave it out.",
                    name=forbidden,
                )


def _without(text: str, blocks: Iterable[str]) -> str:
    """Return text without these blocks, however their lines were broken: a PDF keeps no hyphen at a line’s end."""
    for block in sorted(blocks, key=len, reverse=True):
        if pattern := _block_pattern(block):
            text = pattern.sub(" ", text)
    return text


@lru_cache(PATTERNS_KEPT)
def _block_pattern(block: str) -> re.Pattern[str] | None:
    words = re.findall(r"[^\W_]+", _as_read(block))
    return re.compile(START + APART.join(words) + END) if words else None


@lru_cache(PATTERNS_KEPT)
def _name_pattern(name: PublishedName) -> re.Pattern[str]:
    text = _as_read(name.text)
    parts = [re.escape(part) for part in re.findall(r"[^\W_]+", text)]
    if name.kind is NameKind.ACRONYM:
        return re.compile(START + r"\.?".join(map(re.escape, text)) + END)
    if len(parts) > 1:
        # Over a break, words that are a name only by chance are told by their capitals.
        together = (APART if re.search(BREAK, text) else TOGETHER).join(parts)
        apart, shouted = APART.join(parts), APART.join(part.upper() for part in parts)
        end = "" if len(text) >= LONG_NAME else END
        return re.compile(f"{START}(?:(?i:{together})|{apart}|{shouted}){end}")
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


def _bare(read: str) -> str:
    """Return the letters and digits of a text alone, as no pattern could tell them apart."""
    return "".join(filter(str.isalnum, read)).casefold()


@lru_cache(PATTERNS_KEPT)
def _longest_part(forbidden: str) -> str:
    """Return what is surely in a text that names something: its longest part without a break; none of an acronym's."""
    parts = re.findall(r"[^\W\d_]+|\d+", _as_read(forbidden))
    return max(map(_bare, parts), key=len, default="")


def _as_read(text: str) -> str:
    """Return text as a reader takes it: compatible forms made one, no accents, nothing invisible."""
    if text.isascii():  # nothing in it can be taken otherwise
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKD", text).translate(SEEN).split())


class _Seen(dict[int, int | None]):
    """Which characters a reader sees, each found out once: no accents, nothing invisible."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in {"Mn", "Cf"} else code
        return self[code]


SEEN = _Seen()
