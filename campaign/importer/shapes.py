"""What a line looks like, whatever its language: a bullet, prose, a heading in capitals, a line with a contact."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from campaign.importer.words import alternatives, every, plain

BULLET = re.compile(
    r"^(?:->\s?|--+\s+(?=\w)|[\u2600-\u26ff\u2700-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff→➔➜•‣▪▫■□●○◦∙·⁃►▶➢➤✓✔»\ue000-\uf8ff]|[-–—*+](?=\s|[^\W\d_])"
    r"|o(?=\s[A-ZÀ-ÞА-Я]))\s*"
)
CHECK_BOX = re.compile(r"^\[[ xX✓]?\]\s+(?=\S)")  # of Markdown: “- [ ] release her”
NUMBERED = re.compile(
    r"^[(\[]?(?:(?P<digit>\d{1,2})|(?P<roman>[ivx]{1,5}|[IVX]{1,5})|(?P<letter>[a-zA-Z]|[а-яё](?=\))))(?:[.)\]]+-?(?!\d)\s*|\s*[.)]?\s[-–—]\s)(?=\S)"
)
INITIALS = re.compile(r"[A-ZÀ-ÞА-Я]\. ?[A-ZÀ-ÞА-Я]\.|c\. ?c\.")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![.\-_])")
HIDDEN_EMAIL = re.compile(r"\[e-?mail[\s\u00a0]*protected\]", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w/.@])(?:\+ ?|00|011[- ])?[(]?\d[\d\s().\-]{6,}\d(?![\w/@])")
HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z]\w{2,30}(?![\w.]*@)")
LETTER_WORD = re.compile(r"[^\W\d_]+")
SMALL_WORDS = 0.42  # of a sentence: German writes all nouns with capitals
LONG_LINE = 60  # characters from which a line without a stop may still be prose


@dataclass(frozen=True)
class Bullet:
    """The mark at the beginning of an item of a list, its kind, and the words behind it."""

    kind: str
    ordinal: int | None
    text: str


@lru_cache(maxsize=4096)
def bullet_of(text: str) -> Bullet | None:
    """Return the bullet or number with which a line begins; none if it is part of its words."""
    if INITIALS.match(text):
        return None  # “I. E. Frau …” is a form of address
    if found := BULLET.match(text):
        rest = CHECK_BOX.sub("", text[found.end() :].strip())
        return Bullet(found.group().strip(), None, rest) if rest else None
    if found := every("ordinal").match(text):
        return Bullet("ordinal", None, text[found.end() :].strip())
    found = NUMBERED.match(text)
    if not found or not (rest := text[found.end() :].strip()):
        return None
    if found["digit"]:
        return Bullet("1", int(found["digit"]), rest)
    if found["roman"] and (number := _roman(found["roman"].casefold())):
        return Bullet("i" if found["roman"].islower() else "I", number, rest)
    letter = found["letter"] or found["roman"]
    if len(letter) > 1 or (letter.isupper() and not found.group().startswith("(") and ")" not in found.group()):
        return None  # “H. Smith” and “M. Dupont” are names
    return Bullet("a", ord(letter.casefold()) - ord("a") + 1, rest) if letter.isascii() else Bullet("а", None, rest)


def _roman(text: str) -> int | None:
    numerals = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
    return numerals.index(text) + 1 if text in numerals else None


@lru_cache(maxsize=4096)
def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as headings are."""
    letters = [each for each in text if each.isalpha()]
    return len(letters) >= 3 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


@lru_cache(maxsize=4096)
def is_prose(text: str) -> bool:
    """Whether a line is a sentence or part of one: many small words, and long or ended by a stop."""
    words = LETTER_WORD.findall(text)
    small = sum(word[0].islower() for word in words)
    if len(words) < 6 or small < SMALL_WORDS * len(words):
        return False
    return len(text) >= LONG_LINE or (text.rstrip("”\"'»)")[-1:] in ".!?…" and len(words) >= 8)


@cache
def contact_label() -> re.Pattern[str]:
    """Return what finds the label of a contact in a line: “Fax:”, “Tel.”, “Correo-e:”; `kind` names are groups."""
    groups = "|".join(
        f"(?P<{kind}>{alternatives('labels', kind)})"
        for kind in ("both", "fax", "phone", "email", "salutation", "handle", "website", "telegram")
    )
    return re.compile(
        rf"(?<![\w@.])(?:{groups})(?:\s*\((?![+\d])[^)]{{0,60}}\))?(?:\s*(?:n[°ºo]|no|nr|№)\.?)?(?P<colon>\s*[:.]+\s*|\s+(?=[+(]{{0,2}}\d))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def has_contact(text: str) -> bool:
    """Whether a line tells how to reach somebody: a label, an address, a number."""
    if EMAIL.search(text) or HIDDEN_EMAIL.search(text):
        return True
    return any(_is_label(text, found) for found in contact_label().finditer(plain(text)))


def _is_label(text: str, found: re.Match[str]) -> bool:
    """Whether what reads like a label is one; in a sentence, “by telephone: nobody …”, a number must follow."""
    if any(found[kind] for kind in ("fax", "phone", "both")) and is_prose(text):
        return re.match(r"[^.;:]{0,24}\d[\d\s().\-/]{4}", text[found.end() :]) is not None
    if len(found.group().strip(" :.")) > 1 or text[: found.start()].strip() == "":
        return True
    return ":" in found["colon"] and text[found.start() - 1] in " /|;,("  # not the “e” of “29 e 30 de abril”


def looks_like_number(text: str) -> bool:
    """Whether a line is a telephone number and nothing else."""
    return bool(re.fullmatch(r"[+(]?[\d\s()./\-+,;]{7,60}", text.strip())) and sum(map(str.isdigit, text)) >= 7
