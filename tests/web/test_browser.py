"""The pages in a real browser: readable at every width, with nothing for axe to report, and nothing asked elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

PATHS = [
    "/",
    "/actions/kalyapin-judicial-harassment",
    "/actions/kalyapin-attacked-and-threatened",
    "/actions/nothing",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1440, "dark")])
def test_a_page_is_accessible_fits_the_screen_and_stays_at_home(
    browser: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path)

    report = Axe().run(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert report.violations_count == 0, report.generate_report()
    assert overflow == 0
    assert all(url.startswith(address) for url in asked)


def test_the_way_from_the_list_to_an_action_needs_no_script_and_no_mouse(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    for _ in range(3):  # skip link, site name, first action
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions/*")

    assert page.get_by_role("heading", level=1).inner_text() == "Igor Kalyapin attacked in Grozny"
    context.close()
