"""A whole appeal: every field, its evidence, what is missing, and no crash whatever happens to the text on its way."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.manglings import MANGLINGS, Mangling, mangled
from campaign.importer.draft import Draft
from campaign.importer.importing import read_appeal

SHEET = """URGENT ACTION

TEACHER TAKEN FROM HER HOUSE AT NIGHT

On the night of 3 May, men in uniform took the teacher Ana Souza from her house in Lomas, Peru. Nobody has seen
her since.

Ana Souza teaches at the primary school of Lomas and had asked the mayor where the money for the roof had gone. Her
brother went to the barracks on 4 May and was told that nobody had been brought in.

Please write immediately in Spanish, English or your own language:
• Urging the ministers to say where Ana Souza is and to release her;
• Calling on them to let her see a doctor.

PLEASE SEND APPEALS BEFORE 18 JUNE 2015 TO:

Minister of the Interior
Hugo Brandt
Ministry of the Interior
Long Street 1
Lima 27, Peru
Fax: +51 1 224 1234
Salutation: Dear Minister

Also send copies to the diplomatic representatives in your country.

Please ask your own section if sending letters after the above date.

ADDITIONAL INFORMATION

The roof of the school fell in during the rains of February. Parents have written to the mayor four times since then.

Name: Ana Souza
Gender: f

UA: 101/15 Index: AMR 46/1234/2015 Issue Date: 7 May 2015
"""


def test_a_sheet_gives_every_field() -> None:
    draft = msgspec.to_builtins(read_appeal(SHEET))

    assert {name: draft[name] for name in ("title", "kind", "codes", "issue_date", "country", "languages")} == {
        "title": "TEACHER TAKEN FROM HER HOUSE AT NIGHT",
        "kind": "action",
        "codes": ("UA 101/15", "AMR 46/1234/2015"),
        "issue_date": "2015-05-07",
        "country": "PE",
        "languages": ("es", "en", "own"),
    }
    assert (draft["deadline"], draft["deadline_rule"], draft["last_valid_day"]) == (
        "2015-06-18",
        "before",
        "2015-06-17",
    )
    assert draft["after_deadline"] == "Please ask your own section if sending letters after the above date."
    assert draft["people"] == ({"name": "Ana Souza", "gender": "f", "role": "teacher"},)
    assert draft["facts"].startswith("On the night of 3 May")
    assert draft["facts"].endswith("nobody had been brought in.")
    assert draft["background"].startswith("The roof of the school")
    assert [demand["text"] for demand in draft["demands"]] == [
        "say where Ana Souza is and to release her",
        "let her see a doctor",
    ]
    assert [(each["name"], each["office"], each["lines"]) for each in draft["addressees"]] == [
        ("Hugo Brandt", "Minister of the Interior", (17, 23))
    ]
    assert draft["copies_to_missions"] is True
    assert draft["missing"] == ("organisations",)


def test_every_field_that_was_read_says_where_and_how_surely() -> None:
    evidence = read_appeal(SHEET).evidence

    assert (evidence["codes.0"].lines, evidence["codes.0"].sure) == ((36, 36), True)
    assert evidence["deadline"].lines == (15, 15)
    assert evidence["demands.1"].lines == (13, 13)
    assert evidence["facts"].lines == (5, 9)


def test_an_appeal_with_nothing_to_find_invents_nothing() -> None:
    draft = read_appeal("Some words that are no appeal at all, and no more than that.\n")

    assert {"codes", "issue_date", "deadline", "country", "people", "demands", "addressees"} <= set(draft.missing)
    assert (draft.demands, draft.addressees, draft.people, draft.codes) == ((), (), (), ())


def test_a_stop_an_extension_and_an_update_say_what_they_are() -> None:
    end = SHEET.replace("URGENT ACTION\n", "STOP ACTION: SHE IS FREE\n", 1)
    longer = SHEET.replace("URGENT ACTION\n", "URGENT ACTION: DEADLINE EXTENDED\n", 1)
    later = SHEET.replace("URGENT ACTION\n", "Further information on UA 101/15 (AMR 46/1200/2015, 4 May 2015)\n", 1)

    assert [read_appeal(text).kind for text in (end, longer, later)] == ["stop", "extension", "update"]
    assert read_appeal(later).codes == ("UA 101/15", "AMR 46/1234/2015")


def test_a_person_whose_name_only_sentences_tell_is_doubted_and_has_no_gender() -> None:
    draft = read_appeal(SHEET.replace("Name: Ana Souza\nGender: f\n", ""))

    assert [(person.name, person.gender) for person in draft.people] == [("Ana Souza", None)]
    assert "people" in [doubt.field for doubt in draft.doubts]


@pytest.mark.parametrize("mangling", MANGLINGS, ids=lambda mangling: mangling.__name__)
def test_one_mangling_loses_neither_code_nor_addressee(mangling: Mangling) -> None:
    draft = read_appeal(mangling(SHEET, random.Random(4)))  # noqa: S311  (nothing secret)

    assert "UA 101/15" in draft.codes
    assert [each.office for each in draft.addressees] == ["Minister of the Interior"]


@settings(max_examples=25, deadline=None)
@given(times=st.integers(1, 6), seed=st.integers(0, 10**6))
def test_no_mangling_makes_the_importer_fail(times: int, seed: int) -> None:
    text = mangled(SHEET, times, str(seed))

    draft = read_appeal(text)

    assert isinstance(draft, Draft)
    assert all(
        1 <= first <= last <= text.count("\n") + 1 for first, last in (each.lines for each in draft.evidence.values())
    )


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="Aa1 .,:;-–•()[]@+/\n\t\fФя№\u200b\u202e", max_size=300))
def test_no_text_makes_the_importer_fail(text: str) -> None:
    assert isinstance(read_appeal(text), Draft)


@pytest.mark.parametrize("text", ["http://\n", ":", "…:\n:", "\u05e9\u05dc\u05d5\u05dd: ", "1\n", "\x0c", "@", "a@"])
@pytest.mark.parametrize("times", [0, 1, 40, 3000])
def test_odd_texts_are_read(text: str, times: int) -> None:
    assert read_appeal(f"Facts\n\n{text * times}").kind == "action"


@pytest.mark.parametrize("said", ["Mr. ", "Hon. Dr. ", "😀", "✉", "by 12 May 2023 ", "First, he. ", "“Dear Sir” "])
def test_what_is_said_a_thousand_times_over_is_read_to_its_end(said: str) -> None:
    assert isinstance(read_appeal(f"Please send appeals to:\n{said * 1000}end\n"), Draft)
