"""The languages in which an appeal asks people to write."""

from dataclasses import dataclass

from campaign.importer.document import Document
from campaign.importer.fields.places import language_codes_in
from campaign.importer.parts import Part
from campaign.importer.words import alternatives, compiled, entries, every, label, plain, within

OWN = "own"
LONGEST = 400  # characters of a sentence that tells in which languages to write
FAR = 70  # characters in which they are listed


@dataclass(frozen=True)
class FoundLanguages:
    """Codes in the printed order, `own` for the writer's own, with the line."""

    codes: tuple[str, ...]
    line: int
    sure: bool


def writing_languages_of(document: Document) -> FoundLanguages | None:
    """Return the languages that a document names for letters; none where it names none."""
    together = [_with_below(document, place) for place in range(len(document.placed))]
    for each, text in zip(document.placed, together, strict=True):
        labelled = label("languages").match(text) or compiled(
            r"\W*" + alternatives("sentences", "languages_label") + r"\s*:\s*(?P<value>.+)$"
        ).match(text)
        if labelled and (codes := _codes(labelled["value"][:120])):
            return FoundLanguages(codes, each.line.first, True)
    for each, text in zip(document.placed, together, strict=True):
        if each.part in {Part.BACKGROUND, Part.OWN}:
            continue
        for pattern in entries("sentences", "languages"):
            found = compiled(pattern).search(text)
            if found and (codes := _codes(found.group()[found.start(1) - found.start() :])):
                return FoundLanguages(codes, each.line.first, True)
    return _in_sentence(document)


def _with_below(document: Document, place: int) -> str:
    """Return a line with the one below it, where that goes on or is what a label tells."""
    text = plain(document.placed[place].line.text)
    if place + 1 < len(document.placed):
        below = document.placed[place + 1].line
        if not below.after_blank or (text.rstrip().endswith(":") and len(below.text) < FAR):
            return f"{text} {plain(below.text)}"
    return text


def _in_sentence(document: Document) -> FoundLanguages | None:
    """Return the languages that a sentence to the reader names: “Puede escribir en español o en inglés.”."""
    for each in document.sentences:
        text = plain(each.text)
        told = each.part in {Part.FACTS, Part.BACKGROUND, Part.LETTER, Part.OWN, Part.HEAD}
        if len(text) > LONGEST or (told and not (every("please").search(text) and every("writes").search(text))):
            continue
        named = every("in_language").search(text)
        while named:
            codes = _codes(text[named.end() : named.end() + FAR])
            if codes and language_codes_in(text[named.end() :].split(" ")[0].strip("():,.")):
                return FoundLanguages(codes, each.first, every("writes").search(text) is not None)
            named = every("in_language").search(text, named.end())
    return _enumerated(document)


def _enumerated(document: Document) -> FoundLanguages | None:
    """Return the languages that a short sentence about letters enumerates: “English and Kiswahili are both fine.”."""
    for each in document.sentences:
        codes = language_codes_in(plain(each.text))
        if each.part in {Part.DEMANDS, Part.AFTER, Part.RECIPIENTS} and len(codes) > 1 and len(each.text) <= LONGEST:
            return FoundLanguages(tuple(codes), each.first, False)
    return None


def _codes(text: str) -> tuple[str, ...]:
    own = within("sentences", "own_language").search(text)
    codes = language_codes_in(text[: own.start()] if own else text)
    return (*codes, OWN) if own and codes else (OWN,) if own else tuple(codes)
