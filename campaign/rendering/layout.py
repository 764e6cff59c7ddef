"""WeasyPrint, set up once: our fonts alone, nothing fetched, and every complaint an error."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import get_ident
from typing import Any

from campaign.errors import CannotRender
from campaign.paths import LETTERS
from campaign.rendering.fontconfig import our_fonts_only
from campaign.rendering.papers import Paper

TAGGED = {"pdf_variant": "pdf/ua-1"}
WITHIN = ("data:image/png;base64,", "data:image/svg+xml;base64,")


@dataclass(frozen=True)
class LaidOut:
    """A letter with its pages, before it is written: a weasyprint.Document and what its tags must say."""

    document: Any
    language: str
    parts: tuple[str, ...]  # languages of the parts in another one, in their order

    @property
    def pages(self) -> Sequence[Any]:
        """The pages."""
        pages: Sequence[Any] = self.document.pages
        return pages


def lay_out(html: str, stylesheet: str, paper: Paper, *further: str) -> LaidOut:
    """Return HTML made from our own templates, laid out with stylesheets of ours.

    A part in another language stands in a `section` of its own with a `lang`. Raises CannotRender if anything at all
    is wrong with it.
    """
    weasyprint, font_config, fetcher = load_engine()
    with complaints_are_errors():
        source = weasyprint.HTML(string=html, url_fetcher=fetcher)
        document = source.render(stylesheets=[_css((stylesheet, *further), paper)], font_config=font_config, **TAGGED)
    root = source.etree_element
    return LaidOut(document, root.get("lang"), tuple(part.get("lang") for part in root.iter("section")))


def joint_pdf(laid_out: Sequence[LaidOut]) -> bytes:
    """Return what was laid out as one tagged PDF; each letter keeps its language and the count of its own pages."""
    from campaign.rendering.tagging import finish_tags

    letters = [each.language for each in laid_out for _ in each.pages]
    parts = [part for each in laid_out for part in each.parts]
    with complaints_are_errors():
        joint = laid_out[0].document.copy([page for each in laid_out for page in each.pages])
        content: bytes = joint.write_pdf(finisher=lambda _, pdf: finish_tags(pdf, letters, parts), **TAGGED)
    return content


@contextmanager
def complaints_are_errors() -> Iterator[None]:
    """Raise CannotRender for what WeasyPrint would only log in this thread: a bad rule, a refused file."""
    complaints: list[str] = []
    here = get_ident()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == here:
                complaints.append(record.getMessage())

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    if complaints:
        raise CannotRender(f"The letter could not be laid out as it should be: {complaints[0]}.")


@cache
def load_engine() -> tuple[Any, Any, Any]:
    """Import WeasyPrint, which takes about a second, when the first letter needs it."""
    # A variable font is made static for each file, and the moment of that would be written into it: give it none.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        with our_fonts_only():
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcher

            font_config = FontConfiguration()
    except OSError as error:
        raise CannotRender(
            f"Letters cannot be laid out on this machine, because a system library is missing ({error}). "
            "On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        ) from error

    class NoFetching(URLFetcher):  # type: ignore[misc,unused-ignore]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(WITHIN):  # a signature, which the letter's own HTML holds
                return super().fetch(url, headers)
            raise ValueError(f"letters load nothing, not even {url}")

    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    return weasyprint, font_config, NoFetching()


@cache
def _css(stylesheets: tuple[str, ...], paper: Paper) -> Any:
    weasyprint, font_config, fetcher = load_engine()
    text = "".join((LETTERS / name).read_text("utf-8") for name in ("body.css", *stylesheets))
    with complaints_are_errors():
        return weasyprint.CSS(string=f"{paper.page_rule}\n{text}", font_config=font_config, url_fetcher=fetcher)
