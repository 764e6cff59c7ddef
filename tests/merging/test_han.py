"""Whose forms Chinese characters take."""

import pytest

from campaign.merging.han import han_forms


@pytest.mark.parametrize(
    ("language", "sender", "country", "forms"),
    [
        ("ja", "김서연", "KR", "ja"),  # the letter's language decides
        ("zh", "直江 あゆみ", "JP", "zh-Hans"),
        ("zh-Hant", "李小龙", "CN", "zh-Hant"),
        ("en", "直江 あゆみ", "FR", "ja"),  # else the sender's own text
        ("ar", "金 서울", "FR", "ko"),
        ("en", "陳 ㄔㄣˊ", "FR", "zh-Hant"),
        ("en", "陳怡君", "TW", "zh-Hant"),  # else their country
        ("en", "骨川 譲", "JP", "ja"),
        ("en", "李小龙", "FR", "zh-Hans"),
    ],
)
def test_the_letters_language_decides_then_what_the_sender_writes_in_and_where(
    language: str, sender: str, country: str, forms: str
) -> None:
    assert han_forms(language, sender, country) == forms
