"""Draws the pictures of the docs anew: the letter as it is printed, and the pages as a browser shows them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import pypdfium2
from playwright.sync_api import Page

from bench.browser import chromium
from bench.stage import demonstration, served
from campaign.db import Database
from campaign.merging.supporter import read_supporter
from campaign.paths import HOME
from campaign.rendering.fax import fax_pdf
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.scan import Resolution, scan
from campaign.services.actions import find_action
from campaign.services.letters import choose_addressees, write_letters
from campaign.settings import Settings

PICTURES = HOME / "docs" / "pictures"
SENDER: dict[str, Any] = {
    "name": "Maria Novak",
    "address_lines": ["Hauptstraße 12", "10115 Berlin"],
    "country": "DE",
    "place": "Berlin",
    "own_words": "As a teacher I tell my pupils that those who help victims of torture deserve protection.",
}
PAGES: dict[str, tuple[str, int, Literal["light", "dark"]]] = {  # file: path, width in px, colours
    "actions-phone": ("/", 320, "light"),
    "action-wide": ("/actions/kalyapin-attacked-in-grozny", 1440, "light"),
    "action-dark": ("/actions/kalyapin-attacked-in-grozny", 768, "dark"),
    "write-phone": ("/actions/kalyapin-attacked-in-grozny/write", 390, "light"),
}


def draw_letter(settings: Settings, on_paper: Path, by_fax: Path) -> None:
    """Draw the first page of a letter of the demonstration: on paper at 100 dpi, and as a coarse fax arrives."""
    supporter = read_supporter(SENDER)
    with Database(settings.database).reading() as session:
        found = find_action(session, "UA 315/14", datetime.now(UTC), date(2015, 1, 5))
    choice = choose_addressees(found.published, {1}, supporter.country)
    letters = write_letters(found, choice, supporter, "en")
    page = pypdfium2.PdfDocument(print_pdf(letters, PAPERS["a4"]).content)[0]
    page.render(scale=100 / 72).to_pil().save(on_paper, optimize=True)
    fax = scan(fax_pdf(letters, PAPERS["a4"]).content, Resolution.STANDARD)[0]
    fax.resize((fax.width, fax.height * 2)).resize((fax.width // 2, fax.height)).save(by_fax, optimize=True)


def draw_pages(settings: Settings, folder: Path) -> None:
    """Draw pages as they stand in full on a screen."""
    with served(settings) as address, chromium() as browser:
        for name, (path, width, colours) in PAGES.items():
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=colours)
            page.goto(address + path)
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            if name == "write-phone":
                draw_result(page, folder / "letters-phone.png")
            page.close()


def draw_result(page: Page, file: Path) -> None:
    """Fill in the form that is open, and draw what one can take away."""
    page.get_by_label("Your full name").fill(SENDER["name"])
    page.get_by_label("Your postal address").fill("\n".join(SENDER["address_lines"]))
    page.get_by_label("Your country").select_option(SENDER["country"])
    page.get_by_label("Where you write from").fill(SENDER["place"])
    page.get_by_role("button", name="Make my letters").click()
    page.get_by_role("heading", name="Your letter is ready").wait_for()
    page.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as staged:
        draw_letter(staged, PICTURES / "letter.png", PICTURES / "fax.png")
        draw_pages(staged, PICTURES)
