"""A look at a page in a browser, as axe has it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def look_at(page: Page) -> None:
    """Nothing for axe to report, and nothing wider than the screen."""
    page.wait_for_load_state()  # with its styles: without them, contrast is another
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
