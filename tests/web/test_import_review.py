"""Reviewing an import at the desk, without a browser: saved at any time, worked off, matched, made an action."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from campaign.db import Database
from campaign.models import (
    Action,
    Authority,
    AuthorityText,
    Event,
    ImportedDraft,
    Organisation,
    PostalAddress,
)
from campaign.models.vocabulary import CoordinatorRole, EventKind
from campaign.services.importing.reviewed import from_json
from tests.factories import an_authority
from tests.web.desk import client_of
from tests.web.imports import SHEET, an_import, cards_of, form_in, press

SLUG = "journalist-held-without-charge"
READY = {
    "organisations__0__use": "new",
    "organisations__0__contact": "office@liberty.example",
    "addressees__0__office_kind": "minister",
}


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


@pytest.fixture
def number(demonstration: Database) -> int:
    return an_import(demonstration)


def page_of(client: FlaskClient, number: int) -> str:
    return client.get(f"/desk/import/{number}").text


def texts_of(page: str) -> list[str]:
    return [words for name, words in form_in(page).items() if re.fullmatch(r"demands-\d+-text", name)]


def count(database: Database, kind: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def add_the_minister(database: Database) -> None:
    """The same office, number and name as on the sheet, at another address that somebody verified."""
    with database.transaction() as session:
        address = PostalAddress(
            language="en",
            lines=("1 Long Street", "1001 Town"),
            country="AL",
            source="an older sheet",
            valid_from=date(2014, 3, 1),
            verified_on=date(2015, 2, 1),
        )
        session.add(an_authority(addresses=[address]))


def test_the_page_shows_each_line_beside_what_was_read_there(editor: FlaskClient, number: int) -> None:
    page = page_of(editor, number)

    line = SHEET.splitlines().index("- Calling on the authorities to release Ilir Doe immediately;") + 1
    assert re.search(rf'<li id="line-{line}"[^>]*data-anchor="demands-0"', page)
    assert f'data-lines="{line}-{line}"' in page
    assert re.search(rf'href="#line-{line}">line {line}<', page)
    assert re.search(r'id="demands-0"', page)
    assert f">{len(SHEET.splitlines())}</" in page


def test_what_is_typed_is_kept_right_or_wrong(editor: FlaskClient, demonstration: Database, number: int) -> None:
    answer = press(
        editor, number, "save", basics__title="", basics__issue_date="last Monday", addressees__0__emails="no address"
    )

    form = form_in(editor.get(answer.location).text)
    assert (answer.status_code, form["basics-title"], form["basics-issue_date"]) == (303, "", "last Monday")
    assert form["addressees-0-emails"] == "no address"
    assert count(demonstration, Action) == 5


@pytest.mark.parametrize(
    ("do", "texts"),
    [
        ("demands:down-0", ["see", "release", "investigate"]),
        ("demands:up-2", ["release", "investigate", "see"]),
        ("demands:drop-1", ["release", "investigate"]),
        ("demands:split-1", ["release", "see", "let his family visit", "investigate"]),
        ("demands:join-1", ["release them; see", "investigate"]),
        ("demands:add", ["release", "see", "investigate", ""]),
    ],
)
def test_a_button_saves_all_that_is_typed_and_moves_rows(
    editor: FlaskClient, number: int, do: str, texts: list[str]
) -> None:
    typed = {"demands__0__text": "release", "demands__1__text": "see", "demands__2__text": "investigate"}
    if "split-1" in do:
        typed["demands__1__text"] = "see\r\nlet his family visit"
    if "join" in do:
        typed["demands__0__text"] = "release them;"

    answer = press(editor, number, do, basics__title="Another title", **typed)

    page = page_of(editor, number)
    assert answer.status_code == 303
    assert texts_of(page) == texts
    assert form_in(page)["basics-title"] == "Another title"


def test_a_button_that_means_nothing_changes_nothing(editor: FlaskClient, number: int) -> None:
    press(editor, number, "save")
    before = form_in(page_of(editor, number))

    for do in (
        "demands:up-0",
        "demands:split-99",
        "nothing:up-1",
        "demands:ruin-1",
        "settle-99",
        "back",
        "people:join-0",
    ):
        assert press(editor, number, do).status_code == 303

    assert form_in(page_of(editor, number)) == before


def test_a_demand_becomes_a_part_and_is_dropped_and_put_back_with_its_parts(editor: FlaskClient, number: int) -> None:
    before = texts_of(page_of(editor, number))
    press(editor, number, "demands:indent-1")
    press(editor, number, "demands:drop-0")
    dropped = page_of(editor, number)

    press(editor, number, "back")

    page = page_of(editor, number)
    assert texts_of(dropped) == before[2:]
    assert "Put it back" in dropped
    assert texts_of(page) == before
    assert form_in(page)["demands-1-level"] == "1"
    assert "Put it back" not in page


def test_addressees_are_split_at_an_empty_line_and_joined_without_losing_a_word(
    editor: FlaskClient, number: int
) -> None:
    press(
        editor, number, "addressees:split-0", addressees__0__address="1 Short Street\r\n\r\nThird Floor\r\n1001 Tirana"
    )
    split = form_in(page_of(editor, number))
    press(editor, number, "addressees:join-1", addressees__1__name="John Moe", addressees__1__faxes="+355 4 111 1111")

    joined = form_in(page_of(editor, number))

    assert (split["addressees-0-address"], split["addressees-0-name"]) == ("1 Short Street", "Jane Roe")
    assert (split["addressees-1-address"], split["addressees-1-name"]) == ("Third Floor\n1001 Tirana", "")
    assert joined["addressees-0-name"] == "Jane Roe"
    assert joined["addressees-0-address"].split("\n") == ["1 Short Street", "John Moe", "Third Floor", "1001 Tirana"]
    assert joined["addressees-0-faxes"].split("\n") == ["+355 4 225 9388", "+355 4 111 1111"]
    assert joined["addressees-1-name"] == "Agim Poe"


def test_doubts_are_counted_and_settled_one_by_one(editor: FlaskClient, demonstration: Database) -> None:
    number = an_import(
        demonstration, SHEET.replace("+355 4 225 9388", "225 9388").replace("+355 4 222 2222", "222 222")
    )
    before = page_of(editor, number)
    total = int(re.search(r"(\d+) of \1 doubts left", before)[1])

    press(editor, number, "settle-0", basics__title="Typed meanwhile")
    after = page_of(editor, number)
    press(editor, number, "unsettle-0")

    assert total >= 2
    assert f"{total - 1} of {total} doubts left" in after
    assert "Typed meanwhile" in after
    assert f"{total} of {total} doubts left" in page_of(editor, number)


def test_the_doubts_of_a_dropped_addressee_go_with_it(editor: FlaskClient, demonstration: Database) -> None:
    number = an_import(
        demonstration, SHEET.replace("+355 4 225 9388", "225 9388").replace("+355 4 222 2222", "222 222")
    )
    total = int(re.search(r"(\d+) of \1 doubts left", page_of(editor, number))[1])

    press(editor, number, "addressees:drop-0")

    assert f"{total - 1} of {total - 1} doubts left" in page_of(editor, number)


def test_what_is_missing_is_listed_until_it_is_there(editor: FlaskClient, demonstration: Database) -> None:
    number = an_import(demonstration, SHEET.replace("UA 61/16", "").replace("2 May 2016", ""))
    before = page_of(editor, number)

    press(editor, number, "save", basics__issue_date="2016-05-02")

    missing = re.compile(r'<a href="#basics-issue_date">Issued on</a>')
    assert missing.search(before)
    assert not missing.search(page_of(editor, number))


def test_a_second_tab_is_told_and_nothing_of_either_is_lost(editor: FlaskClient, number: int) -> None:
    first, second = (form_in(page_of(editor, number)) for _ in range(2))
    press(editor, number, "save", first, basics__title="Mine", demands__0__text="free Ilir Doe")

    answer = press(editor, number, "demands:drop-2", second, basics__title="Theirs", basics__case_code="UA 9/99")

    told = form_in(answer.text)
    assert answer.status_code == 409
    assert "saved this import after you opened it" in answer.text
    assert "You both changed this: Title" in answer.text
    assert (told["basics-title"], told["basics-case_code"]) == ("Theirs", "UA 9/99")
    assert told["demands-0-text"] == "free Ilir Doe"
    assert form_in(page_of(editor, number))["basics-title"] == "Mine"

    chosen = press(editor, number, "save", told, pick__basics__title="theirs")

    kept = form_in(page_of(editor, number))
    assert chosen.status_code == 303
    assert (kept["basics-title"], kept["basics-case_code"], kept["demands-0-text"]) == (
        "Mine",
        "UA 9/99",
        "free Ilir Doe",
    )
    assert len(texts_of(page_of(editor, number))) == 3


def test_two_tabs_that_add_and_drop_rows_keep_what_each_did(editor: FlaskClient, number: int) -> None:
    first, second = (form_in(page_of(editor, number)) for _ in range(2))
    press(editor, number, "demands:drop-0", first)

    answer = press(editor, number, "save", second, demands__0__text="release Ilir Doe at once")
    press(editor, number, "save", form_in(answer.text))

    assert answer.status_code == 409
    assert texts_of(page_of(editor, number))[0] == "release Ilir Doe at once"


def test_a_second_tab_that_changes_nothing_of_the_same_is_not_bothered(editor: FlaskClient, number: int) -> None:
    form = form_in(page_of(editor, number))
    press(editor, number, "settle-0", form)

    assert press(editor, number, "save", form, basics__title="Later").status_code == 303


def test_making_tells_everything_that_stands_in_the_way_and_keeps_every_word(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    typed = {
        "basics__title": "",
        "basics__country": "",
        "basics__issue_date": "soon",
        "basics__languages": "en, klingonisch",
        "demands__0__text": "",
        "addressees__0__country": "",
        "addressees__0__emails": "nobody",
        "addressees__1__office": "",
        "people__0__name": "Ilir Doe of Tirana",
    }

    answer = press(editor, number, "make", **typed)

    form, links = form_in(answer.text), re.findall(r'<a href="#([\w-]+)">', answer.text.split("stands in the way")[1])
    assert answer.status_code == 422
    assert {*links} >= {
        "basics-title",
        "basics-country",
        "basics-issue_date",
        "basics-languages",
        "organisations-0-use",
        "demands-0-text",
        "addressees-0-country",
        "addressees-0-emails",
        "addressees-1-office",
    }
    assert "“soon” is no day" in answer.text
    assert {name.replace("__", "-"): form[name.replace("__", "-")] for name in typed} == {
        name.replace("__", "-"): words for name, words in typed.items()
    }
    assert form_in(page_of(editor, number))["people-0-name"] == "Ilir Doe of Tirana"
    assert (count(demonstration, Action), count(demonstration, Authority)) == (5, 7)


def test_the_action_says_all_that_the_draft_says_and_keeps_its_source(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    answer = press(editor, number, "make", **READY)

    assert answer.location == f"/desk/actions/{SLUG}"
    with demonstration.reading() as session:
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        kept = session.scalars(select(ImportedDraft)).one()
        event = session.scalars(select(Event).order_by(Event.number.desc())).first()
        first, second = action.addressees
        assert (action.state, action.case.code, action.document_index) == ("draft", "UA 61/16", "EUR 54/0161/2016")
        assert (action.issue_date, action.country, action.time_zone) == (date(2016, 5, 2), "AL", "Europe/Tirane")
        assert (action.deadline_date, action.last_valid_day) == (date(2016, 6, 13), date(2016, 6, 12))
        assert action.languages == ("en", "sq", "own")
        assert action.texts["en"].title == "JOURNALIST HELD WITHOUT CHARGE"
        assert "sending appeals after" in action.texts["en"].after_deadline
        assert [person.texts["en"].name for person in action.persons] == ["Ilir Doe"]
        assert action.demands[0].texts["en"].text == "release Ilir Doe immediately"
        assert action.demands[0].texts["en"].original == "Calling on the authorities to release Ilir Doe immediately;"
        assert [name.text for name in action.organisations[0].names] == ["Letters for Liberty", "LfL"]
        assert (first.authority.texts["en"].name, first.authority.office) == ("Jane Roe", "minister")
        assert first.authority.addresses[0].lines == ("1 Short Street", "1001 Tirana")
        assert first.authority.addresses[0].source == "Letters for Liberty (LfL), UA 61/16, 2016-05-02"
        assert first.authority.addresses[0].valid_from == date(2016, 5, 2)
        assert first.texts["en"].salutation == "Dear Minister"
        assert [contact.e164 or contact.raw for contact in first.authority.contacts] == [
            "+35542259388",
            "minister@justice.example",
        ]
        assert {contact.valid_from for contact in first.authority.contacts} == {date(2016, 5, 2)}
        assert second.authority.slug == "al-prosecutor-general"
        assert [change.who for change in action.changes] == ["editor@desk.example"]
        assert (kept.action_id, kept.source) == (action.id, SHEET)
        assert (event.what, event.subject, f'"import":{kept.id}' in event.after) == (EventKind.CREATED, SLUG, True)
    overview = editor.get(answer.location).text
    assert "The summary is empty in en" in overview
    assert f"/desk/actions/{SLUG}/source" in overview
    source = client_of(editor.application, demonstration, CoordinatorRole.VIEWER).get(f"/desk/actions/{SLUG}/source")
    assert "- Asking them to investigate the threats against him." in source.text
    assert editor.get(f"/desk/import/{number}").location == f"/desk/actions/{SLUG}/source"


def test_an_action_that_was_typed_in_has_no_source(editor: FlaskClient) -> None:
    slug = "kalyapin-attacked-in-grozny"

    assert editor.get(f"/desk/actions/{slug}/source").status_code == 404
    assert "/source" not in editor.get(f"/desk/actions/{slug}").text


def test_an_addressee_that_the_directory_may_have_is_never_decided_by_itself(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    add_the_minister(demonstration)
    page = page_of(editor, number)

    answer = press(editor, number, "make", **READY)

    assert "In the directory: minister" in page
    assert re.search(r'<a href="/desk/authorities/minister/edit"\s+target="_blank"', page)
    assert "1 Long Street" in page
    assert "since 1 March 2014" in page
    assert "verified on 1 February 2015" in page
    assert "same office and state, same name, same number or e-mail address" in page
    assert answer.status_code == 422
    assert "The directory may have this addressee: choose what is true." in answer.text
    assert count(demonstration, Action) == 5


@pytest.mark.parametrize(
    ("choice", "authorities", "addresses"),
    [
        ("directory:minister", 9, [("1 Long Street", None)]),
        ("address:minister", 9, [("1 Long Street", date(2016, 5, 1)), ("1 Short Street", None)]),
        ("new", 10, [("1 Long Street", None)]),
    ],
)
def test_what_is_chosen_of_an_addressee_is_done(
    editor: FlaskClient,
    demonstration: Database,
    number: int,
    choice: str,
    authorities: int,
    addresses: list[tuple[str, date | None]],
) -> None:
    add_the_minister(demonstration)

    press(editor, number, "make", **READY, addressees__0__choice=choice)

    with demonstration.reading() as session:
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        minister = session.scalars(select(Authority).filter_by(slug="minister")).one()
        assert [(each.lines[0], each.valid_to) for each in minister.addresses] == addresses
        assert (action.addressees[0].authority is minister) == (choice != "new")
        faxes = [each.e164 for each in minister.contacts if each.kind == "fax"]
        assert faxes == ["+35542259388"]
        assert ("minister@justice.example" in [each.raw for each in minister.contacts]) == choice.startswith("address")
    assert count(demonstration, Authority) == authorities


def test_an_old_sheet_says_nothing_of_the_address_that_came_after_it(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    add_the_minister(demonstration)

    press(editor, number, "make", **READY, addressees__0__choice="address:minister", basics__issue_date="2012-05-02")

    with demonstration.reading() as session:
        minister = session.scalars(select(Authority).filter_by(slug="minister")).one()
        held = [(each.lines[0], each.valid_from, each.valid_to) for each in minister.addresses]
    assert held == [
        ("1 Long Street", date(2014, 3, 1), None),
        ("1 Short Street", date(2012, 5, 2), date(2014, 2, 28)),
    ]


@pytest.mark.parametrize("address", ["", "1 long street\r\n1001 Town"])
def test_a_sheet_without_a_new_address_ends_none(
    editor: FlaskClient, demonstration: Database, number: int, address: str
) -> None:
    add_the_minister(demonstration)

    typed = {"addressees__0__choice": "address:minister", "addressees__0__address": address}
    press(editor, number, "make", **READY, **typed)

    with demonstration.reading() as session:
        minister = session.scalars(select(Authority).filter_by(slug="minister")).one()
        held = [(each.lines[0], each.valid_to) for each in minister.addresses]
        contacts = [each.raw for each in minister.contacts]
    assert held == [("1 Long Street", None)]
    assert "minister@justice.example" in contacts


def test_somebody_with_another_name_there_is_found_by_words_and_shown(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    with demonstration.transaction() as session:
        text = AuthorityText(language="sq", name="Jane Roe-Poe", title="Ministre e Drejtësisë")
        session.add(an_authority("al-drejtesia", texts={"sq": text}, contacts=[]))
    before = page_of(editor, number)

    press(editor, number, "save", addressees__0__find="drejtesise")
    press(editor, number, "save", addressees__0__find="", addressees__0__choice="directory:al-drejtesia")

    assert "al-drejtesia" not in before
    assert re.search(r'value="directory:al-drejtesia"\s+id="[\w-]+"\s+checked', page_of(editor, number))


def test_two_rows_that_are_one_authority_are_refused(editor: FlaskClient, demonstration: Database, number: int) -> None:
    add_the_minister(demonstration)
    chosen = {"addressees__0__choice": "directory:minister", "addressees__1__choice": "directory:minister"}

    answer = press(editor, number, "make", **READY, **chosen)

    assert "This authority is an addressee already" in answer.text


def test_an_organisation_of_the_list_is_recognised_and_not_entered_twice(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    press(editor, number, "make", **READY)

    again = an_import(demonstration, SHEET.replace("UA 61/16", "UA 62/16"))
    chosen = {"addressees__0__choice": "new", "addressees__1__choice": "directory:al-prosecutor-general"}
    answer = press(editor, again, "make", **chosen)

    assert answer.location == f"/desk/actions/{SLUG}-2"
    assert count(demonstration, Organisation) == 6


def test_an_appeal_of_a_case_that_has_an_action_is_told(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    press(editor, number, "make", **READY)

    page = page_of(editor, an_import(demonstration))

    assert "There is an action of this case already" in page
    assert f'href="/desk/actions/{SLUG}"' in page


def test_whoever_saves_after_the_action_was_made_is_told_and_keeps_their_words(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    form = form_in(page_of(editor, number))
    press(editor, number, "make", **READY)

    answer = press(editor, number, "make", form, basics__title="Typed too late")

    assert (answer.status_code, "has become the action" in answer.text) == (409, True)
    assert form_in(answer.text)["basics-title"] == "Typed too late"
    assert count(demonstration, Action) == 6


def test_whoever_saves_what_was_discarded_gets_their_words_back(editor: FlaskClient, number: int) -> None:
    form = form_in(page_of(editor, number))
    editor.post(f"/desk/import/{number}/discard", data={"desk_key": form["desk_key"]})

    answer = press(editor, number, "save", form, basics__title="Typed too late")

    assert answer.status_code == 410
    assert "Typed too late" in answer.text


def test_the_source_of_an_action_cannot_be_discarded(editor: FlaskClient, demonstration: Database, number: int) -> None:
    key = form_in(page_of(editor, number))["desk_key"]
    press(editor, number, "make", **READY)

    answer = editor.post(f"/desk/import/{number}/discard", data={"desk_key": key})

    assert (answer.status_code, count(demonstration, ImportedDraft)) == (409, 1)


def test_signed_out_while_typing_loses_nothing(
    app: Flask, demonstration: Database, editor: FlaskClient, number: int
) -> None:
    form = form_in(page_of(editor, number))
    form["basics-title"] = "Typed while signed out"

    handed_back = app.test_client().post(f"/desk/import/{number}", data=form)
    again = client_of(app, demonstration, CoordinatorRole.EDITOR).post(f"/desk/import/{number}", data=form)

    assert (handed_back.status_code, "Typed while signed out" in handed_back.text) == (401, True)
    assert (again.status_code, form_in(again.text)["basics-title"]) == (403, "Typed while signed out")
    assert form_in(page_of(editor, number))["basics-title"] == "JOURNALIST HELD WITHOUT CHARGE"


def test_a_form_that_was_tampered_with_breaks_nothing(
    editor: FlaskClient, demonstration: Database, number: int
) -> None:
    form = form_in(page_of(editor, number))
    form["base"] = "not a base"
    answer = press(editor, number, "save", form, addressees__0__choice="directory:\x00", basics__title="A\x00B")

    with demonstration.reading() as session:
        draft = from_json(session.get_one(ImportedDraft, number).reviewed)
    assert answer.status_code == 303
    assert (draft.basics["title"], draft.rows["addressees"][0]["choice"]) == ("AB", "")
    assert editor.post(f"/desk/import/{number}", data={"desk_key": form["desk_key"]}).status_code == 400
    assert cards_of(page_of(editor, number), "demands") == 3


def test_a_single_field_that_weak_signs_told_says_so_and_still_does_when_saved(
    editor: FlaskClient, demonstration: Database
) -> None:
    """The body is told by its place alone: between the office and the street, without a word for what it is."""
    sheet = SHEET.replace("Jane Roe\nMinistry of Justice\n", "Jane Roe\nOld Exchange\n")
    number = an_import(demonstration, sheet)
    weak = "weak evidence: check it"

    def said() -> list[str]:
        page = page_of(editor, number)
        cards = re.split(r'(?=<(?:input|textarea|select)[^>]* id="addressees-0-)', page)
        return re.findall(r'id="(addressees-0-\w+)"', " ".join(card.split(">")[0] for card in cards if weak in card))

    assert said() == ["addressees-0-organisation"]
    press(editor, number, "save")
    assert said() == ["addressees-0-organisation"]
