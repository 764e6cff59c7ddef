"""Letters in every script that we carry: what is drawn, in which order, with which fonts."""

import re
from collections.abc import Callable
from dataclasses import replace

import hypothesis
import pypdfium2
import pytest
from hypothesis import strategies as st

from bench.proof_scripts import proof_scripts
from bench.scripts import SAMPLES, in_own_words, letter_in
from campaign.errors import BadSupporter, CannotRender
from campaign.merging.letter import MergedLetter, plain
from campaign.merging.merge import merge
from campaign.merging.supporter import read_supporter
from campaign.paths import LETTERS
from campaign.rendering.document import Document
from campaign.rendering.email_text import email_text
from campaign.rendering.fax import fax_pdf
from campaign.rendering.fonts import ON_FAXES, ON_PAPER, refuse_missing_characters
from campaign.rendering.papers import PAPERS, Paper
from campaign.rendering.pdf import print_pdf
from tests.factories import NOW, SENDER, published
from tests.rendering.drawn import INVISIBLE, fonts_in, lines_drawn, runs_drawn
from tests.rendering.test_pdf import letter

A4 = PAPERS["a4"]
LANGUAGES = [each.language for each in SAMPLES]
FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"
ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufefc]+")
Make = Callable[[list[MergedLetter], Paper], Document]


def drawn(made: MergedLetter, make: Make = print_pdf) -> list[str]:
    return lines_drawn(make([made], A4).content)


def without_spaces(text: str) -> str:
    return text.translate(INVISIBLE)


def backwards(text: str) -> str:
    return without_spaces(text)[::-1]


@pytest.mark.parametrize("make", [print_pdf, fax_pdf])
def test_letters_in_every_script_take_a_page_each_without_an_empty_box(make: Make) -> None:
    document = make([letter_in(language) for language in LANGUAGES], A4)

    assert document.pages == (1,) * len(LANGUAGES)
    for page in range(len(LANGUAGES)):
        assert not any(0 in run.glyphs for run in runs_drawn(document.content, page))


def test_a_sender_of_every_script_stands_on_an_english_letter_as_they_are_called() -> None:
    senders = [
        "vi",
        "ru",
        "el",
        "he",
        "zh-Hans",
        "zh-Hant",
        "ja",
        "ko",
    ]  # the others' letters are joined as they are drawn
    made = [letter_in("en", sender) for sender in senders]

    pages = pypdfium2.PdfDocument(print_pdf(made, A4).content)

    for each, page in zip(made, pages, strict=True):
        said = re.sub(r"[\W_]", "", page.get_textpage().get_text_range())
        assert all(re.sub(r"[\W_]", "", line) in said for line in each.sender)


def test_the_stylesheets_name_the_fonts_that_characters_are_looked_up_in() -> None:
    rules = (LETTERS / "body.css").read_text("utf-8")

    def named(variable: str) -> list[tuple[str, ...]]:
        return [tuple(re.findall('"(.+?)"', value)) for value in re.findall(f"--{variable}: (.+?);", rules)]

    for others, han, fonts in (("others", "han", ON_PAPER), ("others-on-faxes", "han-sans", ON_FAXES)):
        assert named(others)[0] + named(han)[0] == fonts
        assert {frozenset(each) for each in named(others)} == {frozenset(fonts[:4])}
        assert {frozenset(each) for each in named(han)} == {frozenset(fonts[4:])}
        assert len(set(named(han))) == 4


@pytest.mark.parametrize(
    ("language", "sender", "font"),
    [
        ("zh-Hans", "ja", "SC"),  # the letter's language
        ("zh-Hant", "zh-Hans", "TC"),
        ("ja", "zh-Hans", "JP"),
        ("ko", "zh-Hans", "KR"),
        ("en", "zh-Hans", "SC"),  # else what the sender writes in, and where
        ("en", "zh-Hant", "TC"),
        ("en", "ja", "JP"),
        ("en", "ko", "KR"),
    ],
)
def test_chinese_characters_take_the_forms_of_the_letters_language_or_the_senders(
    language: str, sender: str, font: str
) -> None:
    made = replace(letter_in(language, sender), subject="直骨", name="直骨")

    content = print_pdf([made], A4).content

    assert {f"Noto-Serif-{font}", f"Noto-Sans-{font}"} <= fonts_in(content)  # sans-serif: what would be bold


def test_a_letter_without_chinese_characters_opens_no_font_for_them() -> None:
    content = print_pdf([letter_in("en", "he")], A4).content

    assert fonts_in(content) == {"Noto-Serif", "Noto-Serif-Bold", "Noto-Serif-Hebrew"}
    assert len(content) < 20_000


def test_fonts_are_embedded_with_no_more_than_a_letter_needs() -> None:
    assert len(print_pdf([letter_in("zh-Hans")], A4).content) < 250_000


# What Unicode Standard Annex 9 says of each, written as the eye meets it from the left.


@pytest.mark.parametrize("make", [print_pdf, fax_pdf])
def test_a_hebrew_name_in_an_english_letter_leaves_everything_else_in_its_place(make: Make) -> None:
    made = letter(supporter={"name": "דוד בן־שלום", "address_lines": ["רחוב הרצל 12/4", "6688312 תל אביב (צפון)"]})

    lines = drawn(made, make)

    name, street, town = (
        backwards("דוד בן־שלום"),
        "12/4" + backwards("רחוב הרצל"),
        "(ןופצ)" + backwards("תל אביב") + "6688312",
    )
    if make is print_pdf:
        assert lines[:4] == [name, street, town, "Portugal"]
    else:
        assert f"From{name},{street},{town},Portugal" in lines
        assert lines[0] == f"Page1of1·4May2026·{name}"
    assert lines[-1] == name


def test_an_arabic_house_number_stays_behind_its_street_and_a_postcode_whole() -> None:
    lines = drawn(
        letter(supporter={"name": "محمد", "address_lines": ["شارع 12", "بيروت 2038-3054", "هاتف +961 1 234"]})
    )

    assert [ARABIC.sub("*", line) for line in lines[:4]] == ["*", "12*", "2038-3054*", "+9611234*"]


def test_a_persian_telephone_number_keeps_its_order_in_a_letter_of_either_direction() -> None:
    for language in ("en", "he"):
        lines = [ARABIC.sub("*", line) for line in drawn(in_own_words(letter_in(language), "شماره +98 21-1234 است"))]
        assert "*+9821-1234*" in lines


def test_arabic_letters_are_joined_and_run_from_the_right() -> None:
    assert drawn(letter(supporter={"name": "محمد"}))[0] == "\ufeaa\ufee4\ufea4\ufee3"  # dal, meem, hah, meem


def test_a_latin_name_in_an_arabic_letter_keeps_its_order_and_what_follows_it() -> None:
    made = letter_in("ar", "en")
    made = replace(made, introduction=plain(f"{FSI}Ana Souza (12){PDI}، شارع 3."), demands=())

    lines = [ARABIC.sub("*", line) for line in drawn(made)]

    assert lines[:3] == ["AnaSouzaOliveira", "RuadasFlores7", "1200-192Lisboa"]
    assert ".3*AnaSouza(12)" in lines


def test_an_arabic_fax_keeps_the_order_of_telephone_numbers_and_pages() -> None:
    lines = [ARABIC.sub("*", line) for line in drawn(letter_in("ar", "en"), fax_pdf)]

    assert lines[0] == "AnaSouzaOliveira·2026*4*·1*1*"
    assert "+35542221111/+35542259388*" in lines


def test_own_words_of_the_other_direction_run_in_their_own_on_every_line() -> None:
    words = "אני כותב בשם 12 תלמידים (כיתה ג), ואני מבקש מכם להקשיב. " * 3 + "12 ילדים!"

    lines = drawn(in_own_words(letter_in("en"), words))

    first = next(place for place, line in enumerate(lines) if line.endswith(backwards("אני כותב")))
    mirrored = str.maketrans("()", ")(")
    shown = "".join(line[::-1] for line in lines[first : first + 3]).translate(mirrored)
    assert shown.startswith(without_spaces(words.replace("12", "21"))[:60])
    assert lines[first + 2].startswith("!םידלי12") or lines[first + 1].startswith("!םידלי12")


def test_own_words_with_names_of_the_other_direction_stay_in_the_letters() -> None:
    lines = drawn(in_own_words(letter_in("en"), "I met דוד (from Haifa), and שרה."))

    assert "Imetדוד(fromHaifa),andהרש.".replace("דוד", "דוד"[::-1]) in lines


def test_no_line_ends_within_a_name_of_the_other_direction_or_a_telephone_number() -> None:
    name = "12 רחוב הרצל"
    texts = [f"{'x ' * filling}{FSI}{name}{PDI} and +355 4 225 9388, yes." for filling in range(35, 65)]

    made = replace(letter_in("en"), before_demands=tuple(map(plain, texts)))
    document = print_pdf([made], A4)

    lines = [line for page in range(document.pages[0]) for line in lines_drawn(document.content, page)]
    assert sum(f"{backwards('רחוב הרצל')}12" in line for line in lines) == len(texts)
    assert sum("+35542259388" in line for line in lines) == len(texts)


def test_an_email_breaks_no_line_within_a_name_of_the_other_direction() -> None:
    made = replace(letter_in("en"), introduction=plain("word " * 12 + f"{FSI}דוד בן שלום 12{PDI} and more."))

    assert f"{FSI}דוד בן שלום 12{PDI}" in email_text(made)


def test_an_email_leaves_own_words_of_the_other_direction_to_the_reading_program() -> None:
    text = email_text(in_own_words(letter_in("en"), "אני מורה."))

    assert "\n\nאני מורה.\n\n" in text


def test_merged_letters_isolate_what_is_of_the_other_direction() -> None:
    action = published()
    sender = read_supporter({**SENDER, "name": "דוד", "own_words": "שלום לך", "place": "חיפה", "country": "IL"})

    made = merge(action, action.addressees[0], sender, NOW, language="en")

    assert made.name == f"{FSI}דוד{PDI}"
    assert made.place_and_date.startswith(f"{FSI}חיפה{PDI}, ")
    assert made.before_demands[-1] == plain(f"{FSI}שלום לך{PDI}")


ALPHABETS = {
    "Latin": "aábcčdđeêęfgğhiıíjklłmnñoöøpqrsșštuüvwxyýzżßæœþAÉÎÖŁØŠ",
    "Vietnamese": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "Cyrillic": "абвгґдђеёєжзиіїйјклљмнњопрстћуўфхцчџшщъыьэюяѣӘәҚқҢң",
    "Greek": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώᾳἐᾶΆΈΏ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىپچژگکیًٌٍَُِّْٓٔ٠١٢٣۴۵۶",
    "Hebrew": "אבגדהוזחטיכךלמםנןסעפףצץקרשתְֱִֵֶַָֹּׁׂ־׳״",
    "Devanagari": "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौंःँ्ज़ड़क़१२",
    "Chinese": "李王張张刘陳陈杨黃黄赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾骨直",
    "Japanese": "あいうえおかがきぎくぐけげアイウエオカガキギヴー々佐藤鈴木高橋田中渡辺伊東",
    "Korean": "가각간갈감강개객거건걸검게격견결경계고곡공과곽관광괴교구국군굴궁권귀규균김박이최정",
}
JOINTS = " -.'’ʼ()0123456789/,&\u200c\u200d"
STRANGE = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])


@st.composite
def words(draw: st.DrawFn, longest: int) -> str:
    """Words of one script or two, with what may stand between letters, and now and then with anything at all."""
    alphabet = "".join(
        ALPHABETS[name] for name in draw(st.lists(st.sampled_from(sorted(ALPHABETS)), min_size=1, max_size=2))
    )
    letters = st.sampled_from(alphabet) | st.sampled_from(alphabet) | st.sampled_from(alphabet + JOINTS)
    if draw(st.integers(0, 9)) == 0:
        letters |= STRANGE
    return "".join(draw(st.lists(letters, min_size=2, max_size=longest)))


@st.composite
def supporters(draw: st.DrawFn) -> dict[str, object]:
    return {
        "name": draw(words(30)),
        "address_lines": draw(st.lists(words(40), min_size=1, max_size=4)),
        "country": draw(st.sampled_from(["PT", "IL", "TW", "JP", "IN"])),
        "place": draw(words(20)),
        "own_words": draw(words(120)),
    }


def a_document_or_a_clear_error(many: list[dict[str, object]], make: Make, fonts: tuple[str, ...]) -> int:
    """Make letters from all of them in one file, but for those that are refused; return how many there are."""
    action = published()
    accepted = []
    for changes in many:
        try:
            made = merge(action, action.addressees[0], read_supporter(changes), NOW, language="en")
            refuse_missing_characters(made.every_text(), fonts)
        except BadSupporter as refusal:
            assert "_" not in str(refusal)
        except CannotRender as refusal:
            assert re.search(r"“.+” \(U\+[0-9A-F]{4,6}, [^)]+\)", str(refusal))
        else:
            accepted.append(made)
    if accepted:
        document = make(accepted, A4)  # any character that a font lacks would be an error here
        for page in range(sum(document.pages)):
            assert not any(0 in run.glyphs for run in runs_drawn(document.content, page))
    return len(accepted)


MAKERS = st.sampled_from([(print_pdf, ON_PAPER), (fax_pdf, ON_FAXES)])


@hypothesis.settings(max_examples=5)
@hypothesis.given(st.lists(supporters(), min_size=20, max_size=20), MAKERS)
def test_100_people_of_all_scripts_get_a_document_or_a_clear_error(many, maker) -> None:
    a_document_or_a_clear_error(many, *maker)


@pytest.mark.long
@hypothesis.settings(max_examples=100)
@hypothesis.given(st.lists(supporters(), min_size=20, max_size=20), MAKERS)
def test_2000_people_of_all_scripts_get_a_document_or_a_clear_error(many, maker) -> None:
    a_document_or_a_clear_error(many, *maker)


@pytest.mark.parametrize("script", ALPHABETS)
@pytest.mark.parametrize("fonts", [ON_PAPER, ON_FAXES])
def test_all_letters_of_each_script_are_there(script: str, fonts: tuple[str, ...]) -> None:
    some_letter = {"Hebrew": "א", "Devanagari": "क"}.get(script, "ب")  # for marks to stand on

    refuse_missing_characters([some_letter + character for character in ALPHABETS[script]], fonts)


@pytest.mark.long
def test_proofs_are_drawn(tmp_path) -> None:
    files = proof_scripts(tmp_path)

    assert {file.name for file in files} == {
        *(f"scripts-{paper}.png" for paper in PAPERS),
        *("scripts-ink.png", "scripts-typed.png", "scripts-fax.png", "scripts-mixed.png", "scripts-mixed-fax.png"),
    }
    assert all(file.stat().st_size > 50_000 for file in files)
