"""The looks of codes that no list knows: groups of letters and digits, joined by dashes, dots and strokes."""

import re

from campaign.importer.fields.dates import dates_in
from campaign.importer.words import every

GROUP = r"(?:[A-ZА-ЯЁ&]{1,10}\d{0,6}|\d{1,6}[A-Z]{0,3})(?![^\W\d_])"
APART = r"(?:[A-ZА-ЯЁ&]{1,5}\d{0,6}|\d{1,6}[A-Z]{0,3})(?![^\W\d_])"  # longer ones are words
FIRST = rf"(?:{APART}|{GROUP}(?= ?[-/.]))"
NO_CODE = r"(?:DE|DEL|DU|OF|VOM|DI|DO|DA|(?:19|20)\d\d) "
CODE = re.compile(rf"(?<![\w/.-])(?!{NO_CODE}){FIRST}(?: ?[-/.] ?{GROUP}| {APART})*(?:-[a-z])?(?!\w|[-/]\w)")
UNJOINED = re.compile(r"\d{2,5} [A-Z]{2,5}|[A-Z]{2,8} ?\d{2,6}")  # “1407 USLE”
ZIP_CODE = re.compile(r"[A-Z]{2} \d{5}-\d{4}")
JOINT = re.compile(r"[-/.]")
SEGMENTS = re.compile(r"\s+[|·•*–—]\s+|\s{2,}|\t")  # what parts the pieces of a head: “21 de mayo | Ref. AP 06/22”
# A remark, a day, or a place and a day.
BEHIND = re.compile(r"\W*$|\s+[·|–—(*-]|\s+\d{1,2}\.?\s|,? [^\W\d_]+,? \d")
FEW_WORDS = re.compile(r"(?:[^\W\d_]+[\s:.]+){0,4}$")
LONGEST_TOKEN = 24
LEAST_PARTS = 3  # groups of digits and joints, of a code without a label


def segments(text: str) -> list[str]:
    """Return the pieces of a line that marks or wide blanks part."""
    return [each.strip() for each in SEGMENTS.split(text) if each.strip()]


def code_at(value: str) -> str | None:
    """Return the code with which words begin that stand behind a label: “58 / PHL / 2021”, “W6-17 (new)”."""
    days = dates_in(value)
    found = CODE.match(value[: days[0].start] if days and days[0].start else value)  # “CDR/11   14 February 2011”
    while found:
        code, rest = found.group(), value[found.end() :]
        joined = JOINT.search(code) is not None or UNJOINED.fullmatch(code) is not None
        ends = not code[0].isalpha() or BEHIND.match(rest) is not None
        others = dates_in(code) or every("numbers_of_others").search(code)
        if joined and ends and any(map(str.isdigit, code)) and not others:
            return code
        found = CODE.fullmatch(code.rpartition(" ")[0])
    return None


def whole_token(value: str) -> str | None:
    """Return what stands behind the label of a code and is one word with a digit, whatever its letters: “tm0904_x”."""
    return value if len(value) < LONGEST_TOKEN and re.fullmatch(r"[\w./&-]*\d[\w./&-]*", value) else None


def code_at_end(segment: str) -> str | None:
    """Return the code that ends a piece of a head, alone or behind a few words: “Desk file ED.KGZ.2014-03”."""
    found = next((each for each in CODE.finditer(segment) if not segment[each.end() :].strip(" .;:)*")), None)
    if found is None or not FEW_WORDS.fullmatch(segment[: found.start()]):
        return None
    code = found.group()
    parts = len(re.findall(r"\d+", code)) + len(JOINT.findall(code))
    whole = sum(map(str.isalpha, code)) > 1 and sum(map(str.isdigit, code)) > 2 and JOINT.search(code)
    if (
        ZIP_CODE.fullmatch(code)
        or parts < LEAST_PARTS
        or not whole
        or dates_in(code)
        or every("numbers_of_others").search(code)
    ):
        return None
    return code
