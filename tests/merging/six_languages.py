"""One invented action in all languages of letters, and its letters as they are read.

`python -m tests.merging.six_languages` writes the golden texts anew: read every changed line before you commit it.
"""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from campaign.merging.letter import Item, MergedLetter, Paragraph
from campaign.merging.merge import merge
from campaign.merging.phrasebook import languages
from campaign.merging.supporter import read_supporter
from campaign.models.published import (
    PublishedAction,
    PublishedAddress,
    PublishedAddressee,
    PublishedAuthority,
    PublishedAuthorityText,
    PublishedDemand,
    PublishedDemandText,
    PublishedPerson,
    PublishedPersonText,
    PublishedText,
)
from campaign.models.vocabulary import DemandKind, Gender, Office, PublicationLevel, Role
from tests.factories import published

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
PERSONS = {"one": (True,), "many": (True, True, False), "unnamed": (False,)}
DEMANDS = {"one": 1, "many": 3}
SENDER = {"name": "Maria Lopes", "address_lines": ["Rua Nova 3"], "country": "PT", "place": "Porto"}
OFFICES = {"minister": Office.MINISTER, "president": Office.HEAD_OF_STATE, "embassy": Office.AMBASSADOR}
SIX = tomllib.loads((HERE / "six_languages.toml").read_text("utf-8"))


def the_action(persons: str = "one", demands: str = "many") -> PublishedAction:
    """The action with texts in every language, for some persons, with so many demands, a concern and a reminder."""
    asks = tuple(_demand("demands", place) for place in range(DEMANDS[demands]))
    if demands == "many":
        asks = (*asks[:2], replace(asks[2], items=(_demand("parts", 0), _demand("parts", 1))))
    remarks = (_remark("concern", DemandKind.CONCERN), _remark("reminder", DemandKind.REMINDER))
    return published(
        country="AL",
        languages=("own",),
        texts=tuple(PublishedText(code, each["title"], None, each["facts"], None, None) for code, each in SIX.items()),
        persons=tuple(_person(place, is_named=is_named) for place, is_named in enumerate(PERSONS[persons])),
        demands=(*asks, *remarks),
        addressees=tuple(an_addressee(position, role) for position, role in enumerate(Role, start=1)),
    )


def an_addressee(position: int, role: Role) -> PublishedAddressee:
    """The minister, or the president, of whom nobody entered the gender; diplomats carry messages and read along."""
    who = {Role.TARGET: "minister", Role.OVERSIGHT: "president"}.get(role, "embassy")
    texts = tuple(
        PublishedAuthorityText(
            code, each[who].get("name"), None, each[who]["title"], each[who].get("organisation"), None, None
        )
        for code, each in SIX.items()
    )
    address = PublishedAddress("en", ("1 Long Street", "1001 Tirana"), "AL", "test")
    model = published().addressees[0].authority
    office = OFFICES[who]
    gender = None if office is Office.HEAD_OF_STATE else Gender.FEMALE
    authority: PublishedAuthority = replace(
        model, slug=who, state="AL", office=office, gender=gender, texts=texts, addresses=(address,)
    )
    return PublishedAddressee(position, role, authority)


def letter_in(language: str, role: Role, persons: str = "one", demands: str = "many") -> MergedLetter:
    """A letter of the action, on the first of a month."""
    action = the_action(persons, demands)
    addressee = next(each for each in action.addressees if each.role is role)
    originals = [each for each in action.addressees if each.role in (Role.TARGET, Role.OVERSIGHT)]
    return merge(action, addressee, read_supporter(SENDER), NOW, language=language, copy_of=originals)


def golden_text(language: str) -> str:
    """Every letter of a language, one after the other, each under what it is."""
    parts = []
    for role in Role:
        for demands in DEMANDS:
            for persons in PERSONS:
                letter = letter_in(language, role, persons, demands)
                parts.append(f"==== {role}, demands: {demands}, persons: {persons}\n\n{as_read(letter)}\n")
    return "\n".join(parts)


def as_read(letter: MergedLetter) -> str:
    """A letter as it is read aloud."""
    blocks = [
        "\n".join(letter.sender),
        "\n".join(letter.addressee + letter.address),
        letter.place_and_date,
        *([letter.copy_note] if letter.copy_note else []),
        letter.subject,
        letter.salutation,
        *map(_words, letter.before_demands),
        _words(letter.introduction),
        *(["\n".join(_lines(letter.demands))] if letter.demands else []),
        *map(_words, letter.after_demands),
        letter.closing,
        letter.name,
    ]
    return "\n\n".join(blocks)


def _lines(items: tuple[Item, ...], indent: str = "") -> list[str]:
    lines = []
    for item in items:
        lines += [f"{indent}{item.sign} {_words(item.text)}", *_lines(item.items, f"{indent}   ")]
    return lines


def _words(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph)


def _person(place: int, *, is_named: bool) -> PublishedPerson:
    texts = tuple(
        PublishedPersonText(code, each["names"][place], each["roles"][place]) for code, each in SIX.items() if is_named
    )
    return PublishedPerson(Gender.FEMALE, None, False, PublicationLevel.PUBLIC, texts)


def _demand(field: str, place: int) -> PublishedDemand:
    texts = tuple(PublishedDemandText(code, each[field][place]) for code, each in SIX.items())
    return PublishedDemand(DemandKind.ASK, texts, (), ())


def _remark(field: str, kind: DemandKind) -> PublishedDemand:
    return PublishedDemand(kind, tuple(PublishedDemandText(code, each[field]) for code, each in SIX.items()), (), ())


if __name__ == "__main__":
    for code in languages():
        (GOLDEN / f"{code}.txt").write_text(golden_text(code), "utf-8")
