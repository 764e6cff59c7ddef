"""What a browser would post from the forms of a page, read from its HTML."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = dict[str, list[str]]


@dataclass
class PageForm:
    """A form as it is when the page opens: where it goes, what its fields hold, and what some of them offer."""

    id: str
    action: str
    method: str
    fields: Fields = field(default_factory=dict)
    offered: Fields = field(default_factory=dict)  # by ticks and lists

    def has(self, *names: str) -> bool:
        """Whether it has any of these fields."""
        return any(name in self.fields or name in self.offered for name in names)

    def filled(self, values: Mapping[str, str | bool | Iterable[str]]) -> Fields:
        """What it posts once somebody typed, ticked and chose this; fails for what is not on the page."""
        fields = dict(self.fields)
        for name, value in values.items():
            assert self.has(name), f"there is no field {name}"
            if isinstance(value, bool):
                chosen = self.offered[name] if value else []
            elif isinstance(value, str):
                chosen = [value.replace("\n", "\r\n")]
            else:
                chosen = list(value)
            assert name not in self.offered or set(chosen) <= set(self.offered[name]), f"{name} does not offer {chosen}"
            fields[name] = chosen
        return fields


class PostedForms(HTMLParser):
    """The forms of a page, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._textarea = self._select = ""
        self._text: list[str] = []
        self._chosen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._form = PageForm(given.get("id", ""), given.get("action", ""), given.get("method", "get"))
            self.forms.append(self._form)
        if self._form is None:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and name:
            is_offer = given.get("type") in ("checkbox", "radio")
            if is_offer:
                self._form.offered.setdefault(name, []).append(value)
            if not is_offer or "checked" in given:
                self._form.fields.setdefault(name, []).append(value)
        elif tag == "textarea":
            self._textarea, self._text = name, []
        elif tag == "select":
            self._select, self._chosen = name, []
            self._form.offered[name] = []
        elif tag == "option":
            self._form.offered[self._select].append(value)
            self._chosen += [value] if "selected" in given else []

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._textarea:
            text = "".join(self._text).replace("\r\n", "\n").removeprefix("\n")
            self._form.fields.setdefault(self._textarea, []).append(text)
            self._textarea = ""
        elif tag == "select":
            self._form.fields.setdefault(self._select, []).extend(self._chosen or self._form.offered[self._select][:1])
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)


def forms_on(page: str) -> list[PageForm]:
    """Return the forms of a page."""
    parser = PostedForms()
    parser.feed(page)
    return parser.forms


def form_on(page: str, name: str = "section") -> Fields:
    """Return the fields that the form with an id on a page would post, by default the section's."""
    (found,) = (form for form in forms_on(page) if form.id == name)
    return found.fields
