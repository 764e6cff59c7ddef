"""Texts that were broken at a column: paragraphs are whole again, addresses stay in lines, tables become rows."""

import textwrap

import pytest

from campaign.importer.cleaning.clean import clean
from campaign.importer.importing import read_appeal
from campaign.importer.paragraphs import paragraphs
from campaign.importer.reading.html import page_text

STORY = (
    "Harbour Rights Network says that the fisherman Joseph Otieno was taken from his boat by four officers who showed "
    "no warrant, and that nobody has told his family where he is. His brother went to three police stations and was "
    "sent away from each of them before he had said a word about what he wanted to know."
)
ADDRESS = ("Mr. Daniel Okoth", "Inspector General of Police", "Harambee House, Harambee Avenue", "Nairobi")
PIPES = """| Name | Office | Address | Fax |
|---|---|---|---|
| Dr. Ana Ruiz | Attorney General | Reforma 2, Lima, Peru | |
| Mr. Juan Soto | Ombudsman | Calle Uno 3, Lima, Peru | +51 1 426 7889 |"""
TABS = """Name\tOffice\tAddress\tFax
Dr. Ana Ruiz\tAttorney General\tReforma 2, Lima, Peru\t
Mr. Juan Soto\tOmbudsman\tCalle Uno 3, Lima, Peru\t+51 1 426 7889"""
PAGE = """<table><tr><th>Name</th><th>Office</th><th>Address</th><th>Fax</th></tr>
<tr><td>Dr. Ana Ruiz</td><td>Attorney General</td><td><p>Reforma 2<br>Lima, Peru</p></td><td></td></tr>
<tr><td>Mr. Juan Soto</td><td>Ombudsman</td><td>Calle Uno 3, Lima, Peru</td><td>+51 1 426 7889</td></tr></table>"""


@pytest.mark.parametrize("column", [60, 66, 72, 90])
def test_a_paragraph_is_one_line_again_and_an_address_is_not(column: int) -> None:
    text = "\n".join([*textwrap.wrap(STORY, column), "", *ADDRESS])

    lines = clean(text).lines

    assert [line.text for line in lines] == [STORY, *ADDRESS]
    assert (lines[0].first, lines[0].last) == (1, len(textwrap.wrap(STORY, column)))


def test_a_year_and_a_bullet_at_the_beginning_of_a_line_are_told_apart() -> None:
    wrapped = "Please write to the authorities in your own language until 31 March\n2014 and ask them to:\n- free him."

    assert [line.text for line in clean(wrapped).lines] == [
        "Please write to the authorities in your own language until 31 March 2014 and ask them to:",
        "- free him.",
    ]


def test_a_line_of_an_address_that_is_as_long_as_the_column_stays_alone() -> None:
    long_line = "Islamic Avenue Number Forty - End of Example Street by the Sea Gate"
    text = "\n".join([*textwrap.wrap(STORY, len(long_line)), "", "Head of the Judiciary", long_line, "Tehran"])

    assert [line.text for line in clean(text).lines][1:] == ["Head of the Judiciary", long_line, "Tehran"]


@pytest.mark.parametrize("table", [PIPES, TABS, page_text(PAGE)])
def test_a_row_of_a_table_is_an_addressee(table: str) -> None:
    found = read_appeal(f"{STORY}\n\nPlease write to:\n\n{table}").addressees

    assert [(each.name, each.office, each.country) for each in found] == [
        ("Ana Ruiz", "Attorney General", "PE"),
        ("Juan Soto", "Ombudsman", "PE"),
    ]
    assert found[0].address_lines == ("Reforma 2, Lima",)
    assert [number.e164 for number in found[1].faxes] == ["+5114267889"]


def test_a_table_without_labels_above_it_stays_as_it_is() -> None:
    row = "Monday\tnine\tten"

    assert [line.text for line in clean(f"{row}\n{row}").lines] == ["Monday nine ten"] * 2


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("They want a long-\nterm plan and no other thing.", "long-term plan"),
        ("All of this infor-\nmation is new to the court.", "information is"),
        ("A follow-up came. They asked for a follow-\nup of the case.", "a follow-up of the case"),
        ("The report is new. She read the re-\nport at home.", "the report at home"),
        ("The minister fell. An ex-\nminister went with her.", "ex-minister"),
        ("Freedom of ex-\npression is a right of all.", "expression"),
        ("The south-\nern provinces are dry and poor.", "southern"),
        ("The fire burnt a state-of-the-\nart mill by the lake.", "state-of-the-art"),
        ("Police held a 22-\nyear-old student for a week.", "22-year-old"),
        ("Sie tritt für die Menschen-\nrechte aller Menschen und ihre Rechte ein.", "Menschenrechte"),
        ("Sie schrieben an die Staats-\nund Regierungschefs der Länder.", "Staats- und Regierungschefs"),
        ("Le vice-\nprésident du club est parti hier soir.", "vice-président"),
        ("All of this infor\u00ad\nmation is new to the court.", "information is"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_it_belongs_to_the_word(text: str, whole: str) -> None:
    lines = clean(text).lines
    assert whole in " ".join(paragraph.text for paragraph in paragraphs(lines))
