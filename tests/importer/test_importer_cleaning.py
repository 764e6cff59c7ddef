"""Cleaning: what stands around an appeal goes, what is mended is certain, and lines keep their numbers."""

import pytest

from campaign.importer.cleaning.clean import clean
from campaign.importer.cleaning.markup import without_markup
from campaign.importer.cleaning.spacing import without_letter_spacing
from campaign.importer.tongues import language_of

LETTER = "The police took the teacher away at dawn, and the family has not been told where the teacher is.\n"


def lines_of(text: str) -> list[tuple[str, int]]:
    return [(line.text, line.first) for line in clean(text).lines]


def test_every_cleaned_line_knows_its_line_in_the_text_as_read() -> None:
    assert lines_of("\n\nFirst line here\r\n\r\nShare on Facebook\nSecond line here\n") == [
        ("First line here", 3),
        ("Second line here", 6),
    ]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("U R G E N T  A C T I O N", "URGENT ACTION"),
        ("P L E A S E   W R I T E", "PLEASE WRITE"),
        ("Article 6 (b) and (c)", "Article 6 (b) and (c)"),
    ],
)
def test_letter_spaced_capitals_are_words_again(printed: str, meant: str) -> None:
    assert without_letter_spacing(printed) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("**Salutation:** Dear Judge", "Salutation: Dear Judge"),
        ("## Background ##", "Background"),
        ("[the report](https://example.org/a)", "the report"),
        ("[write](mailto:judge@court.example?subject=x)", "judge@court.example"),
        ("> > quoted", "quoted"),
        ("1\\. First", "1. First"),
        ("---", ""),
    ],
)
def test_marks_of_markdown_go(printed: str, meant: str) -> None:
    assert without_markup(printed) == meant


@pytest.mark.parametrize(
    "banner",
    [
        "We use cookies to make this site better.",
        "Accept all",
        "Вам исполнилось 18 лет?",
        "Partager cette page",
        "Page 2 of 3",
        "[Sections to add when relevant]",
        "Name Address 1 Address 2 Town Fax Number Email Address Salutation Form of address",
    ],
)
def test_banners_page_numbers_and_empty_forms_are_dropped(banner: str) -> None:
    cleaned = clean(f"{LETTER}{banner}\n{LETTER}")

    assert banner not in [line.text for line in cleaned.lines]
    assert [line.text for line in cleaned.dropped] == [banner]


def test_the_number_of_a_page_goes_and_a_number_in_a_row_stays() -> None:
    text = f"{LETTER}\n2\n\f{LETTER}Case file\n12\n{LETTER}"

    assert [line for line, _ in lines_of(text) if len(line) < 3] == ["12"]


def test_a_head_that_every_page_repeats_stands_once() -> None:
    text = f"Watch Letters\n{LETTER}\n\fWatch Letters\n{LETTER}\n\fWatch Letters\n{LETTER}"

    assert [line for line, _ in lines_of(text)].count("Watch Letters") == 1


def test_a_footnote_and_its_mark_go() -> None:
    text = "The court heard no witness.[1] It sat for ten minutes.\n\n[1] Minutes of the court.\n"

    assert lines_of(text) == [("The court heard no witness. It sat for ten minutes.", 1)]


def test_a_lost_blank_is_put_back_only_where_that_is_certain() -> None:
    certain = clean(
        "The protection ofwitnesses and the safety of witnesses matter to theRussian and other Russian courts."
    )
    unsure = clean("Prosecutors demand injustice and justice, offers and tenders, today and days, undone and done.")

    assert "protection of witnesses and" in certain.lines[0].text
    assert "to the Russian and" in certain.lines[0].text
    assert "injustice and justice, offers and tenders, today and days, undone and done" in unsure.lines[0].text


def test_russian_prefixes_are_no_lost_blanks() -> None:
    text = "Фермер пожаловался, и суд приговорил его. Он жаловался на суд, и на приговор, и на говор."

    assert clean(text).lines[0].text == text


def test_a_blank_line_after_every_line_parts_nothing() -> None:
    first = ("The teacher was taken from her house by", "four men in uniform who did not give", "their names at all.")
    second = (
        "Her brother went to the barracks and was",
        "told that nobody had been brought in",
        "during that night at all.",
    )

    text = "\n\n".join([*first, "", *second])

    assert [line.after_blank for line in clean(text).lines] == [False, False, False, True, False, False]


def test_columns_of_a_text_are_read_one_after_the_other() -> None:
    text = (
        "Minister of Justice        Minister of Health\n"
        "Jane Roe                   John Doe\n"
        "Fax: +41 22 000 00 00      Fax: +41 22 000 00 01"
    )

    assert [line for line, _ in lines_of(text)] == [
        *("Minister of Justice", "Jane Roe", "Fax: +41 22 000 00 00"),
        *("Minister of Health", "John Doe", "Fax: +41 22 000 00 01"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They were taken from the house and have not been seen since.", "en"),
        ("Ils ont été emmenés de la maison et personne ne les a revus depuis.", "fr"),
        ("Fueron sacados de la casa y no se les ha vuelto a ver desde entonces.", "es"),
        ("Sie wurden aus dem Haus geholt und sind seither nicht mehr gesehen worden.", "de"),
        ("Sono stati portati via dalla casa e non si sono più visti da allora.", "it"),
        ("Foram levados da casa e não foram mais vistos desde então pela família.", "pt"),
        ("Их увезли из дома, и с тех пор их никто не видел.", "ru"),
        ("اعتقلت السلطات الناشط في بيته", "ar"),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str) -> None:
    assert language_of(text) == language
