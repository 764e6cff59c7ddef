"""HTML pages: the main content as text, with its lists and line breaks, and without menus, scripts and banners."""

import re

from campaign.importer.reading.page import PageReader
from campaign.importer.reading.plain_text import decoded

CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
ENOUGH = 200  # characters of a main part, so that it is taken for the whole
SENTENCE = re.compile(r"[^\W\d_]{3,}")


def html_text(content: bytes) -> str:
    """Return the text of a page: of its <main> or <article> if it has one, else of its body."""
    stated = CHARSET.search(content[:4096])
    return page_text(decoded(content, stated[1].decode("ascii") if stated else None))


def page_text(page: str) -> str:
    """Return the text of a page that is decoded already."""
    for only in ("main", "article", None):
        if only and f"<{only}" not in page.casefold():
            continue
        text = _shown(page, only)
        if only is None:
            return text
        if len(text) >= ENOUGH:
            # Whoever publishes the page says so at its foot.
            return f"{text}\n\n{_shown(page, 'footer')}".strip("\n")
    return ""


def _shown(page: str, only: str | None) -> str:
    reader = PageReader(only)
    reader.feed(page)
    reader.close()
    return reader.text()
