"""Files of every kind, read into text; and those that are broken, huge or made to do harm, refused in one sentence."""

import io
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from PIL import Image

from campaign.errors import CannotImport
from campaign.importer.opening import LIMITS, import_file
from campaign.importer.reading.docx import docx_text
from campaign.importer.reading.html import page_text
from campaign.importer.reading.kinds import Kind, kind_of
from campaign.importer.reading.mail import mail_text
from campaign.importer.reading.pdf import pdf_text
from campaign.importer.reading.plain_text import text_of
from campaign.importer.reading.reading import read_here
from campaign.importer.reading.reading_order import Row, Run, in_reading_order

SENTENCES = {
    "cp1252": "Le procureur a refusé d’ouvrir une enquête sur les faits. Où est la justice ? À l’étude depuis l’été.",
    "cp1251": "Прокурор отказался начать расследование. Его семья не знает, где он находится и что с ним было.",
    "koi8-r": "Прокурор отказался начать расследование. Его семья не знает, где он находится и что с ним было.",
    "utf-16": "Der Anwalt durfte ihn nicht sehen. Über die Gründe wurde nichts gesagt.",
    "utf-8-sig": "El fiscal no respondió. ¿Dónde está el señor Núñez?",
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize("encoding", SENTENCES)
def test_text_in_an_old_encoding_is_read_by_how_well_it_reads(encoding: str) -> None:
    assert text_of(SENTENCES[encoding].encode(encoding)) == SENTENCES[encoding]


def test_html_gives_its_main_part_with_lists_and_without_menus_and_banners() -> None:
    page = """<html><head><title>x</title><script>var fax = "+41 22 000 00 00";</script></head><body>
    <nav><ul><li>Donate</li></ul></nav><div class="cookie-banner">We use cookies</div>
    <main><h1>Teacher taken away</h1><p>She was <b>not</b> seen<br>again.</p>
    <ol><li>Say where she is;</li><li>Let her go:<ul><li>today</li></ul></li></ol>
    <table><tr><td>Fax:</td><td>+41 22 000 00 01</td></tr></table>
    <p><a href="mailto:judge@court.example">[email&#160;protected]</a></p></main>
    <aside>Other cases</aside></body></html>"""

    assert page_text(page.replace("<main>", "<main>" + "<p>" + "word " * 60 + "</p>")).split("\n\n", 1)[1] == (
        "# Teacher taken away\n\nShe was not seen\nagain.\n\n1. Say where she is;\n2. Let her go:\n    – today\n\n"
        "Fax:  +41 22 000 00 01\n\njudge@court.example"
    )


def docx(body: str, numbering: str = "") -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {W}>{numbering}</w:numbering>")
    return file.getvalue()


def paragraph(text: str, level: int | None = None) -> str:
    listed = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>' if level is not None else ""
    )
    return f"<w:p>{listed}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_word_document_keeps_the_numbers_that_word_draws() -> None:
    forms = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>'
        for level, form in enumerate(("lowerRoman", "bullet"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{forms}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = paragraph("Please:") + paragraph("release her;", 0) + paragraph("at once", 1) + paragraph("say why.", 0)

    assert docx_text(docx(body, numbering)) == "Please:\n\ni. release her;\n    – at once\nii. say why."


def test_a_mail_gives_subject_day_and_plain_words_without_fwd() -> None:
    message = EmailMessage()
    message["Subject"] = "Fwd: [desk] Teacher taken away"
    message["Date"] = "Thu, 07 May 2015 23:30:00 +0200"
    message.set_content("She was taken away.\n")
    message.add_alternative("<p>She was <b>taken</b> away.</p>", subtype="html")

    assert mail_text(bytes(message)) == "Subject: Teacher taken away\nDate: 2015-05-07\n\nShe was taken away."


def row(*runs: tuple[str, float, float], y: float) -> Row:
    return Row([Run(text, left, right, y, y + 10) for text, left, right in runs])


def test_two_columns_of_a_page_are_read_one_after_the_other_between_full_lines() -> None:
    rows = [
        row(("A title across the page", 50, 500), y=700),
        *(row((f"left {number}", 50, 250), (f"right {number}", 300, 500), y=680 - 12 * number) for number in range(4)),
        row(("A foot across the page", 50, 500), y=600),
    ]

    assert [each.text for each in in_reading_order(rows)] == [
        "A title across the page",
        *(f"left {number}" for number in range(4)),
        *(f"right {number}" for number in range(4)),
        "A foot across the page",
    ]


def test_three_boxes_below_two_columns_are_read_one_after_the_other() -> None:
    rows = [
        *(row((f"left {number}", 50, 270), (f"right {number}", 310, 540), y=700 - 12 * number) for number in range(6)),
        *(
            row((f"first {number}", 50, 190), (f"second {number}", 220, 360), (f"third {number}", 390, 530), y=y)
            for number, y in enumerate((600, 588, 576, 564))
        ),
        row(("first 4", 50, 190), ("third 4", 390, 530), y=552),
        row(("A foot across the page", 50, 530), y=520),
    ]

    assert [each.text for each in in_reading_order(rows)] == [
        *(f"left {number}" for number in range(6)),
        *(f"right {number}" for number in range(6)),
        *(f"first {number}" for number in range(5)),
        *(f"second {number}" for number in range(4)),
        *(f"third {number}" for number in range(5)),
        "A foot across the page",
    ]


def test_labels_and_values_of_a_form_stay_beside_each_other() -> None:
    rows = [
        row((f"LABEL {number}:", 50, 150), (f"value {number}", 300, 500), y=680 - 12 * number) for number in range(4)
    ]

    assert [each.text for each in in_reading_order(rows)] == [f"LABEL {number}:  value {number}" for number in range(4)]


def pages(number: int) -> bytes:
    file, content = pikepdf.new(), io.BytesIO()
    for _ in range(number):
        file.add_blank_page()
    file.save(content)
    return content.getvalue()


def photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(content, "PDF")
    return content.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b"A" * 40_000_000)
    return file.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (photo, "holds pictures of pages and no text"),
        (lambda: pages(2000), "has 2000 pages"),
        (bomb, "unpacks to far more"),
        (lambda: b"", "is empty"),
        (lambda: b" \n\n ", "is empty"),
        (lambda: b"a" * 10_000_001, "larger than 10 MB"),
        (lambda: bytes(range(256)) * 40, "no text, HTML, PDF"),
        (lambda: bytes(9_000), "no text, HTML, PDF"),
        (lambda: b"%PDF-1.7\nnothing", "PDF is broken"),
        (lambda: b"PK\x03\x04 nothing", "broken"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 99, "old Word"),
        (lambda: b"{\\rtf1 nothing}", "RTF"),
        (lambda: b"\xff\xd8\xff" + b"x" * 99, "picture"),
        (lambda: b"word " * 40_000, "more than 150000 characters"),
        (lambda: b"<html><body><script>x</script></body></html>", "No text was found"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content, sentence: str) -> None:
    with pytest.raises(CannotImport, match=sentence) as refused:
        read_here(content(), "appeal")

    assert str(refused.value).count(". ") <= 1


def test_entities_in_a_word_document_are_never_unfolded() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"{ENTITIES}<w:document>&b;</w:document>")

    with pytest.raises(CannotImport, match="broken"):
        docx_text(file.getvalue())


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.4", "a.txt", Kind.PDF),
        (b"<!DOCTYPE html><p>x", "a", Kind.HTML),
        (b"Subject: x\nFrom: a@b.example\nTo: c@d.example\n\nWords", "a", Kind.EMAIL),
        (b"PUBLIC AI Index: x\nDate: 4 May\n\nWords", "a.txt", Kind.TEXT),
        ("Слова".encode("utf-16"), "a.txt", Kind.TEXT),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_first_bytes(content: bytes, name: str, kind: Kind) -> None:
    assert kind_of(content, name) is kind


def test_a_page_of_our_own_reads_as_it_was_laid_out(tmp_path: Path) -> None:
    from weasyprint import HTML  # takes long to load; no other test here needs it

    html = "<style>div{columns:2;width:16cm}p{margin:0 0 3mm}</style><h1>Office of fifty files</h1><div>"
    html += (
        "".join(f"<p>Paragraph {number} tells what happened on that day in the office.</p>" for number in range(14))
        + "</div>"
    )

    text = pdf_text(HTML(string=html).write_pdf())

    numbers = [int(line.split()[1]) for line in text.split("\n") if line.startswith("Paragraph ")]
    assert text.startswith("Office of fifty files")
    assert numbers == sorted(numbers)
    assert len(numbers) == 14


def test_a_page_from_right_to_left_is_kept_and_doubted() -> None:
    page = '<html><body dir="rtl"><p>' + "اعتقلت السلطات الناشط في بيته ولم تعلن عن مكانه. " * 9 + "</p></body></html>"

    imported = import_file(page.encode(), "page.html")

    assert "اعتقلت" in imported.text
    assert imported.draft.text_language == "ar"
    assert "language whose markers" in imported.draft.doubts[0].says


def test_a_file_that_takes_too_much_is_refused_and_the_next_one_is_read() -> None:
    assert LIMITS.clock_seconds < 10

    with pytest.raises(CannotImport, match="could not be read|too long"):
        import_file(b"Minister of Justice, Mr. X\n" * 5_400, "a.txt")

    assert (
        import_file(b"URGENT ACTION\n\nTEACHER TAKEN AWAY AT DAWN\n", "a.txt").draft.title
        == "TEACHER TAKEN AWAY AT DAWN"
    )


def test_addresses_side_by_side_keep_the_contacts_of_the_rows_below() -> None:
    page = """<table><tr><td>Ana Souza<br>Minister of Justice</td><td>Hugo Brandt<br>Prosecutor General</td></tr>
    <tr><td>Fax: +41 22 730 99 10<br>ana@town.example</td><td>Fax: +41 22 730 99 11</td></tr>
    <tr><td>Dear Minister</td><td>Dear Sir</td></tr></table><p>Thank you.</p>"""

    assert [line for line in page_text(page).splitlines() if line] == [
        *("Ana Souza", "Minister of Justice", "Fax: +41 22 730 99 10", "ana@town.example", "Dear Minister"),
        *("Hugo Brandt", "Prosecutor General", "Fax: +41 22 730 99 11", "Dear Sir", "Thank you."),
    ]


def test_a_grid_of_whole_addresses_is_read_row_by_row() -> None:
    realms = [("Justice", "Health"), ("Finance", "Trade")]
    cell = "<td>Minister of {}<br>Long Street 1<br>Fax: +41 22 730 99 10</td>"
    rows = "".join(f"<tr>{cell.format(left)}{cell.format(right)}</tr>" for left, right in realms)

    assert [line for line in page_text(f"<table>{rows}</table>").splitlines() if line.startswith("Minister")] == [
        *("Minister of Justice", "Minister of Health", "Minister of Finance", "Minister of Trade"),
    ]
