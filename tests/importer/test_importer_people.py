"""Who is at risk, and what they are, in the words of sentences."""

import pytest

from campaign.importer.importing import read_appeal
from campaign.importer.people.names import names_in
from campaign.importer.people.roles import role_of


@pytest.mark.parametrize(
    ("language", "names", "prose", "role"),
    [
        ("en", ["Ada Bell"], "Ada Bell (41), a ferry pilot in the port, is ill.", "ferry pilot in the port"),
        ("en", ["Ada Bell"], "Ms Ada Bell is a glazier from the north.", "glazier from the north"),
        ("en", ["Ada Bell"], "They broke into the home of forest campaigner Ada Bell.", "forest campaigner"),
        ("en", ["Ada Bell"], "A harbour clerk, Ada Bell, has been in a cell since May.", "harbour clerk"),
        ("en", ["Ada Bell"], "They hold the poet Ada Bell. Ms Bell, the head of a choir, is ill.", "head of a choir"),
        ("en", ["Ada Bell"], "Ada Bell was taken away at night. She is a teacher of music.", "teacher of music"),
        ("fr", ["Jean Roux"], "Jean Roux dort. Libraire et membre d'un club, il lit.", "Libraire et membre d'un club"),
        ("es", ["Luz Paz Ríos"], "Buscan a Luz Paz Ríos (tesorera) y a otros.", "tesorera"),
        ("de", ["Ina Berg"], "Die Fährfrau Ina Berg sitzt im Gefängnis.", "Fährfrau"),
        ("de", ["Jan Moor"], "Haft des Studenten Jan Moor. Der Student Jan Moor las vor.", "Student"),
        ("it", ["Lia Neri"], "Si cerca Lia Neri, tessitrice di Alba e madre.", "tessitrice di Alba e madre"),
        ("pt", ["Rui Alves"], "Escrevo a propósito do livreiro Rui Alves.", "livreiro"),
        ("ru", ["Анна Белова", "Анны Беловой"], "Анна Белова – лесничая парка «Дрозд».", "лесничая парка «Дрозд»"),
    ],
)  # fmt: skip
def test_a_role_is_told_by_how_sentences_bring_it_in(language: str, names: list[str], prose: str, role: str) -> None:
    assert role_of(names, prose, language) == role


@pytest.mark.parametrize(
    "prose",
    [
        "Ada Bell, arrested on 3 May, is ill.",
        "Near the town of Selby, Ada Bell, 41, was stopped.",
        "Ada Bell, whose brother is a lawyer, is ill.",
        "They ask for the release of Tom Rush, Ada Bell, and others.",
    ],
)
def test_what_only_tells_what_happened_is_no_role(prose: str) -> None:
    assert role_of(["Ada Bell"], prose, "en") is None


def test_what_was_done_to_somebody_is_told_only_where_nothing_else_is() -> None:
    both = "The prisoner of conscience Ada Bell is ill. The weaver Ada Bell was fined."
    assert role_of(["Ada Bell"], both, "en") == "weaver"
    assert role_of(["Ada Bell"], both.split(". ")[0], "en") == "prisoner of conscience"


def test_a_german_noun_before_a_name_is_none_of_its_words() -> None:
    prose = (
        "Der Dorflehrer Kyaw Min Oo und die 38-jährige Weberin Ina Berg sind in Haft. Die Deutsche Botschaft schweigt."
    )
    assert [each.name for each in names_in(prose, "de")] == ["Kyaw Min Oo", "Ina Berg"]


def people_in(text: str) -> list[str]:
    """Return the names of the persons at risk in an appeal."""
    return [person.name for person in read_appeal(text).people]


APPEAL = """Free the Weavers of Selby Now

{}

Please write letters, asking that {} be released at once.
"""


def test_words_that_stand_small_elsewhere_are_no_name() -> None:
    told = (
        "Ada Bell was arrested on 3 May 2020. The weavers of the town walked to the gate for Ada Bell and were beaten."
    )
    assert people_in(APPEAL.format(told, "Ada Bell")) == ["Ada Bell"]


def test_a_shorter_form_belongs_to_the_full_name() -> None:
    told = "Ada Maria Bell was arrested on 3 May 2020 near her home. Ada Bell had told a reporter what she saw there."
    assert people_in(APPEAL.format(told, "Ada Maria Bell")) == ["Ada Maria Bell"]


def test_streets_towns_and_holders_of_office_are_not_at_risk() -> None:
    told = (
        "Ada Bell was arrested on 3 May 2020 in San Marcos, before the house in rue Jules Ferrand 14 where she lives. "
        "Tom Rush, Minister of Justice, and Ban Orlo, president of Mexico, have not spoken of Ada Bell since."
    )
    assert people_in(APPEAL.format(told, "Ada Bell")) == ["Ada Bell"]


def test_who_stands_in_a_row_with_somebody_at_risk_is_at_risk_too() -> None:
    told = "Ada Bell, Tom Rush, Ina Berg and Jan Moor were arrested on 3 May 2020 at the gate of the mill of the town."
    assert people_in(APPEAL.format(told, "Ada Bell")) == ["Ada Bell", "Tom Rush", "Ina Berg", "Jan Moor"]
