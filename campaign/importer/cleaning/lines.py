"""Lines of a text, each knowing where it came from."""

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import accumulate

from campaign.importer.cleaning.columns import GAP, without_columns
from campaign.importer.cleaning.tables import without_tables

INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]"
)
SOFT_HYPHEN_AT_END = re.compile("\u00ad\\s*$")
LONGEST_LINE = 3_000  # characters; a page of HTML may have its paragraphs in one line each
KEYCAP = re.compile("^\\s*(\\d)\ufe0f?\u20e3\\s*")  # a digit on a key, as posts number their points
# Signs that stand for the label of a contact in posts.
MAIL, NUMBER = "✉📧📩", "📠📞☎📱"
SIGNS = {**dict.fromkeys(MAIL, "E-mail: "), **dict.fromkeys(NUMBER, "Tel: "), "📠": "Fax: "}
SIGN = re.compile(f"[{MAIL}]\ufe0f?:?\\s*(?=\\S{{1,80}}[@\\[])|[{NUMBER}]\ufe0f?:?\\s*(?=\\D{{0,14}}\\d)")
BULLET_SIGN = re.compile(f"^\\s*[{MAIL}{NUMBER}]\ufe0f?\\s*(?=[^\\W\\d_])")
PICTURES = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
AT_ENDS = re.compile(
    f"(?<![{PICTURES}\ufe0f\\s])(?<=\\S)\\s*+(?:[{PICTURES}]\ufe0f?\\s*)++$|^(?:[{PICTURES}]\ufe0f?\\s*){{2,}}+(?=[^\\W\\d_])"
)
BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x1c-\x1f\x85\u2028\u2029]+")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "‐": "-"})


@dataclass(frozen=True)
class Line:
    """A cleaned line, the first and last line of the text as read it came from, and whether a blank stood above it.

    `edge` is the column at which it ended as read, 0 for a row of columns, and `tail` what it ended with there;
    `whole` says that a paragraph stands in it alone; `level` is that of a heading, 0 of any other line.
    """

    text: str
    first: int
    last: int
    after_blank: bool = False
    indent: int = 0
    page: int = 1
    edge: int = 0
    tail: str = ""
    whole: bool = False
    level: int = 0

    def saying(self, text: str) -> "Line":
        """Return the line with another text of the same source."""
        return replace(self, text=text)


def split(text: str) -> list[Line]:
    """Return the lines of a text that say something; a form feed begins a new page."""
    found: list[Line] = []
    blank = False
    raw_lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    pages = list(accumulate((raw.count("\f") for raw in raw_lines), initial=1))[1:]
    rows = without_tables([(number, raw.replace("\f", " ")) for number, raw in enumerate(raw_lines, start=1)])
    for number, line in without_columns([(number, text.expandtabs(4)) for number, text in rows]):
        page = pages[number - 1]
        cleaned = characters(line)
        if not cleaned:
            blank = True
            continue
        indent = len(line) - len(line.lstrip())
        edge = 0 if GAP.search(line.strip()) else len(line.rstrip())
        for place, piece in enumerate(_pieces(cleaned)):
            found.append(Line(piece, number, number, blank and not place, indent, page, edge))
        blank = False
    return found


def _pieces(text: str) -> list[str]:
    """Return a line in pieces that are quickly looked through; nearly all lines are one."""
    pieces: list[str] = []
    while len(text) > LONGEST_LINE:
        cut = text.rfind(" ", LONGEST_LINE // 2, LONGEST_LINE)
        cut = cut if cut > 0 else LONGEST_LINE
        pieces.append(text[:cut].strip())
        text = text[cut:].strip()
    return [*pieces, text] if text else pieces


def characters(text: str) -> str:
    """Return a line without invisible characters, ligatures and runs of blanks.

    Two or more blanks between capitals stay two: they part the words of letter-spaced capitals.
    """
    text = BULLET_SIGN.sub("• ", SIGN.sub(lambda found: SIGNS[found.group()[0]], KEYCAP.sub(r"\1. ", text)))
    text = AT_ENDS.sub("", text)
    text = SOFT_HYPHEN_AT_END.sub("-", text)
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text.translate(LIGATURES)))
    return BLANKS.sub(lambda run: "  " if len(run.group()) > 1 else " ", text).strip()
