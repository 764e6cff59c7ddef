"""Remains of Markdown, mail quoting and lost e-mail addresses in lines."""

import re

EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1")
LOOSE_STARS = re.compile(r"(?<!\w)\*{2,}|\*{2,}(?!\w)")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"!?\[([^\]\[]*)\]\(([^)\s]*)(?:\s+\"[^\"]*\")?\)")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^<>\s]+@?[^<>\s]+)>")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
QUOTED = re.compile(r"^(?:>\s?)+")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
AT_SIGN = re.compile(r"(?<=\w)\s?[\[({]\s?(?:at|AT|arroba|chez|ät)\s?[\])}]\s?(?=\w)")  # “office [at] justice.example”
# “E-mail: presidente at pec.example”, as archives of mailing lists print it
SPELT_AT = re.compile(r"(?i:^|e-?mails?\W+|correo\W+|courriel\W+)([\w.+-]+) at ((?:[\w-]+\.)+[a-z]{2,7})(?=[\s,;]|$)")
SCISSORS = ("✂", "✄", "8<", ">8")
RULE = re.compile(r"^\s*(?:[-*_=~]\s*){3,}$")
TABLE_ROW = re.compile(r"^\|(.*)\|$")
DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?[\w.-]+\.\w{2,}(?:/\S*)?$")


def without_markup(text: str) -> str:
    """Return a line without Markdown's marks: `**Salutation:**`, `[words](address)`, `## Heading`; a rule goes."""
    if RULE.match(text) or text.startswith(SCISSORS):
        return ""
    if text.startswith("![") and IMAGE.fullmatch(text):
        return ""
    text = QUOTED.sub("", text)
    if row := TABLE_ROW.match(text):
        text = "  ".join(cell.strip() for cell in row[1].split("|"))
    text = HEADING.sub(r"\1", text)
    text = SPELT_AT.sub(lambda found: found.group().replace(" at ", "@"), AT_SIGN.sub("@", text))
    text = LINK.sub(_words_of_link, text)
    text = AUTOLINK.sub(lambda found: found[1].removeprefix("mailto:"), text)
    for _ in range(3):
        text = EMPHASIS.sub(r"\2", text)
    return ESCAPED.sub(r"\1", LOOSE_STARS.sub("", text)).rstrip("\\ ").strip()


def heading_level(text: str) -> int:
    """Return the level of a heading in Markdown, “## What happened”; 0 of any other line."""
    return len(text) - len(text.lstrip("#")) if HEADING.match(text) else 0


def _words_of_link(found: re.Match[str]) -> str:
    words, target = found[1], found[2]
    if target.startswith("mailto:") and "@" not in words:
        return target.removeprefix("mailto:").split("?")[0]  # the words may be “[email protected]” or “write”
    return words or target
