"""What a supporter may say of themselves, field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.errors import BadSupporter
from campaign.merging.signature import INK, TYPED
from campaign.merging.supporter import read_supporter
from tests.factories import SENDER


def test_a_plain_sender_is_read() -> None:
    supporter = read_supporter({**SENDER, "name": "  Ana\u00a0  Souza ", "signature": "typed"})

    assert supporter.name == "Ana Souza"
    assert read_supporter({**SENDER, "own_words": "so\u00adft\u200bhere"}).own_words == "soft here"
    assert supporter.signature == TYPED
    assert read_supporter(SENDER).signature is INK


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Give your name; it is empty"),
        ({"name": "   "}, "it is empty"),
        ({"name": None}, "Give your name as text"),
        ({"name": 7}, "Give your name as text"),
        ({"name": "…!"}, "in letters"),
        ({"name": "N" * 500}, "500 characters long and 80 fit"),
        ({"name": "Ana\nSouza"}, r"U\+000A"),
        ({"name": "Ana\x00"}, r"U\+0000"),
        ({"name": "Ana \u202eazuoS"}, r"U\+202E"),
        ({"name": "Ana \ud800"}, r"U\+D800"),
        ({"name": "A" + "\u0301" * 79}, "more than 3 accents"),
        ({"place": "\u200d"}, "in letters"),
        ({"address_lines": ["\u200d"]}, "it is empty"),
        ({"address_lines": "Rua das Flores 7"}, "as a list of lines"),
        ({"address_lines": []}, "as a list of lines"),
        ({"address_lines": ["a", ""]}, "each line of your address; it is empty"),
        ({"address_lines": ["a"] * 6}, "5 lines at most"),
        ({"address_lines": [1]}, "as text"),
        ({"country": "ZZ"}, "two-letter code"),
        ({"country": "EU"}, "two-letter code"),
        ({"country": "pt"}, "two-letter code"),
        ({"country": ["PT"]}, "two-letter code"),
        ({"place": None}, "place you write from"),
        ({"own_words": ["x"]}, "own words as text"),
        ({"own_words": "x" * 1001}, "1001 characters long"),
        ({"signature": "/no/such/picture.png"}, "ink” or “typed”"),
        ({"signature": {"strokes": []}}, "Nothing is drawn yet"),
        ({"nmae": "Ana"}, "“nmae” is not something a letter has"),
    ],
)
def test_what_cannot_stand_on_a_letter_is_told_in_one_sentence(changes: dict, message: str) -> None:
    with pytest.raises(BadSupporter, match=message) as refusal:
        read_supporter({**SENDER, **changes})

    assert len(refusal.value.problems) == 1


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(BadSupporter) as refusal:
        read_supporter({})

    assert set(refusal.value.problems) == {"name", "address_lines", "country", "place"}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*SENDER, "own_words", "signature", "x"]), ANYTHING))
def test_whatever_is_given_is_read_or_refused_in_words(fields: dict) -> None:
    try:
        supporter = read_supporter({**SENDER, **fields})
    except BadSupporter as refusal:
        assert all(str(problem) for problem in refusal.problems.values())
    else:
        assert supporter.name.strip()
        assert "\n" not in supporter.name + supporter.place + supporter.own_words
