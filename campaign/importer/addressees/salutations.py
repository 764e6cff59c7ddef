"""Salutations as printed, each by its language: “Dear Minister/Estimado Señor Ministro” are two."""

import re

from campaign.importer.words import LANGUAGES, every, opening, plain

BETWEEN = re.compile(r"\s*/\s*|\s+(?:or|ou|o|oder|или)\s+(?=[A-ZÀ-ÞА-Я])|\s*;\s*")
ENDS = ' ,:;.)"”»'


def salutations_of(text: str, language: str) -> dict[str, str]:
    """Return the salutations of a line by language; `language` is the document's, for words that two share."""
    found: dict[str, str] = {}
    if every("opens_letter").fullmatch(plain(text)):
        return found
    for part in BETWEEN.split(text) if not re.search(r"Sir\s*/\s*Madam", text) else [text]:
        part = part.strip(" \"“”'«»(").rstrip(ENDS)
        if len(part) < 3 or "_" in part or re.fullmatch(r"dear", part, re.IGNORECASE):
            continue
        code = _language(part, language)
        found.setdefault(code, part)
    return found


def _language(text: str, language: str) -> str:
    fitting = [code for code in LANGUAGES if opening("sentences", "salutation_only", code).match(plain(text))]
    if language in fitting and language != "en":
        return language
    if "en" in fitting and re.match(r"(?:dear|your)\b", plain(text), re.IGNORECASE):
        return "en"
    return fitting[0] if fitting else language
