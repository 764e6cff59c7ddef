"""What the floors below say can be said in the language of the page."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask_babel import Babel

from campaign.errors import BadSupporter, Sentence
from campaign.merging.supporter import read_supporter
from campaign.web.filters import said
from tests.factories import SENDER


def test_a_sentence_and_the_words_inside_it_are_translated(tmp_path: Path) -> None:
    catalog = Catalog(locale="fr")
    catalog.add("your name", "votre nom")
    catalog.add("Give %(what)s; it is empty.", "Indiquez %(what)s : il manque.")
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    app = Flask(__name__)
    Babel(app, default_locale="fr", default_translation_directories=str(tmp_path))

    with app.test_request_context():
        problem = _problem("name", "")

        assert said(problem) == "Indiquez votre nom : il manque."
    assert str(problem) == "Give your name; it is empty."


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert str(Sentence("100 % sure")) == "100 % sure"


def _problem(field: str, value: str) -> Sentence:
    try:
        read_supporter({**SENDER, field: value})
    except BadSupporter as refusal:
        return refusal.problems[field]
    raise AssertionError
