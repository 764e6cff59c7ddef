"""Codes, dates, deadlines, languages, countries: each as printed, and never those of something else."""

from datetime import date

import pytest

from campaign.importer.document import document_of
from campaign.importer.fields.codes import codes_of
from campaign.importer.fields.dates import dates_in, writes_month_first
from campaign.importer.fields.deadline import deadline_of
from campaign.importer.fields.places import country_of, language_codes_in
from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher away from her house, and she has not been seen since that day."


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("UA: 315/14 Index: EUR 46/055/2014 Issue Date: 17 December 2014", ["UA 315/14", "EUR 46/055/2014"]),
        ("URGENT ACTION TYPE AND NUMBER: THIRD UA 60/16", ["UA 60/16"]),
        ("First UA: 112.21 Index: EUR 44/4790/2021", ["UA 112.21", "EUR 44/4790/2021"]),
        ("Urgent Action 47.24", ["47.24"]),
        ("RUS002 / 0112 / OBS 009.1", ["RUS002 / 0112 / OBS 009.1"]),
        ("PUBLIC AI Index: AMR 41/058/2008", ["AMR 41/058/2008"]),
        ("Caso PAL 040298.", ["PAL 040298"]),
        ("Urgent Appeal Case: AHRC-UAC-045-2012", ["AHRC-UAC-045-2012"]),
        ("AU-06", ["AU-06"]),
        ("Eilaktion 1233 MELA", ["1233 MELA"]),
        ("AU-REDVIDA/019/2010", ["AU-REDVIDA/019/2010"]),
        ("Further information on UA 167/07 (AMR 41/027/2007, 28 June 2007)", ["UA 167/07"]),
        ("This replaces UA 271/09", []),
    ],
)
def test_codes_are_printed_without_label_and_colon(line: str, codes: list[str]) -> None:
    assert [code.text for code in codes_of(document_of(f"{line}\n\n{TOLD}\n").lines)] == codes


def test_codes_in_sentences_are_those_of_others() -> None:
    text = f"UA 12/15\n\n{TOLD}\n\nShe had been held before in the same prison for nine days (see UA 271/09).\n"

    assert [code.text for code in codes_of(document_of(text).lines)] == ["UA 12/15"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17 December 2014", date(2014, 12, 17)),
        ("December 17th, 2014", date(2014, 12, 17)),
        ("29 March, 2018", date(2018, 3, 29)),
        ("1er mars 2012", date(2012, 3, 1)),
        ("4 de febrero de 1998", date(1998, 2, 4)),
        ("13. Mai 2014", date(2014, 5, 13)),
        ("9 novembre 2017", date(2017, 11, 9)),
        ("25 de agosto de 2011", date(2011, 8, 25)),
        ("12 октября 2009 г.", date(2009, 10, 12)),
        ("2014-12-17", date(2014, 12, 17)),
        ("17.12.2014", date(2014, 12, 17)),
        ("12/31/2019", date(2019, 12, 31)),
    ],
)
def test_dates_are_read_in_seven_languages(text: str, day: date) -> None:
    assert [found.day for found in dates_in(text)] == [day]


def test_a_day_that_may_begin_with_the_month_is_read_as_the_document_writes_and_told() -> None:
    assert dates_in("12/03/2019", month_first=False)[0].day == date(2019, 3, 12)
    assert dates_in("12/03/2019", month_first=True)[0].day == date(2019, 12, 3)
    assert dates_in("12/03/2019")[0].other == date(2019, 12, 3)
    assert writes_month_first("On March 12, 2019 and April 2, 2019")
    assert not writes_month_first("On 12 March 2019 and April 2, 2019")


@pytest.mark.parametrize("text", ["UA 315/14", "Article 12/2", "+7 495 692 17 25", "31 June 2014", "32/34 32/34"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates_in(text) == []


@pytest.mark.parametrize(
    ("line", "rule", "last_day", "wording"),
    [
        ("PLEASE SEND APPEALS BEFORE 28 JANUARY 2015 TO:", "before", date(2015, 1, 27), "BEFORE 28 JANUARY 2015"),
        ("Please write by 28 January 2015.", "until", date(2015, 1, 28), "by 28 January 2015"),
        ("This Urgent Action expires on January 28, 2015.", "until", date(2015, 1, 28), "expires on January 28, 2015"),
        (
            "APPEAL DEADLINE NOTICE: 28 January 2015",
            "until",
            date(2015, 1, 28),
            "APPEAL DEADLINE NOTICE: 28 January 2015",
        ),
        (
            "VEUILLEZ ENVOYER VOS APPELS AVANT LE 28 JANVIER 2015 À :",
            "before",
            date(2015, 1, 27),
            "AVANT LE 28 JANVIER 2015",
        ),
        (
            "Envíen sus llamamientos antes del 28 de enero de 2015 a:",
            "before",
            date(2015, 1, 27),
            "antes del 28 de enero de 2015",
        ),
        ("Bitte schreiben Sie Ihre Briefe bis 28. Januar 2015.", "until", date(2015, 1, 28), "bis 28. Januar 2015"),
        ("Scrivete entro il 28 gennaio 2015.", "until", date(2015, 1, 28), "entro il 28 gennaio 2015"),
        (
            "Por favor, envie os apelos até 28 de janeiro de 2015.",
            "until",
            date(2015, 1, 28),
            "até 28 de janeiro de 2015",
        ),
        ("Направляйте обращения до 28 января 2015 года.", "before", date(2015, 1, 27), "до 28 января 2015 года"),
        (
            "Ask your own section if sending letters after 28 January 2015.",
            "until",
            date(2015, 1, 28),
            "if sending letters after 28 January 2015",
        ),
    ],
)
def test_a_deadline_has_its_rule_and_its_words(line: str, rule: str, last_day: date, wording: str) -> None:
    found = deadline_of(document_of(f"TEACHER TAKEN AWAY\n\n{TOLD}\n\n{line}\n"), None, month_first=False)

    assert found is not None
    assert (found.rule, found.last_valid_day, found.wording) == (rule, last_day, wording)


def test_a_day_until_which_somebody_is_held_is_no_deadline() -> None:
    text = f"TEACHER HELD\n\n{TOLD}\n\nA court had her held until 28 January 2015; before 2 March 2013 she was free.\n"

    assert deadline_of(document_of(text), None, month_first=False) is None


def test_a_deadline_without_its_year_is_the_next_such_day_and_doubted() -> None:
    text = f"TEACHER HELD\n\n6 October 2009\n\n{TOLD}\n\nPlease write at once, by 23 January at the latest.\n"

    draft = read_appeal(text)

    assert draft.deadline == "2010-01-23"
    assert [doubt.field for doubt in draft.doubts if "year" in doubt.says] == ["deadline"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("RUSSIAN FEDERATION", "RU"),
        ("la Russie", "RU"),
        ("Kingdom of Tonga", "TO"),
        ("Côte d’Ivoire", "CI"),
        ("República de Panamá", "PA"),
        ("Республика Таджикистан", "TJ"),
        ("Königreich Marokko", "MA"),
        ("Moscow", None),
        ("Georgia Street", None),
    ],
)
def test_countries_are_told_by_their_names(name: str, code: str | None) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Russian, English", ["ru", "en"]),
        ("français ou en arabe", ["fr", "ar"]),
        ("армянском, русском, английском", ["hy", "ru", "en"]),
        ("gutem Spanisch, Englisch oder Deutsch", ["es", "en", "de"]),
    ],
)
def test_languages_are_told_by_their_names(text: str, codes: list[str]) -> None:
    assert language_codes_in(text) == codes


@pytest.mark.parametrize(
    ("line", "wording"),
    [
        ("Please post your letter by Palm Sunday, 13 April 2014.", "by Palm Sunday, 13 April 2014"),
        ("Ende der Aktion: 30. Juni 2014", "Ende der Aktion: 30. Juni 2014"),
        ("Envíen sus cartas a más tardar el jueves 17 de mayo de 2012.", "a más tardar el jueves 17 de mayo de 2012"),
        ("Scrivete entro venerdì 18 maggio 2012.", "entro venerdì 18 maggio 2012"),
    ],
)
def test_deadlines_may_be_named_by_feast_weekday_or_end_of_the_action(line: str, wording: str) -> None:
    assert read_appeal(f"A teacher disappears\n\n{TOLD}\n\n{line}\n").deadline_wording == wording


@pytest.mark.parametrize(
    ("line", "report"),
    [
        ("Got an answer? Please post it to ua@post.example.", "Got an answer? Please post it to ua@post.example."),
        ("Haben Sie eine Antwort bekommen? Leiten Sie sie an uns weiter.", "Leiten Sie sie an uns weiter."),
        ("Mandem notícia das respostas que receberem.", "Mandem notícia das respostas que receberem."),
    ],
)
def test_readers_are_asked_for_answers_in_many_ways(line: str, report: str) -> None:
    assert read_appeal(f"A teacher disappears\n\n{TOLD}\n\nWrite to:\n\n{line}\n").report_to == report


def test_a_language_may_have_two_words() -> None:
    assert language_codes_in("in Bahasa Malaysia, English") == ["ms", "en"]


@pytest.mark.parametrize("reach", ["Fax: +55 61 3411 7485", "600 Dexter Avenue\nMontgomery, AL 36130"])
def test_a_country_is_told_by_where_those_written_to_are_reached(reach: str) -> None:
    text = f"A teacher disappears\n\n{TOLD}\n\nWrite to:\n\nMr. Anselm Crane\nGovernor\n{reach}\n"

    assert read_appeal(text).country in {"BR", "US"}


def test_the_subject_of_a_letter_stands_behind_re() -> None:
    head = "Dr Ann Hale\nMinister of Justice\nFax: +44 20 7946 0000"
    text = f"{head}\n\nRe: A teacher held at Gulu\n\nDear Dr Hale,\n\n{TOLD}\n"

    assert read_appeal(text).title == "A teacher held at Gulu"


def test_the_day_in_a_mails_text_comes_before_the_day_it_was_sent() -> None:
    text = f"Subject: A teacher disappears\nDate: 2012-05-04\n\nHelp her\n\nGulu, 3 May 2012\n\n{TOLD}\n"

    assert read_appeal(text).issue_date == "2012-05-03"
