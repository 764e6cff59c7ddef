"""The letter by a headless Chromium whose page is kept: the same HTML as WeasyPrint's, tagged."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.browser import CHROMIUM, chromium
from bench.peers.by_weasyprint import html, style
from bench.peers.contestant import Contestant
from campaign.merging.letter import MergedLetter
from campaign.rendering.fontconfig import our_fonts_only


@contextmanager
def by_chromium() -> Iterator[tuple[Contestant, ...]]:
    """Yield Chromium, a letter at a time; raises ImportError where it is not installed."""
    if not Path(CHROMIUM).exists():
        raise ImportError(CHROMIUM)
    styles = f"<style>{style()}</style></head>"
    with our_fonts_only(), chromium() as browser:
        page = browser.new_page()

        def ready(letter: MergedLetter) -> str:
            return html(letter).replace("</head>", styles)

        def make(pages: Sequence[str]) -> bytes:
            (content,) = pages
            page.set_content(content)
            return page.pdf(prefer_css_page_size=True, tagged=True)

        yield (Contestant("chromium_letter", "Chromium, a letter at a time", ready, make, files=10),)
