"""The appeals written for the importer: each draft beside them has the right shape and says only what is printed."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree
from zipfile import ZipFile

import msgspec
import phonenumbers
import pypdfium2
import pytest

from tests.appeals.build import NAMESPACE, docx_of
from tests.appeals.corpus import HERE, Appeal, Part, appeals, sources
from tests.appeals.expected import NEEDED, ExpectedAddressee, ExpectedDemand, ExpectedDraft
from tests.appeals.printed import mended, printed, squeezed

EVERY = [pytest.param(source, id=source.stem) for part in get_args(Part) for source in sources(part)]
every_appeal = pytest.mark.parametrize("source", EVERY)
LEAST = {"de": 5, "en": 12, "es": 5, "fr": 5, "it": 4, "pt": 4, "ru": 4}


def draft_of(source: Path) -> ExpectedDraft:
    """The draft beside an appeal, without building the appeal's file."""
    file = source.with_name(f"{source.name.split('.')[0]}.json")
    return msgspec.json.decode(file.read_bytes(), type=ExpectedDraft)


def is_printed(words: str, source: Path) -> bool:
    """Whether words stand on the page, in whatever case, as printed or with the page's faults set right."""
    text, wanted = printed(source).casefold(), squeezed(words).casefold()
    repairs = {wrong.casefold(): right.casefold() for wrong, right in draft_of(source).repairs.items()}
    return wanted in text or wanted in mended(text, repairs)


def test_a_third_at_least_is_held_out_and_all_languages_are_there() -> None:
    held_out, tuning = sources("held_out"), sources("tuning")
    languages = Counter[str](draft_of(source).text_language for source in (*held_out, *tuning))

    assert len(held_out) * 3 >= len(held_out) + len(tuning)
    assert all(languages[language] >= number for language, number in LEAST.items()), languages
    assert {draft_of(source).text_language for source in held_out} == set(LEAST)


def test_each_appeal_has_its_draft_and_no_draft_stands_alone() -> None:
    for part in get_args(Part):
        names = [source.name.split(".")[0] for source in sources(part)]

        assert sorted(names) == sorted(path.stem for path in (HERE / part).glob("*.json"))


@every_appeal
def test_what_is_empty_is_missing(source: Path) -> None:
    draft = draft_of(source)

    assert draft.missing == [field for field in NEEDED if not getattr(draft, field)]


@every_appeal
def test_the_last_valid_day_follows_from_the_printed_day_and_its_rule(source: Path) -> None:
    draft = draft_of(source)

    assert draft.last_valid_day == draft.last_day()
    assert len({value is None for value in (draft.deadline, draft.deadline_rule, draft.deadline_wording)}) == 1


@every_appeal
def test_a_draft_says_nothing_that_is_not_printed(source: Path) -> None:
    draft = draft_of(source)
    single = [draft.title, draft.deadline_wording, draft.after_deadline, draft.report_to]
    people = [words for person in draft.people for words in (person.name, person.role)]
    addressees = [words for addressee in draft.addressees for words in addressee.printed()]
    told = [paragraph for text in (draft.facts, draft.background) for paragraph in text.split("\n\n")]

    wanted = [words for words in (*single, *draft.organisations, *people, *addressees, *told) if words]

    assert [words for words in wanted if not is_printed(words, source)] == []


@every_appeal
def test_codes_are_printed_but_for_a_colon(source: Path) -> None:
    text = printed(source).replace(": ", " ")

    assert [code for code in draft_of(source).codes if code not in text] == []


@every_appeal
def test_a_demand_keeps_the_wording_of_the_appeal(source: Path) -> None:
    draft, text = draft_of(source), printed(source)
    for demand in draft.demands:
        assert all(squeezed(wording) in text for wording in (demand.source, *(item.source for item in demand.items)))
        assert all(is_trimmed(each) for each in (demand.text, *(item.text for item in demand.items)))
        if draft.text_language != "en":
            assert demand.text in mended(squeezed(demand.source), draft.repairs)


def is_trimmed(text: str) -> bool:
    """Whether no bullet, number or final mark is left."""
    return not re.search(r"^[\W\d]|[;:,.]$|; (and|et|y|e|und|и)$", text)


def test_an_english_demand_is_a_bare_infinitive_or_doubted() -> None:
    drafts = [draft_of(source) for part in get_args(Part) for source in sources(part)]
    for draft in drafts:
        for demand in draft.demands if draft.text_language == "en" else []:
            first = demand.text.split()[0]

            assert first[0].islower()
            assert demand.kind != "ask" or not is_participle(first) or "demands" in draft.doubts_on


def is_participle(word: str) -> bool:
    """Whether a demand still begins as on the page: “calling for…” has no infinitive to be found."""
    return word.endswith("ing") and word != "bring"


@every_appeal
def test_a_number_is_dialled_only_where_its_country_is_printed(source: Path) -> None:
    for number in (number for each in draft_of(source).addressees for number in (*each.faxes, *each.phones)):
        if number.e164 is None:
            assert {"addressees.faxes", "addressees.phones"} & set(draft_of(source).doubts_on), number
            continue
        digits = re.sub(r"\D", "", number.raw.replace("(0)", ""))

        assert re.match(r"\(?(\+|00)", number.raw)
        assert number.e164 == f"+{digits.removeprefix('00')}"
        assert phonenumbers.is_valid_number(phonenumbers.parse(number.e164))


@every_appeal
def test_doubts_name_fields_of_the_draft(source: Path) -> None:
    known = {*ExpectedDraft.__struct_fields__}
    known |= {f"addressees.{field}" for field in ExpectedAddressee.__struct_fields__}
    known |= {f"demands.{field}" for field in ExpectedDemand.__struct_fields__}

    assert set(draft_of(source).doubts_on) <= known


@pytest.mark.parametrize("part", get_args(Part))
def test_the_files_that_are_built_hold_the_words_of_their_sources(part: Part) -> None:
    built = [appeal for appeal in appeals(part) if appeal.file_name.endswith((".docx", ".pdf"))]

    assert {Path(appeal.file_name).suffix for appeal in built} == {".docx", ".pdf"}
    for appeal in built:
        words = words_of(appeal)
        assert [each for each in wanted_of(appeal) if "".join(each.split()) not in words] == []


def wanted_of(appeal: Appeal) -> list[str]:
    """The words of a draft that no line end may part."""
    draft = appeal.expected
    return [words for each in draft.addressees for words in (each.name, *each.emails) if words] + draft.codes[1:]


def words_of(appeal: Appeal) -> str:
    """All the text of a DOCX or PDF without its spaces."""
    if appeal.file_name.endswith(".docx"):
        with ZipFile(BytesIO(appeal.content)) as archive:
            document = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - we have just built it
        return "".join("".join(document.itertext()).split())
    with pypdfium2.PdfDocument(appeal.content) as file:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in file)


def test_a_bullet_after_a_number_is_a_point_under_it() -> None:
    with ZipFile(BytesIO(docx_of("# Title\n\nOne line\nand one\n\n1. First:\n* under it\n2. Second"))) as archive:
        document = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - we have just built it

    levels = [each.attrib[f"{{{NAMESPACE}}}val"] for each in document.iter(f"{{{NAMESPACE}}}ilvl")]
    assert levels == ["0", "1", "0"]
    assert [each.text for each in document.iter(f"{{{NAMESPACE}}}t")] == [
        *("Title", "One line", "and one", "First:", "under it", "Second")
    ]


def test_old_encodings_are_old() -> None:
    encoded = [
        (source, appeal)
        for part in get_args(Part)
        for source, appeal in zip(sources(part), appeals(part), strict=True)
        if ".cp125" in source.name
    ]

    assert len(encoded) == 3
    for source, appeal in encoded:
        with pytest.raises(UnicodeDecodeError):
            appeal.content.decode()
        assert appeal.content.decode(source.name.split(".")[1]) == source.read_text("utf-8")
