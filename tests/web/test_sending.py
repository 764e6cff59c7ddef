"""Faxes, e-mails and the ZIP in the browser: what is posted becomes the right file, or a page that helps."""

import email
import email.policy
import html
import io
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from PIL import Image
from sqlalchemy import select

from campaign.db import Database
from campaign.errors import TooBusy
from campaign.models import Action, AuthorityText
from campaign.models.vocabulary import Channel, ContactKind, OrganisationMention
from campaign.services.directory import add_contacts, find_authority, refuse_channels
from campaign.services.publishing import publish
from campaign.settings import Settings, load_settings
from campaign.web.supporter.making import RENDERER
from tests.conftest import LOADED_AT
from tests.factories import a_log
from tests.web.test_writing import TYPED, kept_words

SLUG = "kalyapin-attacked-and-threatened"
AT = f"/actions/{SLUG}"
WRITTEN = {**TYPED, "country": "BE", "to": ["1", "2"], "revision": "2"}


@pytest.fixture
def settings(demonstration: Database, tmp_path: Path) -> Settings:
    """Settings with a fax service; the action with an e-mail address is open, and an embassy has one too."""
    with demonstration.transaction() as session:
        embassy = find_authority(session, "ru-embassy-brussels")
        log = a_log(session, tmp_path)
        add_contacts(embassy, ContactKind.EMAIL, "embassy@state.example", source="test", day=LOADED_AT.date(), log=log)
        again_published(session)
    return load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_FAX_PATTERN": "{digits}@fax.example"})


def again_published(session, **changes) -> None:
    action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
    action.late_letters_allowed = True
    for name, value in changes.items():
        setattr(action, name, value)
    publish(session, action, LOADED_AT)


def draft_of(answer):
    assert answer.mimetype == "message/rfc822", answer.text
    return email.message_from_bytes(answer.data, policy=email.policy.default)


def test_the_best_way_comes_first_with_its_reason(client: FlaskClient) -> None:
    page = client.post(f"{AT}/write", data=WRITTEN).text

    cards = page.split('<li class="card">')[1:]
    assert ["sending/fax/1" in cards[0], "sending/email/2" in cards[1], "sending/email/copy" in cards[2]] == [True] * 3
    assert "arrives today, on paper" in cards[0].split("<details>")[0]
    assert "It arrives today." in cards[1].split("<details>")[0]
    assert "The post may take too long." in cards[1].split("<details>")[1]
    assert "sending/email/1" not in page


def test_a_fax_page_says_how_to_reach_every_number(client: FlaskClient) -> None:
    slug = "kalyapin-judicial-harassment"

    page = html.unescape(client.post(f"/actions/{slug}/sending/fax/1", data={**TYPED, "country": "US"}).text)

    for words in (
        "1 page",
        "about 1 minute",
        "+7 495 606-51-73",
        "dialled from United States: 011 7 495 606-51-73",
        "+7 495 630-24-08",
        "dialled from United States: 011 7 495 630-24-08",
        "sendfax -n -m -d +74956065173 fax-1-president-of-the-russian-federation.tif",
        'value="{digits}@fax.example"',
    ):
        assert words in " ".join(page.split())


@pytest.mark.parametrize(
    ("choices", "pages", "size", "compression"),
    [
        ({}, 1, (1728, 2286), "group4"),
        ({"resolution": "standard", "coding": "g3", "cover": "y"}, 2, (1728, 1143), "group3"),
    ],
)
def test_a_fax_for_a_program_is_as_it_was_chosen(client: FlaskClient, choices, pages, size, compression) -> None:
    answer = client.post(f"{AT}/fax-tiff/1", data={**WRITTEN, **choices})

    image = Image.open(io.BytesIO(answer.data))
    assert answer.mimetype == "image/tiff"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fax-1-investigative-committee-chairman.tif"'
    assert (image.n_frames, image.size, image.info["compression"]) == (pages, size, compression)


def test_a_quality_that_is_not_offered_is_a_bad_request(client: FlaskClient) -> None:
    assert client.post(f"{AT}/fax-tiff/1", data={**WRITTEN, "resolution": "superb"}).status_code == 400


def test_an_e_mail_page_has_the_words_the_links_and_what_they_reveal(client: FlaskClient) -> None:
    page = html.unescape(client.post(f"{AT}/sending/email/2", data=WRITTEN).text)

    assert 'href="mailto:prgenproc@gov.ru?cc=embassy@state.example&subject=Igor%20Kalyapin"' in page
    assert "Dear Prosecutor General,\n\nI am writing to you" in page.replace("\r\n", "\n")
    assert "Opening one of these tells Google, Microsoft or Yahoo" in page
    assert 'href="https://mail.google.com/mail/?view=cm&fs=1&to=prgenproc%40gov.ru&cc=embassy%40state.example' in page
    assert page.count('rel="noreferrer noopener nofollow"') == 3
    assert "Souza" not in page.split("mail.google.com")[1].split("</ul>")[0]


def test_a_draft_goes_to_the_addressee_and_the_embassy_if_it_was_chosen(client: FlaskClient) -> None:
    with_copy = client.post(f"{AT}/email/2", data=WRITTEN)
    without = client.post(f"{AT}/email/2", data={key: value for key, value in WRITTEN.items() if key != "copies"})
    to_embassy = client.post(f"{AT}/email/copy", data=WRITTEN)

    assert with_copy.headers["Content-Disposition"] == 'attachment; filename="email-2-prosecutor-general.eml"'
    assert (draft_of(with_copy)["To"], draft_of(with_copy)["Cc"]) == ("prgenproc@gov.ru", "embassy@state.example")
    assert "Cc" not in draft_of(without)
    assert (draft_of(to_embassy)["To"], draft_of(to_embassy)["Cc"]) == ("embassy@state.example", None)
    assert "For information: copy of my letters of" in draft_of(to_embassy).get_content()


def test_a_draft_carries_the_letter_if_that_was_ticked(client: FlaskClient) -> None:
    (part,) = draft_of(client.post(f"{AT}/email/2", data={**WRITTEN, "attach": "y"})).iter_attachments()

    assert part.get_filename() == "letter.pdf"
    assert part.get_content().startswith(b"%PDF")


def test_a_fax_service_gets_a_draft_to_the_number_that_was_chosen(client: FlaskClient) -> None:
    asked = {**TYPED, "number": "+74956302408", "pattern": "FAX=+{digits}@gateway.example"}

    answer = client.post("/actions/kalyapin-judicial-harassment/sending/fax-service/1", data=asked)

    assert draft_of(answer)["To"] == "FAX=+74956302408@gateway.example"
    assert [part.get_filename() for part in draft_of(answer).iter_attachments()] == ["fax.pdf"]
    assert answer.headers["Content-Disposition"].endswith('president-of-the-russian-federation.eml"')


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pattern": "fax@fax.example"}, "is no pattern for a fax service"),
        ({"pattern": "{digits}@fax example"}, "is no e-mail address"),
        ({"number": "+1900555"}, "Choose one of the numbers"),
        ({"number": ""}, "Choose one of the numbers"),
    ],
)
def test_a_wrong_fax_service_is_told_and_every_word_stays(client: FlaskClient, changes, said: str) -> None:
    asked = {**TYPED, "number": "+74956302408", "pattern": "{digits}@fax.example", **changes}

    answer = client.post("/actions/kalyapin-judicial-harassment/sending/fax-service/1", data=asked)

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert said in page
    assert set(kept_words(answer.text)["own_words"]) == {TYPED["own_words"]}
    assert f'value="{asked["pattern"]}"' in page


@pytest.mark.parametrize("way", ["email/1", "sending/email/1", "fax/9", "sending/fax/copy"])
def test_a_way_that_is_not_there_makes_nothing(client: FlaskClient, way: str) -> None:
    data = {key: value for key, value in WRITTEN.items() if key != "copies"}

    answer = client.post(f"{AT}/{way}", data=data)

    assert answer.status_code in (404, 422)
    assert answer.mimetype == "text/html"
    if answer.status_code == 422:
        assert "Addressee 1 has no e-mail address" in answer.text
        assert 'value="Ana Souza"' in answer.text


def test_what_an_office_refuses_is_said_and_not_offered(
    client: FlaskClient, demonstration: Database, tmp_path: Path
) -> None:
    with demonstration.transaction() as session:
        log = a_log(session, tmp_path)
        refuse_channels(find_authority(session, "ru-prosecutor-general"), [Channel.EMAIL], log=log)
        again_published(session)

    page = client.post(f"{AT}/write", data={**WRITTEN, "revision": "3"}).text

    assert "This office takes no e-mails." in page
    assert "sending/email/2" not in page


def test_everything_comes_in_one_file_under_neutral_names(client: FlaskClient) -> None:
    answer = client.post(f"{AT}/everything", data=WRITTEN)

    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letters.zip"'
    assert sorted(files) == [
        "email-2-prosecutor-general.eml",
        "fax-1-investigative-committee-chairman.pdf",
        "fax-1-investigative-committee-chairman.tif",
        "fax-2-prosecutor-general.pdf",
        "fax-2-prosecutor-general.tif",
        "fax-copy-ambassador.pdf",
        "fax-copy-ambassador.tif",
        "how-to-send.txt",
        "letter-1-investigative-committee-chairman.pdf",
        "letter-2-prosecutor-general.pdf",
        "letter-copy-ambassador.pdf",
    ]
    how_to = files["how-to-send.txt"].decode("utf-8-sig")
    assert "+7 499 265-90-77 (dialled from Belgium: 00 7 499 265-90-77)" in how_to
    assert "\r\n- By e-mail: It arrives today.\r\n    prgenproc@gov.ru\r\n" in how_to
    assert "&" not in how_to
    assert "It gets a copy of each e-mail that you send." in how_to
    assert "A past case, shown as a demonstration: please do not send letters." in how_to
    assert b"embassy@state.example" in files["email-2-prosecutor-general.eml"]
    for name, content in files.items():
        assert not re.search(rb"Amnesty|315/14|EUR 46|localhost|Letters for people in danger", content), name


def test_all_letters_in_one_file_leave_out_whom_the_post_does_not_reach(
    client: FlaskClient, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        authority = find_authority(session, "ru-prosecutor-general")
        authority.addresses.clear()
        again_published(session)
    data = {**WRITTEN, "revision": "3"}

    answer = client.post(f"{AT}/print/all", data=data)
    alone = client.post(f"{AT}/print/2", data=data)

    assert answer.mimetype == "application/pdf"
    assert (alone.status_code, "Addressee 2 has no postal address" in alone.text) == (422, True)


def test_the_last_day_can_be_kept_and_the_site_is_not_named(client: FlaskClient, demonstration: Database) -> None:
    answer = client.get("/actions/kalyapin-attacked-in-grozny/last-day.ics")

    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert answer.mimetype == "text/calendar"
    assert event["summary"] == "Last day for letters: Igor Kalyapin"
    assert b"localhost" not in answer.data
    assert client.get("/actions/kalyapin-judicial-harassment/last-day.ics").status_code == 404

    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-in-grozny")).one()
        action.organisation_mention = OrganisationMention.ALLOW
        publish(session, action, LOADED_AT)
    named = client.get("/actions/kalyapin-attacked-in-grozny/last-day.ics").data
    assert b"http://localhost/actions/kalyapin-attacked-in-grozny" in named.replace(b"\r\n ", b"")


def test_an_update_or_a_stop_reaches_the_pages_for_sending_too(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        again_published(session)

    answers = [client.post(f"{AT}/{way}", data=WRITTEN) for way in ("sending/fax/1", "sending/email/2", "everything")]

    assert [answer.status_code for answer in answers] == [409] * 3
    assert all("As a nurse, I worry." in answer.text for answer in answers)


def test_a_mission_that_is_not_known_in_the_letters_language_stops_no_letter(
    client: FlaskClient, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        embassy = find_authority(session, "ru-embassy-brussels")
        embassy.texts["ru"] = AuthorityText(language="ru", title="Посол")
        del embassy.texts["en"]

    page = client.post(f"{AT}/write", data=WRITTEN)

    assert page.status_code == 200
    assert "Permanent Mission" in page.text  # the next that answers for the country


def test_a_name_that_no_font_has_can_still_be_sent_by_e_mail(client: FlaskClient) -> None:
    typed = {**WRITTEN, "to": ["2"], "name": "สมชาย Lee"}

    reachable = client.post(f"{AT}/write", data={key: value for key, value in typed.items() if key != "copies"})
    unreachable = client.post(f"{AT}/write", data={**typed, "to": ["1"]})

    assert reachable.status_code == 200
    assert "The letter cannot show “ส”" in reachable.text
    assert "sending/email/2" in reachable.text
    assert "/print/2" not in reachable.text
    assert unreachable.status_code == 422
    assert re.search(r'id="name-wrong">The letter cannot show “ส”', unreachable.text)


def test_trying_again_keeps_what_was_chosen_for_the_file(app: Flask, client: FlaskClient) -> None:
    class Busy:
        def make(self, *_: object) -> None:
            raise TooBusy("Too many letters are being made at this moment.")

    app.extensions[RENDERER] = Busy()

    page = client.post(f"{AT}/fax-tiff/1", data={**WRITTEN, "resolution": "standard", "coding": "g3", "cover": "y"})

    kept = kept_words(page.text)
    assert page.status_code == 503
    assert [kept[name] for name in ("resolution", "coding", "cover")] == [["standard"], ["g3"], ["y"]]


def test_where_no_prefix_for_calls_abroad_is_known_the_page_says_what_to_do(client: FlaskClient) -> None:
    page = client.post(f"{AT}/sending/fax/1", data={**WRITTEN, "country": "BR"}).text

    assert "from Brazil: your prefix for calls abroad, then 7 499 265-90-77" in page
