"""No other organisation's name or code slips through, however somebody writes it."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaign.errors import NamedOrganisation
from campaign.merging.mentions import refuse_mentions_in_file
from tests.factories import published

APART = ["", " ", "-", "_", " - ", ".", "\u00a0", "\u200b", "\u00ad", "\u2011", "\n", "/"]
NAMES = ["Example Rights Watchers", "Rights Watchers", "rights.example"]
CODES = ["UA 7/26"]
AROUND = st.text(st.characters(categories=["Zs", "Po"], exclude_characters="."), min_size=1, max_size=3)


def fullwidth(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def accented(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(f"{c}\u0301" if c in "aeio" else c for c in text))


FORMS = [str, str.upper, str.lower, str.title, fullwidth, accented]


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A name or a code as somebody might write it to get it past us."""
    if draw(st.booleans()):
        words = draw(st.sampled_from(NAMES)).replace(".", " . ").split()
        words = [word for word in words if word != "."]
    else:
        words = draw(st.sampled_from([["UA", "7", "26"], ["UA", "No", "7", "26"], ["UA", "№", "7", "26"]]))
    text = words[0]
    for word in words[1:]:
        apart = draw(st.sampled_from(APART if not word[:1].isdigit() else [each for each in APART if each]))
        text += apart + word
    form = draw(st.sampled_from(FORMS))
    return f"I work {draw(AROUND)}{form(text)}{draw(AROUND)} there"


@pytest.mark.long
@settings(max_examples=2_000)
@given(mangled())
def test_nobody_gets_two_thousand_mangled_names_past_us(words: str) -> None:
    with pytest.raises(NamedOrganisation):
        refuse_mentions_in_file([words], [], published())


@given(mangled())
@example("I work for example\u2011rights_watchers!")
def test_nobody_gets_a_mangled_name_past_us(words: str) -> None:
    with pytest.raises(NamedOrganisation):
        refuse_mentions_in_file([words], [], published())
