"""What the sentences of a letter or an appeal ask for, where no list says it."""

import re
from collections.abc import Iterator

from campaign.importer.document import Document
from campaign.importer.draft import DraftDemand
from campaign.importer.fields.infinitive import bare_infinitive, kind_of, trimmed
from campaign.importer.parts import Part
from campaign.importer.reports import asks_to_be_told
from campaign.importer.shapes import has_contact, is_capitals
from campaign.importer.tongues import language_of
from campaign.importer.words import every, opening, plain, within, word

FURTHER = re.compile(  # "… to let her go, and for you to tell her family", "…; to let her go; and to tell her family"
    r",?\s+and\s+for\s+(?:you|them|your government)\s+to\s+|;\s+(?:and\s+)?(?:also\s+)?(?:to\s+)?"
)
CLAUSES = re.compile(r"[,;]?\s+(?:and\s+)?(?=(?:asking|urging|calling|requesting|demanding|expressing|appealing)\s)")
RUN_IN = re.compile(r"(?<= (?:to|de|di|zu)):\s(?=\w)")  # "I urge you to: release …"
LONGEST_HEADING = 60
FEW_WORDS = 8  # too few to tell their language
ASKING_PARTS = (Part.DEMANDS, Part.FACTS, Part.AFTER, Part.CLOSED, Part.HEAD, Part.BACKGROUND)


def english_words(text: str, language: str) -> bool:
    """Whether words are English, told by the language of their document where they are few."""
    return language_of(text) == "en" if len(text.split()) > FEW_WORDS else language == "en"


def asked(document: Document) -> list[DraftDemand]:
    """Return the sentences that ask; the letter's own come first."""
    for parts in ((Part.LETTER,), ASKING_PARTS):
        found: list[DraftDemand] = []
        for each in document.sentences:
            if each.part in parts:
                lines = (each.first, each.last)
                more = list(_asks(each.text, lines, document.language))
                if not more and each.part is Part.LETTER:
                    more = list(_asks_politely(each.text, lines, document.language))
                if not more and found and each.first <= found[-1].lines[1] and _goes_on_asking(each.text):
                    more = [DraftDemand(text=trimmed(each.text), source=each.text, lines=lines)]
                found += more
        if found:
            return [each for each in found if not _is_foreign(each.source, document.language)] or found
    return [
        demand
        for each in document.sentences
        if each.part in ASKING_PARTS and not _tells_readers(plain(each.text))
        for demand in _asks_politely(each.text, (each.first, each.last), document.language, each.part)
    ]


def _is_foreign(sentence: str, language: str) -> bool:
    """Whether a sentence is surely in another language than its document: a letter may be printed in two."""
    return len(sentence.split()) > FEW_WORDS and language_of(sentence) != language


def _tells_readers(bare: str) -> bool:
    """Whether a sentence speaks to readers, who are to write, and not to authorities."""
    return any(every(key).search(bare) for key in ("calls_on_readers", "telling_to_write", "please", "appeals"))


def _calls_for(sentence: str) -> bool:
    """Whether a sentence begins with what readers ask: “Exigez la libération de X.”; “ask our office” does not."""
    return _goes_on_asking(sentence) and every("of_the_office").search(plain(sentence)) is None


def _goes_on_asking(sentence: str) -> bool:
    """Whether a sentence behind an ask tells readers what else to ask: “Fordern Sie, dass …”."""
    bare = plain(sentence)
    return opening("sentences", "ask_item").match(bare) is not None and bare[-1:] == "." and not has_contact(bare)


def _asks(sentence: str, lines: tuple[int, int], language: str) -> Iterator[DraftDemand]:
    """Yield what a sentence asks for; in English what comes before “I urge you” goes along: “Until then, ensure …”."""
    match = within("sentences", "ask_sentence").search(RUN_IN.sub("  ", plain(sentence)))
    if language == "en" and (told := _told_what_to_ask(plain(sentence))) and sentence.rstrip()[-1:] != ":":
        for ask in FURTHER.split(trimmed(sentence[told.end() :])):
            yield DraftDemand(text=bare_infinitive(ask)[0], source=sentence, lines=lines)
        return
    if is_capitals(sentence) and len(sentence) < LONGEST_HEADING:
        return
    if match and (has_contact(sentence) or opening("sentences", "instructions").match(plain(sentence[match.end() :]))):
        return  # “we ask you to write to …” asks readers
    if match is None and language == "en" and (told := every("appeals_asking").search(plain(sentence))):
        for clause in CLAUSES.split(
            sentence[told.end() :]
        ):  # "Please send appeals asking that the charges be dropped."
            kind, words = kind_of(clause)
            asked = bare_infinitive(words)[0] if kind == "ask" else trimmed(words)
            yield DraftDemand(text=asked, source=sentence, kind=kind, lines=lines)
        return
    if match is None and language != "en" and (asking := _told_to_ask(sentence)):
        yield DraftDemand(text=trimmed(asking), source=sentence, lines=lines)
        return
    if match is None and language != "en" and _calls_for(sentence):
        yield DraftDemand(text=trimmed(sentence), source=sentence, lines=lines)
        return
    if not match or sentence.rstrip().endswith(":") or every("agree").search(plain(sentence)):
        return
    if not english_words(sentence, language):
        yield DraftDemand(text=trimmed(sentence), source=sentence, lines=lines)
        return
    before = sentence[: match.start()].strip()
    asked = trimmed(sentence[match.end() :])
    if every("meanwhile").match(before):
        asked = f"{before[:1].lower()}{before[1:]} {asked}"
    for ask in FURTHER.split(asked):
        yield DraftDemand(text=bare_infinitive(ask)[0], source=sentence, lines=lines)


def _asks_politely(
    sentence: str, lines: tuple[int, int], language: str, part: Part = Part.LETTER
) -> Iterator[DraftDemand]:
    """Yield what a sentence of a letter asks for with “please”, “I hope that you will” or “they must be released”."""
    bare = plain(sentence)
    ended = sentence.rstrip()[-1:] in ".!?;…"  # “RE: Please look into …” is a subject
    if not ended or has_contact(sentence) or every("agree").search(bare) or asks_to_be_told(bare):
        return
    asking = within("sentences", "letter_ask").search(bare)
    if not asking:
        below_heading = part is Part.DEMANDS and every("must").search(bare)
        if below_heading or within("sentences", "letter_must").search(bare):
            yield DraftDemand(text=trimmed(sentence), source=sentence, lines=lines)
        return
    asked = trimmed(sentence[asking.end() :])
    if not english_words(sentence, language):
        asked = trimmed(sentence)
    elif every("meanwhile").match(before := sentence[: asking.start()].strip()):
        asked = f"{before[:1].lower()}{before[1:]} {asked}"
    yield DraftDemand(text=asked, source=sentence, lines=lines)


def _told_what_to_ask(bare: str) -> re.Match[str] | None:
    """Return where a sentence to readers comes to what they ask: “Urge him to …”, “Please write, and ask that …”."""
    if told := every("told_to_ask").match(bare):
        return told
    return every("write_and_ask").search(bare) if every("please").search(bare) else None


def _told_to_ask(sentence: str) -> str | None:
    """Return what readers are told to ask in a sentence: “Schreiben Sie … und fordern Sie die Freilassung von X.”."""
    bare = plain(sentence)
    writes = every("telling_to_write").search(bare) or every("appeals").search(bare)
    found = word("sentences", "ask_item").search(bare, writes.end()) if writes else None
    return (
        sentence[found.start() :] if found and not bare.rstrip().endswith(":") and not has_contact(sentence) else None
    )
