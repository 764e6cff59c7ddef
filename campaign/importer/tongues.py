"""Which language a text is in: by its script, then by its most frequent small words."""

import re
from collections import Counter

from campaign.importer.words import LANGUAGES, vocabulary

WORD = re.compile(r"[^\W\d_]+")
LONGEST = 200_000  # characters that are looked at
# Scripts whose languages the importer does not read, with the language that is likeliest.
SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
)
PERSIAN = re.compile("[پچژگکی]")


def language_of(text: str) -> str:
    """Return the code of the language that most of a text is in; English where nothing tells."""
    text = text[:LONGEST]
    letters = sum(map(str.isalpha, text)) or 1
    for code, script in SCRIPTS:
        if len(script.findall(text)) > letters / 2:
            return "fa" if code == "ar" and len(PERSIAN.findall(text)) > letters / 20 else code
    words = Counter(word.casefold() for word in WORD.findall(text))
    scores = {code: sum(words[word] for word in vocabulary("stopwords", code)) for code in LANGUAGES}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] else "en"
