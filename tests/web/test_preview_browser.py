"""A preview in real browsers: the editor's makes the link, another one without an account takes a specimen away."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from campaign.db import Database
from campaign.services.accounts.demonstration import demonstration_link
from tests.web.look import look_at
from tests.web.test_browser import fill_in

SLUG = "kalyapin-attacked-in-grozny"


@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1440, "dark")])
def test_an_editors_link_leads_somebody_else_to_a_specimen(
    browser: Browser, address: str, demonstration: Database, width: int, colours: str
) -> None:
    with demonstration.transaction() as session:
        token = demonstration_link(session, datetime.now(UTC))
    editor, family = (
        browser.new_context(viewport={"width": width, "height": 700}, color_scheme=colours).new_page() for _ in range(2)
    )
    editor.goto(f"{address}/desk/link/{token}")
    editor.get_by_role("button").first.click()
    editor.goto(f"{address}/desk/actions/{SLUG}")
    editor.get_by_role("link", name="Preview and rehearse").click()
    editor.get_by_label("It holds for").select_option("1 day")
    editor.get_by_role("button", name="Make a link").click()
    link = editor.get_by_label("Send this link").input_value()
    look_at(editor)

    family.goto(link)
    look_at(family)
    family.get_by_role("link", name="Write your letter").click()
    fill_in(family)
    look_at(family)
    family.get_by_role("button", name="Make my letters").click()
    family.get_by_role("heading", name=re.compile("ready")).wait_for()
    look_at(family)
    with family.expect_download() as download:
        family.get_by_role("button", name=re.compile("Letter to print")).first.click()
    editor.get_by_role("button", name="Take it back").click()
    editor.get_by_text("nobody outside the desk can see").wait_for()
    family.get_by_role("button", name="Change my words").click()
    family.get_by_role("heading", name="This preview cannot be opened").wait_for()
    look_at(family)

    assert download.value.suggested_filename.startswith("specimen-letter-1-")
    pages = pypdfium2.PdfDocument(Path(download.value.path()))
    assert all("SPECIMEN" in page.get_textpage().get_text_range() for page in pages)
    assert family.context.cookies() == []
    editor.context.close()
    family.context.close()
