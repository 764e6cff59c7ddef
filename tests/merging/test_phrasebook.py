"""Phrasebooks: complete, or the letter stops."""

from pathlib import Path

import pytest

from campaign.errors import MissingWord
from campaign.merging import phrasebook

ENGLISH = (phrasebook.PHRASES / "en.toml").read_text("utf-8")


@pytest.mark.parametrize("language", phrasebook.languages())
def test_a_phrasebook_is_complete(language: str) -> None:
    assert phrasebook.tongue(language).phrases.body.thanks


@pytest.mark.parametrize(
    ("whole", "broken", "said"),
    [
        ('thanks = "Thank you', 'tanks = "Thank you', "tanks"),
        ('thanks = "Thank you for your attention to this matter."', 'thanks = " "', "lacks words for body.thanks"),
        ("judge = {", "jugde = {", "lacks judge in .salutations."),
        ('judge = { any = "Dear Judge" }', 'judge = { m = "Dear Judge" }', "lacks any for judge"),
        ("deep concern for {persons}", "deep concern for {person}", "names in braces for opening.one"),
        ("[body]", "[body", "cannot be used"),
        ('channel = "I should be grateful if', 'chanel = "I should be grateful if', "lacks channel in .introductions."),
    ],
)
def test_a_phrasebook_that_lacks_a_word_says_which(tmp_path: Path, whole: str, broken: str, said: str) -> None:
    assert whole in ENGLISH
    (tmp_path / "de.toml").write_text(ENGLISH.replace(whole, broken), "utf-8")

    with pytest.raises(MissingWord, match=said):
        phrasebook.tongue("de", tmp_path)


def test_a_language_that_nobody_knows_is_told(tmp_path: Path) -> None:
    (tmp_path / "tlh.toml").write_text(ENGLISH, "utf-8")

    with pytest.raises(MissingWord, match="tlh.toml cannot be used"):
        phrasebook.tongue("tlh", tmp_path)
