"""Text in any common encoding: what it says it is, UTF-8, or the old encoding in which it reads best."""

import codecs
import re
from collections import Counter

from campaign.errors import CannotImport
from campaign.importer.words import LANGUAGES, vocabulary

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD = ("cp1252", "cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "mac-roman", "cp850", "cp1250", "iso8859-9")
LOOKED_AT = 60_000  # bytes
WORD = re.compile(r"[^\W\d_]+")
# A capital within a word, signs for boxes and other letters' neighbours show that an encoding is the wrong one.
ODD = re.compile(
    r"[^\W\d_][\u00a1-\u00bf\u2500-\u259f\u0080-\u009f¤¦§¬±µ¶÷×†‡•…‰€™][^\W\d_]|(?<=[a-zа-я])[À-ÞА-Я](?=[a-zа-я])|[\u2500-\u259f\u0080-\u009f]"
)


def text_of(content: bytes) -> str:
    """Return the text of a file; raises CannotImport for what is none."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if wide := _wide(content):
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(content) - 4:  # a file that was cut off in the middle of a letter
            return content.decode("utf-8", errors="ignore")
    return content.decode(_best(content[:LOOKED_AT]), errors="replace")


def decoded(content: bytes, encoding: str | None) -> str:
    """Return text in the encoding that its file states, where that holds, else as `text_of` reads it."""
    if encoding:
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return text_of(content)


def _wide(content: bytes) -> str | None:
    start = content[:400]
    if start.count(0) < len(start) * 0.3:
        return None
    return "utf-16-le" if not any(start[1:200:2]) else "utf-16-be" if not any(start[0:200:2]) else None


def _best(content: bytes) -> str:
    scores = {encoding: _score(content, encoding) for encoding in OLD}
    best = max(OLD, key=lambda encoding: scores[encoding])
    if scores[best] < -len(content):
        raise CannotImport("The text is in no encoding that could be recognised: save it as UTF-8.")
    return best


def _score(content: bytes, encoding: str) -> float:
    """Return how well bytes read in an encoding: known small words count for it, odd neighbours against it."""
    text = content.decode(encoding, errors="replace")
    words = Counter(WORD.findall(text.casefold()))
    known = max(
        sum(words[word] for word in vocabulary("stopwords", language) if not word.isascii()) * 3
        + sum(words[word] for word in vocabulary("stopwords", language) if word.isascii())
        for language in LANGUAGES
    )
    usual = len(re.findall(r"[а-яёàâçéèêëîïôùûüœáíóúñäößãõìò’“”„«»–—]", text))
    return known * 2 + usual - 4 * len(ODD.findall(text)) - 20 * text.count("\ufffd")
