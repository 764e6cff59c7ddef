"""Names that are one however they were carried over, and those that must stay apart."""

import pytest

from campaign.models.likeness import digits, folded, name_key, search_text, sounded, words_key


@pytest.mark.parametrize(
    "names",
    [
        ("Yurii", "Yuri", "Yury", "Juri", "Iouri", "Юрий", "Юрій"),
        ("Aleksandr Bastrykin", "Alexander Bastrykin", "Bastrykin, Alexandre", "Александр Бастрыкин"),
        ("Khodorkovsky", "Chodorkowski", "Khodorkovskiy", "Ходорковский"),
        ("Sergei Lavrov", "Sergey Lavrov", "Sergej Lawrow", "Сергей Лавров"),
        ("Medvedev", "Medwedew", "Медведев"),
        ("Chaika", "Tchaika", "Tschaika", "Čajka", "Чайка"),
        ("Mohammed", "Muhammad", "محمد"),
        ("Giorgos Papadopoulos", "Γιώργος Παπαδόπουλος"),
    ],
)
def test_a_name_is_one_however_it_was_carried_over(names: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [("Li Na", "Lu Na"), ("Ivan Petrov", "Ivan Pavlov"), ("Ana Roe", "Ina Roe")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_words_are_one_without_accents_capitals_and_stops() -> None:
    assert words_key("Ministre  de l’Intérieur,") == words_key("ministre de l'interieur")
    assert folded("Ёлка ÀÉ") == "елка ae"
    assert sounded("Łódź") == sounded("Lodz")


def test_numbers_are_found_by_their_digits_alone() -> None:
    assert digits("+7 (495) 606-36-02") == digits("007 495 606 36 02") == "74956063602"
    assert digits("٠٠٧ ٤٩٥") == "7495"
    assert search_text(["Jane", None], ["+7 495", None, ""]) == "jane iane 7495"
