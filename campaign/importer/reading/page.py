"""What a browser shows of a page, line by line: lists, breaks and cells, without what stands around the content."""

import re
from html.parser import HTMLParser

from campaign.importer.reading.grids import Grid

SILENT = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template svg nav aside button select iframe object video audio dialog head",
    )
)
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
PARAGRAPHS = frozenset(
    re.findall(
        r"\w+",
        "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote section article main address pre figure hr fieldset header",
    )
)
HEADING_LEVELS = {"h1": "# ", "h2": "## ", "h3": "### "}
LINES = frozenset({"div", "li", "tr", "dt", "dd", "caption", "legend", "figcaption"})
AROUND = re.compile(
    r"(?<![a-z])(?:cookies?|consent|gdpr|age-?(?:gate|check|verification)|share|sharing|social|newsletter|breadcrumbs?|menu|navbar|navigation|sidebar|popup|modal|related|comments?|skip-?link|site-?(?:footer|nav)|donate)(?![a-z])",
    re.IGNORECASE,
)
CELL = "\x02"  # stands before a cell until its row is whole
HEADINGS = 3  # in one row: so many head the columns of a table
LONG_CELL = 60  # characters of a cell that is no label for the next one


class PageReader(HTMLParser):
    """Writes what a page shows, a line each, as a reader would copy it."""

    def __init__(self, only: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self._only = only
        self._inside = 0
        self._open: list[tuple[str, bool]] = []  # elements, and whether each is silent
        self._silent = 0
        self._lists: list[int | None] = []  # the number reached in each open list, none for bullets
        self._lines: list[str] = [""]
        self._preformatted = 0
        self._row = 0  # the line in which the open row began
        self._grids: list[Grid] = []  # of the open tables
        self._headed = self._in_cell = False  # whether the open table has a row of headings, and a row of it is open

    def text(self) -> str:
        """Return the lines; no more than one blank between two."""
        lines = [line.strip("\t\n\r ") if not line.startswith("    ") else line.rstrip() for line in self._lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._break()
            return
        if tag in VOID:
            if tag == "hr":
                self._gap()
            return
        if tag in {"p", "li", "td", "tr", "dt", "dd"}:
            self._close_open(tag)
        silent = tag in SILENT or self._is_around(tag, values)
        self._open.append((tag, silent))
        self._silent += silent
        self._inside += tag == self._only
        if self._quiet():
            return
        self._begin(tag)
        if tag == "a" and values.get("href", "").startswith("mailto:"):
            self._address = values["href"].removeprefix("mailto:").split("?")[0]
            self._write("\x01")

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                for closed, silent in reversed(self._open[place:]):
                    self._end(closed, silent)
                del self._open[place:]
                return
        if tag == "p":
            self._gap()

    def handle_data(self, data: str) -> None:
        if self._quiet():
            return
        if self._preformatted:
            pieces = data.split("\n")
            self._lines[-1] += pieces[0]
            self._lines += pieces[1:]
        else:
            self._write(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _quiet(self) -> bool:
        return self._silent > 0 or (self._only is not None and not self._inside)

    def _is_around(self, tag: str, values: dict[str, str]) -> bool:
        if tag in {"body", "html", "main", "article", "footer"}:
            return False
        named = f"{values.get('class', '')} {values.get('id', '')}"
        hidden = "hidden" in values or "display:none" in values.get("style", "").replace(" ", "")
        return hidden or (len(named) < 200 and AROUND.search(named.replace("_", "-")) is not None)

    def _close_open(self, tag: str) -> None:
        """Close an element that the page left open: a paragraph ends where the next begins."""
        barriers = {
            "li": {"ul", "ol"},
            "td": {"tr", "table"},
            "tr": {"table"},
            "p": {"div", "li", "td", "section", "article", "main", "body", "blockquote"},
        }.get(tag, {"dl"})
        for open_tag, _ in reversed(self._open):
            if open_tag in barriers:
                return
            if open_tag == tag:
                self.handle_endtag(tag)
                return

    def _begin(self, tag: str) -> None:
        if tag in PARAGRAPHS and not (tag in {"ul", "ol"} and self._lists):
            self._gap()
        elif tag in LINES:
            self._break_if_begun()
        if tag == "table":
            self._grids.append(Grid())
        if tag == "tr":
            self._row = len(self._lines) - 1
            if self._grids:
                self._grids[-1].begin_row()
        if tag in {"ul", "ol"}:
            self._break_if_begun()
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag == "th" or (tag == "td" and self._headed):
            self._in_cell = self._headed
            self._lines[-1] += CELL
        elif tag == "td":
            self._begin_cell()
        elif tag == "pre":
            self._preformatted += 1
        if tag in HEADING_LEVELS and not self._lines[-1]:
            self._lines[-1] = HEADING_LEVELS[tag]

    def _begin_cell(self) -> None:
        grid = self._grids[-1] if self._grids else Grid()
        if self._lines[-1].strip():
            grid.tall = grid.tall or self._tall_cell()
            self._lines[-1] += "  "
            if len(self._lines[-1]) > LONG_CELL or grid.tall:
                self._gap()
        grid.begin_cell(len(self._lines) - 1)

    def _tall_cell(self) -> bool:
        """Whether the cell before this one had several lines, as an address beside another has."""
        return len([line for line in self._lines[self._row :] if line.strip()]) > 1

    def _end(self, tag: str, silent: bool) -> None:
        quiet = self._quiet()
        self._silent -= silent
        self._inside -= tag == self._only
        if tag == "pre" and self._preformatted:
            self._preformatted -= 1
        if tag in {"ul", "ol"} and self._lists and not quiet:
            self._lists.pop()
        if quiet:
            return
        if tag == "a" and "\x01" in self._lines[-1]:
            head, _, shown = self._lines[-1].rpartition("\x01")
            self._lines[-1] = head + (shown if "@" in shown else self._address)
        if tag == "tr":
            self._end_row()
        if tag == "table":
            self._headed = False
            if self._grids:
                self._grids.pop().put_by_columns(self._lines)
        if tag in PARAGRAPHS and not (tag in {"ul", "ol"} and self._lists):
            self._gap()
        elif tag in LINES:
            self._break_if_begun()

    def _end_row(self) -> None:
        """Write a row of a table with headings as “| cell | cell |”; in others a heading stands before its cell."""
        cells = [cell.strip(" ,") for cell in self._lines[-1].split(CELL)[1:]]
        self._in_cell = False
        if not self._headed and len(cells) < HEADINGS:
            self._lines[-1] = re.sub(rf" *{CELL} *", "  ", self._lines[-1]).strip()
            return
        self._headed = True
        self._lines[-1] = f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        mark = f"{number + 1}." if number is not None else "•" if len(self._lists) < 2 else "–"
        self._lines[-1] += "    " * max(0, len(self._lists) - 1) + mark + " "

    def _write(self, text: str) -> None:
        if text.strip() or (self._lines[-1] and not self._lines[-1].endswith(" ")):
            self._lines[-1] += (
                text if self._lines[-1].strip() else (self._lines[-1] + text.lstrip(" "))[len(self._lines[-1]) :]
            )

    def _break(self) -> None:
        if self._in_cell:
            self._go_on_in_cell()
        elif not self._quiet():
            self._lines.append("")

    def _go_on_in_cell(self) -> None:
        if not self._lines[-1].rstrip().endswith((CELL, ",")):
            self._lines[-1] = f"{self._lines[-1].rstrip()}, "

    def _break_if_begun(self) -> None:
        if self._in_cell:
            self._go_on_in_cell()
            return
        if self._lines[-1].strip() and not re.fullmatch(r"\s*(?:\d+\.|[•–])\s*", self._lines[-1]):
            self._lines.append("")

    def _gap(self) -> None:
        if re.fullmatch(r"\s*(?:\d+\.|[•–])\s*", self._lines[-1]):
            return  # the first paragraph of an item stands behind its mark
        self._break_if_begun()
        if not self._in_cell and len(self._lines) > 1 and self._lines[-2].strip():
            self._lines.append("")
