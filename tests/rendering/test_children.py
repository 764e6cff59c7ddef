"""Rendering in children: the same letter, within limits, and no failure that takes anything along."""

import os
from pathlib import Path

import pytest

from campaign.errors import CannotRender, LayoutFailed
from campaign.merging.merge import merge
from campaign.models.vocabulary import Channel
from campaign.rendering.children import Children
from campaign.rendering.order import Order, make_each
from campaign.rendering.papers import PAPERS
from tests.factories import NOW, a_supporter, published

PRINT = Order(Channel.PRINT, PAPERS["a4"])


@pytest.fixture(scope="module")
def children() -> Children:
    return Children(slots=1, waiting=0, seconds=20)


def letter(**changes):
    action = published()
    return merge(action, action.addressees[0], a_supporter(**changes), NOW, language="en")


def test_a_child_makes_the_same_letter(children: Children) -> None:
    assert children.make([letter()], [PRINT]) == make_each([letter()], [PRINT])


def test_what_a_person_can_mend_comes_back_in_words(children: Children) -> None:
    with pytest.raises(CannotRender, match="grinning face"):
        children.make([letter(own_words="😀")], [PRINT])


def test_any_other_failure_comes_back_by_its_kind_without_a_word_of_anybody(
    children: Children, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(LayoutFailed, match="^AttributeError$"):
        children.make(["the words of Ana Souza"], [Order(Channel.EMAIL, PAPERS["a4"])])  # type: ignore[list-item]

    assert "Souza" not in "".join(capfd.readouterr())


def test_a_letter_that_takes_too_long_ends_and_the_next_one_is_made() -> None:
    hasty = Children(slots=1, waiting=0, seconds=0)

    with pytest.raises((CannotRender, LayoutFailed)):
        hasty.make([letter()], [PRINT])

    (document,) = Children(slots=1, waiting=0, seconds=20).make([letter()], [PRINT])
    assert document.pages == (1,)
    assert not [path for path in Path("/proc").glob("[0-9]*/stat") if _is_defunct_child(path)]


def _is_defunct_child(path: Path) -> bool:
    try:
        fields = path.read_text().rsplit(")", 1)[1].split()
    except OSError:
        return False
    return fields[0] == "Z" and int(fields[1]) == os.getpid()
