"""The merge, word by word."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.db import Database
from campaign.errors import MissingWord, NamedOrganisation
from campaign.merging.letter import MergedLetter, Paragraph
from campaign.merging.merge import merge
from campaign.models.published import (
    PublishedAddressee,
    PublishedAddresseeText,
    PublishedName,
    PublishedPerson,
    PublishedPersonText,
)
from campaign.models.vocabulary import (
    DemandKind,
    Gender,
    NameEmphasis,
    NameKind,
    Office,
    OrganisationMention,
    PublicationLevel,
    Role,
)
from campaign.services.actions import find_action
from tests.conftest import LOADED_AT
from tests.factories import NOW, a_supporter, asked, published

CHAIRMAN_LETTER = """\
Ana Souza
Rua das Flores 7
1200-192 Lisboa
Portugal

Aleksandr Ivanovich Bastrykin
Investigative Committee Chairman
Investigative Committee of the Russian Federation
Tekhnicheskii pereulok d.2
105005 Moscow
RÚSSIA

Lisboa, 5 January 2015

Igor Kalyapin

Dear Chairman,

I am writing to you out of deep concern for Igor Kalyapin, head of the Joint Mobile Group of human rights defenders in \
Chechnya.

On 9 December 2014 Mr Kalyapin asked for an inquiry into the announcement by the head of Chechnya, Ramzan Kadyrov, \
that families of insurgents would be expelled and their houses destroyed. On 11 December, at a press conference in \
Moscow, he was attacked and pelted with eggs. He has been receiving death threats since. On 13 December the office of \
the Joint Mobile Group in Grozny burnt down.

I respectfully urge you to:

1. have the attack on Igor Kalyapin at the press conference of 11 December 2014, and the threats against him, \
investigated promptly, effectively and impartially, whoever made them;
2. ensure the safety of Igor Kalyapin and of the Joint Mobile Group, and see to it that they can do their work free of \
intimidation; and
3. investigate promptly, effectively and impartially every case in which houses of families of alleged fighters in \
Chechnya were destroyed.

Thank you for your attention to this matter. I should be grateful for a reply informing me of the steps that you are \
taking.

Yours sincerely,

Ana Souza"""


def as_text(letter: MergedLetter) -> str:
    """A letter as it is read aloud."""
    demands = "\n".join(f"{number}. {plain(item.text)}" for number, item in enumerate(letter.demands, start=1))
    parts = [
        "\n".join(letter.sender),
        "\n".join(letter.addressee + letter.address),
        letter.place_and_date,
        *([letter.copy_note] if letter.copy_note else []),
        letter.subject,
        letter.salutation,
        *map(plain, letter.before_demands),
        plain(letter.introduction),
        *([demands] if demands else []),
        *map(plain, letter.after_demands),
        letter.closing,
        letter.name,
    ]
    return "\n\n".join(parts)


def plain(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph)


def merged(role: Role = Role.TARGET, supporter=None, language: str = "en", **changes) -> MergedLetter:
    """A letter of the plain test action, to its one addressee in some role."""
    action = published(**changes)
    addressee = PublishedAddressee(1, role, action.addressees[0].authority)
    return merge(action, addressee, supporter or a_supporter(), NOW, language=language)


def test_a_letter_of_the_demonstration_reads_as_it_should(demonstration: Database) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "UA 315/14", LOADED_AT, date(2015, 1, 5))
    action = found.published

    letters = [merge(action, each, a_supporter(), found.moment, language="en") for each in action.addressees]

    assert as_text(letters[0]) == CHAIRMAN_LETTER
    assert letters[1].salutation == "Dear Prosecutor General,"
    assert letters[1].addressee == ("Yurii Chaika", "Prosecutor General")
    assert letters[1].address == ("Bolshaia Dmitrovka 15 A", "125993 Moscow", "RÚSSIA")
    assert letters[1].faxes == ("+7 495 692-17-25",)
    assert letters[1].emails == ("prgenproc@gov.ru",)
    assert letters[1].demands == letters[0].demands


@pytest.mark.parametrize(
    ("role", "introduction"),
    [
        (Role.TARGET, "I respectfully urge you to:"),
        (Role.OVERSIGHT, "I respectfully ask you to call on the competent authorities to:"),
        (Role.CHANNEL, "I should be grateful if you would convey my concern to your government, and urge it to:"),
    ],
)
def test_the_introduction_fits_the_role(role: Role, introduction: str) -> None:
    three = (asked("release him"), asked("drop all charges"), asked("pay him"))

    assert plain(merged(role, demands=three).introduction) == introduction


def test_ambassadors_of_the_demonstration_get_the_channels_introduction(demonstration: Database) -> None:
    with demonstration.reading() as session:
        action = find_action(session, "RUS002/0112/OBS009", LOADED_AT).published

    letters = [merge(action, each, a_supporter(), LOADED_AT, language="en") for each in action.addressees]

    assert [letter.addressee[0].split()[-1] for letter in letters] == [
        "Medvedev",
        "Nurgaliev",
        "Lavrov",
        "Bastrykin",
        "Loshchinin",
        "Romanov",
    ]
    assert ["convey my concern" in plain(letter.introduction) for letter in letters] == [False] * 4 + [True] * 2
    assert [letter.salutation for letter in letters] == [
        "Your Excellency,",
        "Dear Minister,",
        "Dear Minister,",
        "Dear Chairman,",
        "Your Excellency,",
        "Your Excellency,",
    ]
    assert [len(item.items) for item in letters[0].demands] == [0, 0, 3, 0, 0]


def test_a_copy_says_whose_copy_it_is_and_repeats_the_letter() -> None:
    action = published()
    target = action.addressees[0]
    embassy = PublishedAddressee(2, Role.COPY, target.authority)

    letter = merge(action, target, a_supporter(), NOW, language="en")
    copy = merge(action, embassy, a_supporter(), NOW, language="en", copy_of=(target,))

    assert copy.copy_note == "For information: copy of my letter of 4 May 2026 to Jane Roe (Minister of Justice)."
    assert (copy.salutation, copy.introduction, copy.demands) == (
        letter.salutation,
        letter.introduction,
        letter.demands,
    )


def test_the_sheets_own_salutation_wins() -> None:
    action = published()
    own = PublishedAddressee(
        1, Role.TARGET, action.addressees[0].authority, (PublishedAddresseeText("en", "Dear Madam Minister", None),)
    )

    assert merge(action, own, a_supporter(), NOW, language="en").salutation == "Dear Madam Minister,"


def test_one_demand_stands_in_the_sentence_itself() -> None:
    letter = merged(demands=(asked("release Ilir Doe."),))

    assert plain(letter.introduction) == "I respectfully urge you to release Ilir Doe."
    assert letter.demands == ()


def test_sub_items_end_as_their_place_in_the_sentence_asks() -> None:
    letter = merged(demands=(asked("keep", asked("article 1"), asked("article 2")), asked("release him")))

    first, second = letter.demands
    assert [plain(item.text) for item in (first, *first.items, second)] == [
        "keep:",
        "article 1; and",
        "article 2; and",
        "release him.",
    ]


def test_concerns_come_before_the_demands_and_reminders_after_them() -> None:
    letter = merged(
        demands=(
            asked("he is ill", kind=DemandKind.CONCERN),
            asked("release him"),
            asked("the law binds you", asked("article 1"), asked("article 2"), kind=DemandKind.REMINDER),
        )
    )

    assert plain(letter.before_demands[-1]) == "I am concerned that he is ill."
    assert plain(letter.after_demands[0]) == (
        "I respectfully remind you that the law binds you: article 1; and article 2."
    )


def test_a_demand_narrowed_to_another_addressee_is_left_out() -> None:
    letter = merged(demands=(asked("release him", only_to=(1,)), asked("resign", only_to=(2,))))

    assert plain(letter.introduction) == "I respectfully urge you to release him."


def test_a_sub_item_narrowed_to_another_addressee_is_left_out_and_nothing_dangles() -> None:
    letter = merged(
        demands=(
            asked("keep", asked("for two", only_to=(2,)), asked("article 1")),
            asked("give", asked("for two alone", only_to=(2,))),
            asked("release him"),
        )
    )

    assert [plain(item.text) for item in letter.demands] == ["keep:", "release him."]
    assert [plain(item.text) for item in letter.demands[0].items] == ["article 1; and"]


@pytest.mark.parametrize("words", ["release him.\n", " release him; and", "release him;and ", "release him ."])
def test_what_a_list_left_at_the_end_of_a_demand_is_taken_off(words: str) -> None:
    assert plain(merged(demands=(asked(words),)).introduction) == "I respectfully urge you to release him."


@pytest.mark.parametrize(
    ("office", "gender", "salutation", "close"),
    [
        (Office.HEAD_OF_STATE, None, "Your Excellency,", "Yours respectfully,"),
        (Office.CHAIR, Gender.FEMALE, "Dear Chairwoman,", "Yours sincerely,"),
        (Office.CHAIR, None, "Dear Chairperson,", "Yours sincerely,"),
        (Office.AMBASSADOR, Gender.MALE, "Your Excellency,", "Yours respectfully,"),
        (Office.OTHER, None, "Dear Sir or Madam,", "Yours faithfully,"),
    ],
)
def test_salutation_and_close_follow_the_office(office: Office, gender, salutation: str, close: str) -> None:
    action = published()
    authority = replace(action.addressees[0].authority, office=office, gender=gender)

    letter = merge(action, PublishedAddressee(1, Role.TARGET, authority), a_supporter(), NOW, language="en")

    assert (letter.salutation, letter.closing) == (salutation, close)


def test_the_directorys_words_win_over_the_office_and_the_appeals_over_the_directorys() -> None:
    action = published()
    authority = action.addressees[0].authority
    text = replace(authority.texts[0], salutation="Dear Madam ;", closing="With respect")
    directory = PublishedAddressee(1, Role.TARGET, replace(authority, texts=(text,)))
    appeal = replace(directory, texts=(PublishedAddresseeText("en", "Esteemed Minister", "In hope"),))

    letters = [merge(action, each, a_supporter(), NOW, language="en") for each in (directory, appeal)]

    assert [(letter.salutation, letter.closing) for letter in letters] == [
        ("Dear Madam,", "With respect,"),
        ("Esteemed Minister,", "In hope,"),
    ]


@pytest.mark.parametrize(
    ("role", "reply"),
    [(Role.TARGET, "you are taking"), (Role.OVERSIGHT, "are being taken"), (Role.CHANNEL, "government’s")],
)
def test_the_reply_that_is_asked_for_fits_the_role(role: Role, reply: str) -> None:
    assert reply in plain(merged(role).after_demands[-1])


def test_words_of_the_other_direction_do_not_turn_what_stands_around_them() -> None:
    letter = merged(supporter=a_supporter(name="محمد", place="تونس"))

    assert letter.place_and_date == "\u2068تونس\u2069, 4 May 2026"
    assert letter.name == "\u2068محمد\u2069"
    assert letter.sender[1] == "Rua das Flores 7"


def test_own_words_are_one_paragraph_before_the_demands() -> None:
    letter = merged(supporter=a_supporter(own_words="As a nurse,\n\n I worry.\t"))

    assert plain(letter.before_demands[-1]) == "As a nurse, I worry."


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([("Ilir Doe", "a journalist")], "for Ilir Doe, a journalist."),
        ([("Ilir Doe", None)], "for Ilir Doe."),
        ([("Ilir Doe", "a journalist"), ("Era Doe", None)], "for Ilir Doe (a journalist) and Era Doe."),
        ([(None, "a detained teacher")], "for a detained teacher."),
        ([(None, None)], "for a person whose name is withheld for their safety."),
        (
            [("Ilir Doe", None), (None, None)],
            "for Ilir Doe and another person whose name is withheld for their safety.",
        ),
        (
            [("Ilir Doe", "a poet"), (None, None), (None, None)],
            "for Ilir Doe (a poet) and others whose names are withheld for their safety.",
        ),
        ([(None, None), (None, None)], "for people whose names are withheld for their safety."),
    ],
)
def test_one_several_and_unnamed_persons(names: list, words: str) -> None:
    persons = tuple(
        PublishedPerson(None, None, False, PublicationLevel.PUBLIC, (PublishedPersonText("en", name, role),))
        for name, role in names
    )

    assert plain(merged(persons=persons).before_demands[0]).endswith(words)


def test_a_name_stands_out_only_where_it_is_one() -> None:
    person = PublishedPerson(None, None, False, PublicationLevel.PUBLIC, (PublishedPersonText("en", "Min", None),))

    letter = merged(persons=(person,), demands=(asked("let Min see a Minister"),), name_emphasis=NameEmphasis.CAPITALS)

    assert plain(letter.introduction).endswith("let MIN see a Minister.")


def test_a_name_can_stand_out() -> None:
    bold = merged(name_emphasis=NameEmphasis.BOLD)
    capitals = merged(name_emphasis=NameEmphasis.CAPITALS)

    assert [span.text for span in bold.before_demands[0] if span.strong] == ["Ilir Doe"]
    assert plain(capitals.before_demands[0]).endswith("for ILIR DOE, a journalist.")


def test_the_date_is_the_day_in_the_actions_time_zone() -> None:
    action = published(time_zone="Asia/Tokyo")

    letter = merge(action, action.addressees[0], a_supporter(), datetime(2026, 12, 31, 16, tzinfo=UTC), language="en")

    assert letter.place_and_date == "Lisboa, 1 January 2027"


def test_domestic_mail_has_no_country_lines() -> None:
    letter = merged(supporter=a_supporter(country="AL"))

    assert letter.address[-1] == "1001 Town"
    assert letter.sender[-1] == "1200-192 Lisboa"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"demands": ()}, "asks nothing"),
        ({"demands": (asked(" ; "),)}, "has no text"),
        ({"texts": ()}, "has no text in “en”"),
        ({"language": "xx"}, "no phrasebook"),
    ],
)
def test_a_missing_word_stops_the_letter(changes: dict, message: str) -> None:
    with pytest.raises(MissingWord, match=message):
        merged(**changes)


def test_an_unknown_office_needs_a_person_and_is_never_guessed() -> None:
    action = published()
    authority = action.addressees[0].authority
    nameless = authority.__class__(**{**authority.__dict__, "office": None})

    with pytest.raises(MissingWord, match="no salutation for Jane Roe"):
        merge(action, PublishedAddressee(1, Role.TARGET, nameless), a_supporter(), NOW, language="en")


@pytest.mark.parametrize(
    "words",
    [
        "I am a member of example  rights watchers.",
        "Example-Rights-Watchers",
        "#ExampleRightsWatchers",
        "Exam\u0301ple Rights Watchers",
        "ExampleRightsWatchersUSA",
        "Example\u00adRights\u00adWatchers",
        "The ERW told me.",
        "the E.R.W.",
        "See https://rights.example/x",
        "case UA7/26",
        "UA: 7/26",
        "UA-7-26",
        "UA No. 7/26",
        "UA 7⁄26",
        "ASA 12/0003/2026",
        "I read Amnista every day",
        "see amnistausa.org",
        "AMNISTA",
        "I work for Rights. Watchers",
    ],
)
def test_neither_organisation_nor_code_may_be_named(words: str) -> None:
    (organisation,) = published().organisations
    names = (*organisation.names, PublishedName(NameKind.ALIAS, None, "Amnista"))

    with pytest.raises(NamedOrganisation):
        merged(
            supporter=a_supporter(own_words=words),
            document_index="ASA 12/0003/2026",
            organisations=(replace(organisation, names=names),),
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Example Rights Watchers Group 5"},
        {"address_lines": ["c/o Example Rights Watchers", "Lisboa"]},
        {"place": "Lisboa, UA 7/26"},
    ],
)
def test_the_senders_own_name_and_address_are_looked_through_too(changes: dict) -> None:
    with pytest.raises(NamedOrganisation):
        merged(supporter=a_supporter(**changes))


@pytest.mark.parametrize("place", ["title", "closing", "salutation"])
def test_the_appeals_own_words_are_looked_through_too(place: str) -> None:
    action = published(persons=())
    target = action.addressees[0]
    texts = {"closing": None, "salutation": None, place: "Yours, for ERW"}
    if place == "title":
        action = replace(action, texts=(replace(action.texts[0], title="ERW asks"),))
    else:
        target = replace(target, texts=(PublishedAddresseeText("en", texts["salutation"], texts["closing"]),))

    with pytest.raises(NamedOrganisation):
        merge(action, target, a_supporter(), NOW, language="en")


@pytest.mark.parametrize(
    "words",
    [
        "They were in a brewery.",
        "Luck erwartet niemand.",
        "UA 17/26 is another.",
        "erw is not ERWin",
        "Nobody lost their rights. Watchers were there.",
    ],
)
def test_words_that_only_look_like_a_name_may_stand(words: str) -> None:
    assert plain(merged(supporter=a_supporter(own_words=words)).before_demands[-1]) == words


def test_an_organisation_is_named_where_the_action_requires_it_and_may_be_where_it_allows_it() -> None:
    required = merged(organisation_mention=OrganisationMention.REQUIRE)
    allowed = merged(organisation_mention=OrganisationMention.ALLOW, supporter=a_supporter(own_words="ERW told me."))

    assert plain(required.before_demands[1]) == "I have learned of this case from Example Rights Watchers."
    assert plain(allowed.before_demands[-1]) == "ERW told me."


@given(st.lists(st.text("abc xyz", min_size=1).filter(str.strip), min_size=1, max_size=12))
def test_every_demand_stands_once_and_in_order(texts: list[str]) -> None:
    numbered = [f"{text.strip()} {place}" for place, text in enumerate(texts)]

    letter = merged(demands=tuple(asked(text) for text in numbered))

    said = " ".join([plain(letter.introduction), *(plain(item.text) for item in letter.demands)])
    places = [said.find(f" {text}") for text in numbered]
    assert places == sorted(places)
    assert places[0] > 0
    assert said.endswith(".")
    assert len(letter.demands) in (0, len(numbered))


def test_braces_in_anybodys_words_are_only_braces() -> None:
    letter = merged(supporter=a_supporter(own_words="{x} {0}", place="{y}"), demands=(asked("end {text}"),))

    assert plain(letter.before_demands[-1]) == "{x} {0}"
    assert letter.place_and_date == "{y}, 4 May 2026"
    assert plain(letter.introduction) == "I respectfully urge you to end {text}."
