"""The tone of own words, and gaps that were not filled in."""

import pytest

from campaign.merging.placeholders import placeholders_in
from campaign.merging.tone import Tone, harsh_passages


@pytest.mark.parametrize(
    ("words", "tone"),
    [
        ("I think that you are murderers.", Tone.IMPOLITE),
        ("Shame on you", Tone.IMPOLITE),
        ("The regime must go", Tone.POLITICAL),
        ("RELEASE HIM NOW please", Tone.SHOUTED),
        ("Why?!", Tone.SHOUTED),
        ("Вы палачи", Tone.IMPOLITE),
        ("Долой хунту", Tone.POLITICAL),
        ("Vous êtes des assassins.", Tone.IMPOLITE),
        ("À bas la junte", Tone.POLITICAL),
        ("Sie sind ein Lügner.", Tone.IMPOLITE),
        ("Nieder mit dem Regime", Tone.POLITICAL),
        ("Son unos asesinos", Tone.IMPOLITE),
        ("Abajo el régimen", Tone.POLITICAL),
        ("أنتم طغاة", Tone.IMPOLITE),
        ("والطغاة", Tone.IMPOLITE),
    ],
)
def test_what_would_make_an_official_stop_reading_is_found(words: str, tone: Tone) -> None:
    assert tone in [passage.tone for passage in harsh_passages(words)]


@pytest.mark.parametrize(
    "words",
    [
        "I am a nurse from Tirana, and I worry.",
        "UNICEF and the WHO say so.",
        "Ich bin Lehrerin und schreibe Ihnen zum ersten Mal.",
        "Soy maestra y le escribo por primera vez.",
        "Je suis institutrice et mère de deux enfants.",
        "Я учительница и пишу Вам впервые.",
        "أنا معلمة وأكتب إليكم لأول مرة.",
        "My friend Barbara Savage lives in Tirana, and Nazim as well.",
        "He exposed corruption; the charge is revolutionary propaganda under the penal code.",
        "I trust you will pay attention; the responsibility lies with the ministry.",
        "La Junta Directiva y la Policía Nacional Revolucionaria, el régimen penitenciario, el asesinato de su hermano",
        "Les poursuites criminelles, le régime juridique, l’assassinat de son père",
        "Die kriminelle Vereinigung, Frau Verdugo",
        "Колония строгого режима, с санкции прокурора, в Тиране, Варвара, подлежит",
        "قانون العقوبات، تسليم المجرمين، لا يسقط بالتقادم",
    ],
)
def test_plain_words_are_let_be(words: str) -> None:
    assert list(harsh_passages(words)) == []


def test_a_passage_is_shown_with_the_words_around_it() -> None:
    (passage,) = harsh_passages(
        "This is a rather long sentence in which you are called a murderer in the middle of it all."
    )

    assert passage.words == "…sentence in which you are called a murderer in the middle of it all."


@pytest.mark.parametrize(
    "gap",
    [
        "[your name]",
        "[NAME]",
        "<insert date>",
        "{{first name}}",
        "____",
        "XXX",
        "xxxx",
        "TODO",
        ".....",
        "[votre nom]",
        "[имя]",
        "[الاسم]",
        "[ваше имя]",
        "[ name ]",
    ],
)
def test_a_gap_that_waits_for_words_is_found(gap: str) -> None:
    assert list(placeholders_in(f"I am {gap} from Lisbon.")) == [gap]


@pytest.mark.parametrize(
    "words",
    [
        "“[e]veryone has the right”",
        "the law [sic]",
        "(your office)",
        "article {x}",
        "a … b",
        "name@x.example",
        "[name withheld]",
        "[имя изменено]",
        "que se haga todo lo posible, sobre todo por él",
        "“… were taken away ....”",
    ],
)
def test_brackets_alone_are_no_gap(words: str) -> None:
    assert list(placeholders_in(words)) == []
