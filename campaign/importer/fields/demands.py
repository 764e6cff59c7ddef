"""What an appeal asks for: the items of its list of demands, or the sentences of its letter that ask."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign.importer.addressees.persons import addressed_office
from campaign.importer.document import Document
from campaign.importer.draft import DraftDemand, DraftDoubt, DraftItem
from campaign.importer.fields.asking import asked, english_words
from campaign.importer.fields.infinitive import bare_infinitive, kind_of, trimmed
from campaign.importer.fields.lists import COURTESY, asks, for_readers, lists_in
from campaign.importer.fields.run_in_lists import FoundList, Item, asks_for_something
from campaign.importer.parts import ADDRESSED, Part
from campaign.importer.shapes import has_contact
from campaign.importer.tongues import language_of
from campaign.importer.words import every, opening, plain, within

SO_THAT = re.compile(
    r"\bto\s+(?P<verb>(?!ask|call|press|appeal|write|urge|beg|plead)[a-z]+ (?:so )?(?:that|for))\s*:?\s*$"
)  # "urge you to intervene so that:"
LONGEST = 1500  # characters of one demand
LEAST_WORDS = 3


@dataclass
class FoundDemands:
    """Demands in order, what is doubtful about them, and whether they stood in a list."""

    demands: list[DraftDemand]
    doubts: list[DraftDoubt]
    sure: bool


def demands_of(document: Document) -> FoundDemands:
    """Return the demands of a document: from its lists, else from sentences that ask."""
    every_list = lists_in(document.placed)
    lists = _chosen(every_list, document.language)
    if lists and not _is_own(lists[0], document.language) and _letter_asks(document):
        lists = []  # a letter in the document's language, and its asks once more in another
    english = _is_english(document, lists)
    found = FoundDemands([], [], sure=bool(lists))
    for each in lists:
        politely = each.bulleted and any(_is_polite_ask(other.text) for other in each.items)
        for item in each.items:
            aside = politely and every("about_readers").match(plain(item.text))
            if every("on_writing").match(plain(item.text)) or aside:
                continue  # “Please use your own words”, “You are a private person who likes music”
            _add(found, _of_item(item, each.intro, english=english), english=english)
    beside = asked(document) if not found.demands else _asked_below(document, lists, every_list)
    for demand in beside:
        _add(found, demand, english=english_words(demand.source, document.language))
    for demand in _reminders(document):
        if not any(each.source in demand.source or demand.source in each.source for each in found.demands):
            _add(found, demand, english=False)
    return FoundDemands(sorted(found.demands, key=lambda each: each.lines), _numbered_again(found), found.sure)


def _asked_below(document: Document, lists: Sequence[FoundList], every_list: Sequence[FoundList]) -> list[DraftDemand]:
    """Return what a letter asks in sentences below its list: “We also urge you to …”."""
    if not lists or any(each.part is not Part.LETTER for each in lists):
        return []
    last = max(item.last for each in lists for item in each.items)
    listed = {item.first for each in every_list for item in each.items}  # in another language as well
    return [
        each
        for each in asked(document)
        if each.lines[0] > last and each.lines[0] not in listed and _is_lettered(each, document)
    ]


def _numbered_again(found: FoundDemands) -> list[DraftDoubt]:
    """Return the doubts by the places that demands have in the end."""
    order = sorted(range(len(found.demands)), key=lambda place: found.demands[place].lines)
    places = {f"demands.{old}": f"demands.{new}" for new, old in enumerate(order)}
    return [DraftDoubt(field=places[each.field], says=each.says, lines=each.lines) for each in found.doubts]


def _is_english(document: Document, lists: Sequence[FoundList]) -> bool:
    words = " ".join(item.text for each in lists for item in each.items)
    return english_words(words, document.language) if words else document.language == "en"


def _chosen(lists: Sequence[FoundList], language: str) -> list[FoundList]:
    """Return the lists of demands; those that repeat them in another language, or in a sample letter, are left out."""
    fitting = [each for each in lists if is_list_of_demands(each)]
    inner = {id(item) for each in fitting for above in each.items for item in above.items}
    fitting = [each for each in fitting if not (each.items and id(each.items[0]) in inner)]
    own = [each for each in fitting if _is_own(each, language)]
    chosen = own or fitting[:1]
    outside = [each for each in chosen if each.part is not Part.LETTER]
    return outside or chosen


def _is_own(each: FoundList, language: str) -> bool:
    return language_of(" ".join(item.text for item in each.items)) == language


def _letter_asks(document: Document) -> bool:
    """Whether a letter asks in the document's own language."""
    own = [each for each in asked(document) if language_of(each.source) == document.language]
    return any(_is_lettered(each, document) for each in own)


def _is_lettered(demand: DraftDemand, document: Document) -> bool:
    return any(line.first == demand.lines[0] for line in document.of(Part.LETTER))


def is_list_of_demands(each: FoundList) -> bool:
    """Whether a list asks authorities for something; lists of addresses, persons and tips do not."""
    texts = [plain(item.text) for item in each.items]
    if not texts or sum(map(has_contact, texts)) * 3 > len(texts) or max(map(len, texts)) > LONGEST:
        return False
    if sum(addressed_office(text.split(",")[0]) is not None for text in texts) * 2 > len(texts):
        return False  # “al Segretario generale …”: a list of those to write to
    if sum(asks(text) or (each.bulleted and _is_polite_ask(text)) for text in texts) * 2 >= len(texts):
        return each.part is not Part.IGNORED
    intro = plain(each.intro).rstrip(" :,-…")
    runs_on = plain(each.intro).rstrip()[-1:] in ":,-" or (
        len(texts) > 1 and each.bulleted and bool(re.search(r"\w$", each.intro.strip()))
    )
    to_do = every("to_verb").search(intro) is not None
    introduced = asks_for_something(intro) and (runs_on or to_do)
    if each.part in ADDRESSED and within("sentences", "recipients").search(plain(each.intro)):
        return False
    if introduced and to_do:
        return True
    if each.part in {Part.RECIPIENTS, Part.COPIES, Part.IGNORED}:
        return False
    if sum(bool(opening("sentences", "instructions").match(text)) for text in texts) * 2 > len(texts):
        return False
    verbs = [text for text in texts if bare_infinitive(text)[1] and text[:1].isupper()]
    if len(texts) > 1 and len(verbs) == len(texts) and each.part is not Part.BACKGROUND:
        return True  # “1. Quash the sentence. 2. End …” below a heading that nobody knows
    long_enough = 3 * sum(len(text.split()) >= LEAST_WORDS for text in texts) >= 2 * len(texts)
    return long_enough and (introduced or (each.under_heading and each.bulleted))


def _is_polite_ask(text: str) -> bool:
    """Whether an item is a sentence of a letter: “Please release him”."""
    bare = plain(text)
    courteous = COURTESY.match(bare) is not None and within("sentences", "letter_ask").match(bare) is not None
    return courteous and not for_readers(text)


def _of_item(item: Item, intro: str, *, english: bool) -> DraftDemand:
    kind, words = kind_of(item.text)
    below = tuple(DraftItem(text=_small_and(trimmed(each.text)), source=each.text) for each in item.items)
    last = max([item.last, *(each.last for each in item.items)])
    text = bare_infinitive(words)[0] if english and kind == "ask" else trimmed(words if english else item.text)
    if english and kind == "ask" and (verb := SO_THAT.search(plain(intro).rstrip())):
        text = f"{verb['verb']} {text[:1].lower()}{text[1:]}"
    return DraftDemand(text=text, source=item.text, kind=kind, items=below, lines=(item.first, last))


def _small_and(text: str) -> str:
    """Return a sub-item without the “and” that joins it to the one before."""
    return re.sub(r"^(?:and|et|y|e|und|и)\s+", "", text)


def _add(found: FoundDemands, demand: DraftDemand, *, english: bool) -> None:
    found.demands.append(demand)
    plainly = every("meanwhile").match(demand.text) or bare_infinitive(demand.text)[1]
    if english and demand.kind == "ask" and not plainly:
        says = "This demand could not be turned into what somebody is asked to do; please put it as “release …”."
        found.doubts.append(DraftDoubt(field=f"demands.{len(found.demands) - 1}", says=says, lines=demand.lines))


def _reminders(document: Document) -> Iterator[DraftDemand]:
    """Yield sentences that remind authorities of a duty, in a letter or statement that asks for something."""
    pattern = within("sentences", "reminder_sentence")
    for each in document.sentences:
        if each.part in {Part.FACTS, Part.LETTER, Part.DEMANDS, Part.AFTER} and (
            match := pattern.search(plain(each.text))
        ):
            text = each.text[match.end() :] if language_of(each.text) == "en" else each.text
            yield DraftDemand(text=trimmed(text), source=each.text, kind="reminder", lines=(each.first, each.last))
