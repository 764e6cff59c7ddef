"""Phrasebooks: complete by test, or the letter stops."""

import string
from pathlib import Path

import pytest

from campaign.errors import MissingWord
from campaign.merging import phrasebook

PLACEHOLDERS = {
    "place_and_date": {"place", "date"},
    "subject": {"persons"},
    "with_role": {"name", "role"},
    "with_role_in_list": {"name", "role"},
    "copy_note": {"date", "addressees"},
    "addressee_in_note": {"name", "title"},
}


@pytest.mark.parametrize("language", phrasebook.languages())
def test_a_phrasebook_is_complete_and_uses_the_right_names(language: str) -> None:
    phrases = phrasebook.tongue(language).phrases

    for field, names in PLACEHOLDERS.items():
        assert _names(getattr(phrases, field)) == names
    for sentence in (phrases.body.concern, phrases.body.reminder):
        assert _names(sentence) == {"text"}
    assert _names(phrases.body.opening) == {"persons"}


def test_a_phrasebook_that_lacks_a_word_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (phrasebook.PHRASES / "en.toml").read_text("utf-8")
    for file, text in {
        "aa": whole.replace('thanks = "Thank you', 'tanks = "Thank you'),
        "ab": whole.replace("judge = {", "jugde = {"),
        "ac": whole.replace("[body]", "[body"),
    }.items():
        (tmp_path / f"{file}.toml").write_text(text, "utf-8")
    monkeypatch.setattr(phrasebook, "PHRASES", tmp_path)

    for language, lacking in {"aa": "thanks|tanks", "ab": "lacks judge", "ac": "not complete"}.items():
        with pytest.raises(MissingWord, match=lacking):
            phrasebook.tongue(language)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
