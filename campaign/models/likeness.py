"""Words as they are searched and compared: without accents, across scripts, and however a name was carried over."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that are no letter with an accent, though people type them as one.
LATIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
SPOKEN = {"č": "ch", "š": "sh", "ž": "zh", "ć": "ch", "ç": "s"}  # told from c, s and z before their accents are gone
CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ґ": "g",
    "є": "e",
    "і": "i",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ђ": "dj",
    "ћ": "ch",
    "џ": "dzh",
    "һ": "h",
    "қ": "k",
    "ғ": "g",
    "ң": "n",
    "ү": "u",
    "ұ": "u",
    "ө": "o",
    "ә": "a",
}
GREEK = {
    **dict(zip("αβγδεζηικλμνξοπρστυφως", "avgdeziiklmnxoprstifos", strict=True)),
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
ARABIC = {  # consonants; short vowels are not written, and long ones differ by whoever writes them in Latin letters
    **dict(zip("ابتجحدرزسطعفقكلمنهويىةصضظ", "abtjhdrzstafqklmnhuiiasdz", strict=True)),
    "ث": "th",
    "خ": "kh",
    "ذ": "dh",
    "ش": "sh",
    "غ": "gh",
    "پ": "p",
    "چ": "ch",
    "ک": "k",
    "گ": "g",
    "ی": "i",
}
TO_LATIN = str.maketrans(LATIN | CYRILLIC | GREEK | ARABIC)
# What names go through on their way into Latin letters, in this order: Yurii, Juri and Iouri are one; so are Aleksandr
# and Alexandre, Khodorkovskiy and Chodorkowski, Medvedev and Medwedew.
ALIKE = (
    (re.compile("tsch|tch|ch|kh"), "h"),
    (re.compile("shh|sch|sh"), "s"),
    (re.compile("zh"), "z"),
    (re.compile("t[sz]"), "z"),
    (re.compile("ph"), "f"),
    (re.compile("gu(?=[ei])"), "g"),
    (re.compile("ou|oo"), "u"),
    (re.compile("ks"), "x"),
    (re.compile("ck|q"), "k"),
    (re.compile("w"), "v"),
    (re.compile("[yj]|ee"), "i"),
    (re.compile("i+"), "i"),
    (re.compile("ie"), "e"),
    (re.compile(r"([^\W\d])\1+"), r"\1"),
    (re.compile("(?<=[bdfgkptvxz])e?re?$"), "r"),
)
VOWELS = re.compile("[aeiou]")
FEWEST_CONSONANTS = 3  # with fewer, names such as Li and Lu would be one
WORDS = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return text as it is searched: without accents and without regard to case."""
    plain = unicodedata.normalize("NFKD", text)
    accents = [ord(character) for character in set(plain) if unicodedata.combining(character)]
    return plain.translate(dict.fromkeys(accents)).casefold()


def sounded(text: str) -> str:
    """Return text so that a name is the same however it was carried over into Latin letters: `iuri` for Юрий, Yury."""
    spoken = "".join(SPOKEN.get(letter, letter) for letter in unicodedata.normalize("NFC", text).casefold())
    return " ".join(_sounded_word(word.translate(TO_LATIN)) for word in folded(spoken).split())


def name_key(name: str) -> str:
    """Return what like names have in common: `lxndr bstrkn` for Aleksandr Bastrykin and for Bastrykin, Alexander."""
    words = (_consonants(word) for word in sounded(" ".join(WORDS.findall(name))).split())
    return " ".join(sorted(words))


def words_key(words: str) -> str:
    """Return what the same words have in common whoever typed them: no accents, capitals, stops or commas."""
    return " ".join(WORDS.findall(folded(words)))


def digits(text: str) -> str:
    """Return the digits of a number as they can be found in another way of writing it: without zeros in front."""
    return "".join(str(unicodedata.decimal(letter)) for letter in text if letter.isdecimal()).lstrip("0")


def search_text(texts: Iterable[str | None], numbers: Iterable[str | None] = ()) -> str:
    """Return what something is found by: every word as it is searched and as it sounds, and every number in digits."""
    words = [word for text in texts for word in folded(text or "").split()]
    sounds = [sounded(word) for word in words]
    found = dict.fromkeys([*words, *sounds, *(digits(number or "") for number in numbers)])
    return " ".join(filter(None, found))


def _sounded_word(word: str) -> str:
    for pattern, sound in ALIKE:
        word = pattern.sub(sound, word)
    return word


def _consonants(word: str) -> str:
    left = VOWELS.sub("", word)
    return left if len(left) >= FEWEST_CONSONANTS else word
