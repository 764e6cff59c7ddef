"""What a browser would post from the form of a section, read from the page's HTML."""

from html.parser import HTMLParser


class PostedForm(HTMLParser):
    """The fields of the form with the id `section`, as they are when the page opens."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside = False
        self._textarea = self._select = ""
        self._text: list[str] = []
        self._chosen: list[str] = []
        self._first = ""
        self._is_multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._inside = given.get("id") == "section"
        if not self._inside:
            return
        if tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.fields.setdefault(name, []).append(value)
        elif tag == "textarea":
            self._textarea, self._text = name, []
        elif tag == "select":
            self._select, self._chosen, self._first = name, [], ""
        elif tag == "option":
            self._first = self._first or value
            self._chosen += [value] if "selected" in given else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._textarea:
            text = "".join(self._text).replace("\r\n", "\n").removeprefix("\n")
            self.fields.setdefault(self._textarea, []).append(text)
            self._textarea = ""
        elif tag == "select" and self._select:
            self.fields.setdefault(self._select, []).extend(self._chosen or [self._first])
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)


def form_on(page: str) -> dict[str, list[str]]:
    """Return the fields that the section's form on a page would post."""
    parser = PostedForm()
    parser.feed(page)
    assert parser.fields
    return parser.fields
