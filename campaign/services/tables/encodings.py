"""In which encoding a text is: told from all of it, a piece at a time; what would come out as nonsense is refused."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from campaign.errors import BadTable

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WESTERN = "cp1252"  # what Windows writes in the West
READ_AT_ONCE = 1 << 16
ACCENTED = re.compile(r"[A-Za-z]*[^\W\d_A-Za-z][^\W\d_]+|[A-Za-z]+[^\W\d_A-Za-z]")  # words with a letter beyond A to Z
# Of the letters of such words; “été” and “Åsé” have more, but never a whole table of them.
MOST_FOREIGN = 0.5
# What nobody writes within a word in the West: “Paweł Wałęsa” of Poland comes out as “Pawe³ Wa³êsa”, “Müller” of an old
# Mac as “MŸller”. What else cp1250 and cp1254 have are letters in cp1252 too, and cannot be told.
NO_LETTER = re.compile(r"[A-Za-zÀ-ÿ][¹³¿£¥¯][A-Za-zÀ-ÿ]|[A-Za-zÀ-ÿ]{3}³|[a-zß-ÿ][ŠŽŸ]")
UNKNOWN = "It cannot be told in which encoding the file is: save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of a file, UTF-8, UTF-16 or cp1252, which then stands at its beginning; raises BadTable.

    What would be read as Western words made of accents is in another script, and refused: names would be garbled.
    """
    file.seek(0)
    start = file.read(200)
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return _standing_at_the_beginning(file, encoding)
    if 0 in start:
        return _standing_at_the_beginning(file, "utf-16-le" if start[1:2] == b"\0" else "utf-16-be")
    try:
        for _ in _decoded(file, "utf-8"):
            pass
    except UnicodeDecodeError:
        _refuse_other_scripts(file)
        return _standing_at_the_beginning(file, WESTERN)
    return _standing_at_the_beginning(file, "utf-8")


def _refuse_other_scripts(file: BinaryIO) -> None:
    letters = foreign = 0
    try:
        for text in _decoded(file, WESTERN):
            if NO_LETTER.search(text):
                raise BadTable(UNKNOWN)
            for word in ACCENTED.findall(text):
                letters += len(word)
                foreign += sum(not letter.isascii() for letter in word)
    except UnicodeDecodeError:
        raise BadTable(UNKNOWN) from None
    if foreign > MOST_FOREIGN * letters:
        raise BadTable(UNKNOWN)


def _decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    while some := file.read(READ_AT_ONCE):
        yield decoder.decode(some)
    yield decoder.decode(b"", final=True)


def _standing_at_the_beginning(file: BinaryIO, encoding: str) -> str:
    file.seek(0)
    return encoding
