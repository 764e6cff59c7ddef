"""A demand in English as a bare infinitive: “Urging the authorities to release X;” asks to “release X”."""

import re

from campaign.importer.words import alternatives, compiled, plain
from campaign.models.infinitives import DemandDoubt
from campaign.models.infinitives import bare_infinitive as as_infinitive

ENDS = re.compile(r"(?:[\s;,]+(?:and|et|y|e|und|и|ou|or|o|sowie|ed)\s*)?[\s;,.:?!]*$")
PARTICIPLE = re.compile(
    r"^(?:urg|ask|request|press|insist|demand|implor|encourag|call|appeal|seek|beg|invit)(?:ing|s|es)?(?:\s+(?:on|upon|to|with))?"
    r"\s+(?!(?:for|that|what|how|why|whether|if|about|when|where)\b)(?:[^,;:]{2,90}?)(?:,\s+as\s+[^,]{2,80},)?,?\s+to\s+(?=[a-z])",
    re.IGNORECASE,
)
AS_PRINTED = re.compile(
    r"^(?:seeking|looking for|insisting (?:that|on))\s+(?!to\s)", re.IGNORECASE
)  # “seeking assurances that …”
FOR_YOU_TO = re.compile(r"^(?:and\s+)?(?:for\s+(?:you|them|him|her|the authorities)\s+)?to\s+(?=[a-z])", re.IGNORECASE)


def trimmed(text: str) -> str:
    """Return a demand without the marks that lists leave at its end: “; and”, “;”, “.”."""
    return ENDS.sub("", text.strip()).strip()


def kind_of(text: str) -> tuple[str, str]:
    """Return the kind of a demand, and its words without “Expressing concern that” or “Reminding them that”."""
    for kind, key in (("concern", "concern_item"), ("reminder", "reminder_item")):
        if found := compiled(r"\W*" + alternatives("sentences", key)).match(plain(text)):
            # Only before “that” the rest is a whole sentence; “expressing concern for her safety” stays as it is.
            return kind, text[found.end() :].strip() if re.search(r"\bthat\s*$", plain(text[: found.end()])) else text
    return "ask", text


def bare_infinitive(text: str) -> tuple[str, bool]:
    """Return the words to ask with, and whether they surely are an infinitive: behind “to”, or with a known verb."""
    words = trimmed(text)
    bare = plain(words)
    for pattern in (PARTICIPLE, FOR_YOU_TO):
        if found := pattern.match(bare):
            return _small(words[found.end() :]), True
    if AS_PRINTED.match(bare):
        return words, False
    read = as_infinitive(words)
    return _small(read.text), DemandDoubt.NO_VERB not in read.doubts


def _small(text: str) -> str:
    """Return the words with a small first letter, unless the first word is a name or an acronym."""
    first = text.split(" ", 1)[0]
    if len(first) > 1 and any(map(str.isupper, first[1:])):
        return text
    return text[:1].lower() + text[1:]
