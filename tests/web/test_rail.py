"""The rail: every sentence about what is missing, or worth a look, leads to the very field where it is mended."""

import ast
import html
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from campaign.db import Database
from campaign.models import (
    Action,
    ActionText,
    Addressee,
    AddresseeText,
    AuthorityText,
    Contact,
    Organisation,
    PersonText,
    PostalAddress,
)
from campaign.models.deadline import Deadline
from campaign.models.vocabulary import Consent, ContactKind, CoordinatorRole, DeadlineRule, DemandKind, Doubt, Role
from campaign.services import readiness as readiness_module
from campaign.services import warnings as warnings_module
from campaign.services.readiness import readiness
from campaign.services.warnings import warnings
from campaign.web.desk.rail import address_of
from tests.factories import a_demand, an_action, an_authority
from tests.web.desk import client_of

AT = "/desk/actions/an-action"
NOW = datetime.now(UTC)
LINK = re.compile(r'<a href="(/desk/[^"]+)">\s*([^<]+?)\s*</a>')


def in_two_languages(action: Action) -> None:
    action.texts["fr"] = ActionText(language="fr", title="Un titre", summary="Un résumé.", facts="Les faits.")


def another_addressee(action: Action, **changes: object) -> Addressee:
    """A second addressee, so that a place is told from the first row's."""
    action.addressees.append(Addressee(position=2, role=Role.TARGET, authority=an_authority("judge", **changes)))
    return action.addressees[1]


def one_more_demand(action: Action, text: str) -> None:
    action.demands[1].items.append(a_demand("at once", 1))
    action.demands.append(a_demand(text, 3))


def unshowable_office(action: Action) -> None:
    another_addressee(action, texts={"en": AuthorityText(language="en", title="😀")})


def only_concerns(action: Action) -> None:
    for demand in action.demands:
        demand.kind = DemandKind.CONCERN


def narrowed(action: Action) -> None:
    another_addressee(action)
    for demand in action.demands:
        demand.only_to = [action.addressees[0]]


def narrowed_to_a_stranger(action: Action) -> None:
    other = an_action(slug="another", organisations=[], case=action.case, addressees=[])
    other.addressees = [Addressee(position=1, role=Role.TARGET, authority=an_authority("stranger"))]
    action.demands[1].only_to = [other.addressees[0]]


def addressed(**changes: object) -> Callable[[Action], object]:
    return lambda action: another_addressee(action, **changes)


def with_contact(**values: object) -> Callable[[Action], object]:
    given = {"kind": ContactKind.FAX, "raw": "+355 4 1", "source": "test", **values}
    return lambda action: another_addressee(action).authority.contacts.append(Contact(**given))


def too_long_for_a_link(action: Action) -> None:
    action.texts["en"].facts = "What happened there. " * 80
    with_contact(kind=ContactKind.EMAIL, raw="jane@example.org")(action)


def setting(name: str, value: object) -> Callable[[Action], None]:
    return lambda action: setattr(action, name, value)


def text_with(**values: str) -> Callable[[Action], None]:
    """The English text, with something else in it; another language stands before it."""

    def change(action: Action) -> None:
        action.texts["de"] = ActionText(language="de", title="T", summary="S", facts="F")
        for name, value in values.items():
            setattr(action.texts["en"], name, value)

    return change


def postal(**values: object) -> Callable[[Action], object]:
    return addressed(
        addresses=[PostalAddress(**{"language": "en", "lines": ("x",), "country": "AL", "source": "s", **values})]
    )


BROKEN: list[tuple[str, Callable[[Action], object], str]] = [  # what is said, how it comes about, and its field
    ("country is not known by its code: choose", setting("country", "QQ"), "basics#country"),
    ("No organisation is named", setting("organisations", []), "basics#organisations"),
    ("has no name: enter one", setting("organisations", [Organisation(slug="nameless", contact="x")]), "nameless#add"),
    ("Consent is not recorded", setting("consent", Consent.NOT_RECORDED), "basics#consent"),
    ("No language is given", setting("languages", ()), "basics#languages"),
    ("There is no text: give", setting("texts", {}), "texts#add"),
    ("written in none of its languages", setting("languages", ("tlh",)), "texts#add"),
    ("title is empty in en", text_with(title=" "), "texts#rows-1-title"),
    ("summary is empty in en", text_with(summary=""), "texts#rows-1-summary"),
    ("facts are empty in en", text_with(facts="\n"), "texts#rows-1-facts"),
    ("No person at risk", setting("persons", []), "persons#add"),
    ("There is no demand", setting("demands", []), "demands#add"),
    ("There is no demand", only_concerns, "demands#add"),
    ("an addressee that this action does not have", narrowed_to_a_stranger, "demands#rows-1-only_to"),
    ("There is no addressee", setting("addressees", []), "addressees#add"),
    ("only gets a copy", lambda action: setattr(action.addressees[0], "role", Role.COPY), "addressees#rows-0-role"),
    ("neither a name nor an office", addressed(texts={}), "judge/edit#words"),
    ("that can be used: enter one", addressed(addresses=[], contacts=[]), "judge/edit#contacts"),
    ("is no e-mail address", with_contact(kind=ContactKind.EMAIL, raw="[hidden]"), "judge/edit#contacts"),
    ("has no lines", postal(lines=()), "judge/edit#addresses"),
    ("country of a postal address", postal(country="UK"), "judge/edit#addresses"),
    # what stands in the way of a letter
    ("There is no salutation for", addressed(office=None), "addressees#rows-1-salutation_en"),
    (
        "The directory has no words in “en”",
        addressed(texts={"ru": AuthorityText(language="ru", title="Судья")}),
        "judge/edit#words",
    ),
    ("has no text in “en”", lambda action: one_more_demand(action, " ; "), "demands#rows-3-text_en"),
    ("asks nothing of addressee 2", narrowed, "demands#rows-0-only_to"),
    ("must not name “Rights Watchers”", text_with(facts="Rights Watchers saw it."), "texts#rows-1-facts"),
    ("must not name “ERW”", lambda action: one_more_demand(action, "listen to ERW"), "demands#rows-3-text_en"),
    (
        "must not name “ERW”",
        lambda action: action.persons[0].texts.update(en=PersonText(language="en", name="Ana", role="of ERW")),
        "persons#rows-0-role_en",
    ),
    (
        "must not name “ERW”",
        lambda action: another_addressee(action).texts.update(en=AddresseeText(language="en", closing="ERW greets")),
        "addressees#rows-1-closing_en",
    ),
    ("cannot show “😀”", text_with(facts="he said 😀"), "texts#rows-1-facts"),
    ("cannot show “😀”", unshowable_office, "judge/edit#words"),
    # what is worth a look
    ("There is no last day", setting("deadline", None), "basics#deadline_date"),
    (
        "The last day to write",
        setting("deadline", Deadline(date(2020, 1, 1), DeadlineRule.UNTIL, "")),
        "basics#deadline_date",
    ),
    ("one language only, en", lambda action: action.texts.pop("fr"), "texts#add"),
    ("reaches Jane Roe: see", addressed(), "judge#reach"),
    ("verified for a year that post reaches", addressed(), "judge#reach"),
    ("not certain how to dial", with_contact(doubt=Doubt.NO_NUMBER), "judge#reach"),
    ("too long for a link", too_long_for_a_link, "texts#rows-0-facts"),
]  # fmt: skip


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def stored(database: Database, change: Callable[[Action], object]) -> None:
    action = an_action(deadline_date=date(2099, 1, 1), deadline_rule=DeadlineRule.UNTIL)
    in_two_languages(action)
    change(action)
    with database.transaction() as session:
        session.add(action)


@pytest.mark.parametrize(("sentence", "change", "place"), BROKEN, ids=[f"{each[0]} {each[2]}" for each in BROKEN])
def test_what_is_missing_or_worth_a_look_leads_to_its_field(
    editor: FlaskClient, demonstration: Database, sentence: str, change: Callable[[Action], object], place: str
) -> None:
    stored(demonstration, change)

    links = [(href, html.unescape(words)) for href, words in LINK.findall(editor.get(AT).text)]
    leading = {href for href, words in links if sentence in words}

    assert any(href.endswith(f"/{place}") for href in leading), (leading, links)
    for href in leading:
        path, _, field = href.partition("#")
        answer = editor.get(path)
        assert answer.status_code == 200
        assert f'id="{field}"' in answer.text, href


def test_each_edit_page_shows_the_rail_as_well(editor: FlaskClient, demonstration: Database) -> None:
    stored(demonstration, setting("demands", []))

    for section in ("basics", "texts", "persons", "demands", "addressees"):
        assert f'href="{AT}/edit/demands#add"' in editor.get(f"{AT}/edit/{section}").text


def test_every_sentence_there_is_was_led_from() -> None:
    trees = [ast.parse(Path(str(module.__file__)).read_text("utf-8")) for module in (readiness_module, warnings_module)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    docstrings = [node.value for node in nodes if isinstance(node, ast.Expr)]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and node not in docstrings]
    messages = [text for text in texts if isinstance(text, str) and re.fullmatch(r"\S.*[:;] .+\.", text)]
    said = [sentence for sentence, *_ in BROKEN]

    untold = [each for each in messages if not any(_fits(each, sentence) for sentence in said)]

    assert len(messages) >= 20
    assert untold == [message for message in messages if "pages, before anybody" in message]


def test_a_letter_of_two_pages_leads_to_the_facts(app: Flask) -> None:
    action = an_action()
    action.texts["de"] = ActionText(language="de", title="T", summary="S", facts="F")

    found = [each for each in warnings(action, NOW, readiness(action, NOW), lambda letter: 2) if "pages" in str(each)]

    with app.test_request_context():
        assert [address_of(action.slug, lack.place) for lack in found] == [f"{AT}/edit/texts#rows-1-facts"]


def test_a_viewer_reads_the_rail_without_links(app: Flask, demonstration: Database) -> None:
    viewer = client_of(app, demonstration, CoordinatorRole.VIEWER)
    stored(demonstration, setting("demands", []))

    page = viewer.get(AT).text

    assert "There is no demand" in page
    assert "#add" not in page


def _fits(message: str, sentence: str) -> bool:
    """Whether a sentence is told in the words of a message; “en” and “Jane Roe” are values."""
    told = re.sub(r"\\ en$", lambda _: r"\ %\(language\)s", re.escape(sentence))
    told = told.replace(r"Jane\ Roe", r"%\(name\)s")
    return re.search(told, message) is not None
