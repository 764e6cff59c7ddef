"""WeasyPrint, set up once: our fonts alone, nothing fetched, and every complaint an error."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from threading import get_ident
from typing import Any

from campaign.errors import CannotRender
from campaign.paths import LETTERS
from campaign.rendering.fonts import our_fonts_only
from campaign.rendering.papers import Paper

TAGGED = {"pdf_variant": "pdf/ua-1"}


def lay_out(html: str, stylesheet: str, paper: Paper) -> Any:
    """Return HTML made from our own templates as a weasyprint.Document, laid out with one of our stylesheets.

    Raises CannotRender if anything at all is wrong with it.
    """
    weasyprint, font_config, fetcher = load_engine()
    with complaints_are_errors():
        source = weasyprint.HTML(string=html, url_fetcher=fetcher)
        return source.render(stylesheets=[_css(stylesheet, paper)], font_config=font_config, **TAGGED)


def joint_pdf(laid_out: Sequence[Any]) -> bytes:
    """Return what was laid out as one tagged PDF; each letter keeps the count of its own pages."""
    with complaints_are_errors():
        joint = laid_out[0].copy([page for document in laid_out for page in document.pages])
        content: bytes = joint.write_pdf(**TAGGED)
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
            raise ValueError(f"letters load nothing, not even {url}")

    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    return weasyprint, font_config, NoFetching()


@cache
def _css(stylesheet: str, paper: Paper) -> Any:
    weasyprint, font_config, fetcher = load_engine()
    text = "".join((LETTERS / name).read_text("utf-8") for name in ("body.css", stylesheet))
    with complaints_are_errors():
        return weasyprint.CSS(string=f"{paper.page_rule}\n{text}", font_config=font_config, url_fetcher=fetcher)
