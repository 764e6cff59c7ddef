"""Letters in every language: whole texts that were read word by word, and the rules behind them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.merging.demands import words_of
from campaign.merging.letter import Item, MergedLetter
from campaign.merging.merge import merge
from campaign.merging.phrasebook import languages, tongue
from campaign.models.published import PublishedAddresseeText, PublishedDemand, PublishedDemandText
from campaign.models.vocabulary import DemandKind, Gender, NameEmphasis, Office, Role
from tests.factories import a_supporter, asked
from tests.merging.six_languages import GOLDEN, NOW, SIX, golden_text, letter_in, the_action

LANGUAGES = languages()


def said(paragraph) -> str:
    return "".join(span.text for span in paragraph)


def to_the_minister(language: str, when: datetime = NOW, **changes) -> MergedLetter:
    """A letter in one language to the action's first addressee, with fields of its authority changed."""
    action = the_action()
    first = action.addressees[0]
    addressee = replace(first, authority=replace(first.authority, **changes))
    return merge(action, addressee, a_supporter(), when, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_read_as_they_were_read_word_by_word(language: str) -> None:
    assert golden_text(language) == (GOLDEN / f"{language}.txt").read_text("utf-8")


def test_every_language_has_its_sample_and_its_golden_text() -> None:
    assert set(LANGUAGES) == set(SIX) == {path.stem for path in GOLDEN.glob("*.txt")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_demand_goes_on_from_every_introduction(language: str) -> None:
    phrases = tongue(language).phrases
    example = PublishedDemand(DemandKind.ASK, (PublishedDemandText(language, phrases.demands.example),), (), ())
    action = replace(the_action(), demands=(example,))

    letters = [merge(action, each, a_supporter(), NOW, language=language) for each in action.addressees[:3]]

    for letter in letters:
        assert said(letter.introduction).endswith(f" {phrases.demands.example}.")


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_every_demand_stands_once_and_in_order_in_every_language(data: st.DataObject, language: str) -> None:
    words = st.text("абвxyz ", min_size=1, max_size=30).filter(str.strip)
    texts = [f"{' '.join(text.split())}{place}q" for place, text in enumerate(data.draw(st.lists(words, min_size=1)))]
    demands = [PublishedDemand(DemandKind.ASK, (PublishedDemandText(language, text),), (), ()) for text in texts]
    nested = data.draw(st.booleans())
    asks = (replace(demands[0], items=tuple(demands[1:])),) if nested else tuple(demands)
    action = replace(the_action(), demands=asks)

    letter = merge(action, action.addressees[0], a_supporter(), NOW, language=language)

    whole = " ".join([said(letter.introduction), *_lines(letter.demands)])
    places = [whole.find(text) for text in texts]
    assert places == sorted(places)
    assert all(whole.count(text) == 1 for text in texts)


def _lines(items: tuple[Item, ...]) -> list[str]:
    return [line for item in items for line in (said(item.text), *_lines(item.items))]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "1 May 2026", "2 May 2026"),
        ("ru", "1 мая 2026 г.", "2 мая 2026 г."),
        ("fr", "1er mai 2026", "2 mai 2026"),
        ("es", "1 de mayo de 2026", "2 de mayo de 2026"),
        ("de", "1. Mai 2026", "2. Mai 2026"),
        ("ar", "1 مايو 2026", "2 مايو 2026"),
    ],
)
def test_the_date_stands_as_the_language_writes_it(language: str, first: str, second: str) -> None:
    dates = [to_the_minister(language, datetime(2026, 5, day, 10, tzinfo=UTC)).date for day in (1, 2)]

    assert dates == [first, second]


def test_a_german_letter_goes_on_in_lower_case_after_the_comma_and_with_a_capital_after_an_exclamation_mark() -> None:
    action = the_action()
    loud = replace(action.addressees[0], texts=(PublishedAddresseeText("de", "Sehr geehrte Frau Ministerin!", None),))

    openings = [
        said(merge(action, each, a_supporter(), NOW, language="de").before_demands[0])
        for each in (action.addressees[0], loud)
    ]

    assert [opening[:11] for opening in openings] == ["ich schreib", "Ich schreib"]


@pytest.mark.parametrize(
    ("office", "gender", "closing"),
    [
        (
            Office.MINISTER,
            Gender.MALE,
            "Veuillez agréer, Monsieur le Ministre, l’assurance de ma haute considération.",
        ),
        (Office.DIRECTOR, None, "Veuillez agréer, Madame, Monsieur, l’assurance de ma considération distinguée."),
    ],
)
def test_a_french_close_repeats_the_form_of_address(office: Office, gender: Gender | None, closing: str) -> None:
    assert to_the_minister("fr", office=office, gender=gender).closing == closing


def test_a_french_close_repeats_the_words_of_the_sheet_as_well() -> None:
    action = the_action()
    own = replace(action.addressees[0], texts=(PublishedAddresseeText("fr", "Madame la Ministre d’État,", None),))

    assert merge(action, own, a_supporter(), NOW, language="fr").closing.startswith(
        "Veuillez agréer, Madame la Ministre d’État, l’assurance"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "with the authorities of the Netherlands, and urge them to:"),
        ("ru", "перед властями Нидерландов и призвать их:"),
        ("fr", "auprès des autorités des Pays-Bas et leur demander\u00a0:"),
        ("es", "a las autoridades de los Países Bajos y que las instara a:"),
        ("de", "bei den Behörden in den Niederlanden zur Sprache zu bringen und sie nachdrücklich zu bitten,"),
        ("ar", "لدى سلطات هولندا وحثها على:"),
    ],
)
def test_whoever_does_not_speak_for_the_state_is_asked_to_raise_the_case_there(language: str, words: str) -> None:
    action = replace(the_action(), country="NL")
    channel = next(each for each in action.addressees if each.role is Role.CHANNEL)

    letter = merge(action, channel, a_supporter(), NOW, language=language)

    assert said(letter.introduction).endswith(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_stands_out_in_every_script(language: str) -> None:
    letter = merge(
        replace(the_action(), name_emphasis=NameEmphasis.CAPITALS),
        the_action().addressees[0],
        a_supporter(),
        NOW,
        language=language,
    )

    name = SIX[language]["names"][0]
    opening = letter.before_demands[0]
    assert name.upper() in said(opening)
    assert any(span.strong for span in opening) == (name.upper() == name)  # a script without capitals gets bold type


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("office", Office)
@pytest.mark.parametrize("gender", [None, Gender.FEMALE, Gender.MALE, Gender.OTHER])
def test_every_office_has_its_form_of_address_and_its_close(
    language: str, office: Office, gender: Gender | None
) -> None:
    letter = to_the_minister(language, office=office, gender=gender)

    assert letter.salutation[-1] in ",!:،"
    assert "{" not in letter.salutation + letter.closing


def test_an_abbreviation_keeps_its_full_stop_and_gets_no_second_one() -> None:
    action = the_action(demands="one")
    demand = PublishedDemand(DemandKind.ASK, (PublishedDemandText("ru", "соблюдать закон от 3 марта 2026 г."),), (), ())
    both = (demand, replace(demand, items=(demand, demand)))

    one = merge(replace(action, demands=both[:1]), action.addressees[0], a_supporter(), NOW, language="ru")
    several = merge(replace(action, demands=both), action.addressees[0], a_supporter(), NOW, language="ru")

    assert said(one.introduction).endswith("закон от 3 марта 2026 г.")
    assert said(several.demands[0].text).endswith("2026 г.;")
    assert said(several.demands[1].items[1].text).endswith("2026 г.")


def test_two_long_demands_are_a_list() -> None:
    action = the_action()
    long = [PublishedDemand(DemandKind.ASK, (PublishedDemandText("en", f"{n} {'word ' * 30}"),), (), ()) for n in "ab"]

    letter = merge(replace(action, demands=tuple(long)), action.addressees[0], a_supporter(), NOW, language="en")

    assert [item.sign for item in letter.demands] == ["1.", "2."]


def test_sub_items_are_lettered_in_the_letters_of_the_language() -> None:
    signs = {language: [i.sign for i in letter_in(language, Role.TARGET).demands[2].items] for language in LANGUAGES}

    assert (signs["en"], signs["ru"], signs["ar"]) == (["a)", "b)"], ["а)", "б)"], ["أ)", "ب)"])


@pytest.mark.parametrize(
    ("typed", "printed"), [("ask the U.S.", "ask the U.S."), ("see article 9.3.", "see article 9.3"), ("go.", "go")]
)
def test_a_full_stop_stays_where_it_belongs_to_the_word(typed: str, printed: str) -> None:
    assert words_of(asked(typed), "en") == printed
