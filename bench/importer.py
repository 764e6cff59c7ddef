"""How well the importer reads: precision and recall a field, over appeals whose drafts a person wrote down.

The tuning appeals are told with every miss; the held-out ones with their numbers alone, so that nobody tunes on them.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from bench.manglings import mangled
from bench.report import report
from campaign.importer.importing import read_appeal
from campaign.importer.reading.reading import read_here
from campaign.importer.words import plain
from tests.appeals.corpus import Appeal, appeals

PARTS: tuple[Literal["tuning", "held_out"], ...] = ("tuning", "held_out")
SINGLE = (
    *("title", "kind", "issue_date", "deadline", "deadline_rule", "last_valid_day", "deadline_wording"),
    *("after_deadline", "country", "text_language", "copies_to_missions", "report_to"),
)
SEVERAL = ("organisations", "codes", "languages", "missing")
PROSE = ("facts", "background")
OF_ADDRESSEES = ("name", "honorific", "office", "organisation", "country", "role")
NUMBERS = ("faxes", "phones")
CURVE = ("codes", "issue_date", "deadline", "demands", "addressees")
MOST_MANGLINGS = 4
COLUMNS = (60, 66, 72)
ALIKE = 0.3  # of their words: so much two addressees must share to be the same one


@dataclass
class Tally:
    """What was right, what was read though it is not there, and what was missed; `misses` tell which."""

    right: float = 0
    wrong: float = 0
    missed: float = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1

    @property
    def recall(self) -> float:
        """The share of what is there that was read."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1


Tallies = dict[str, Tally]


def importer() -> None:
    """Print precision and recall for both parts, the misses of the tuning part, what manglings cost, and the time."""
    for part in PARTS:
        tallies: Tallies = {}
        for appeal in appeals(part):
            judge(appeal, tallies)
        print(f"\n{part}: {len(appeals(part))} appeals\n{'field':<26} precision   recall")
        for name, tally in tallies.items():
            print(f"{name:<26} {tally.precision:>9.3f} {tally.recall:>8.3f}")
        if part == "tuning":
            for name, tally in tallies.items():
                for miss in tally.misses:
                    print(f"  {name}: {miss}")
    loss_curve()
    wrapping_curve()
    texts = sorted((read_here(each.content, each.file_name).text for each in appeals("tuning")), key=len)
    report(
        "reading one text",
        {
            "of median length": lambda: read_appeal(texts[len(texts) // 2]),
            "the longest": lambda: read_appeal(texts[-1]),
        },
    )


def loss_curve() -> None:
    """Print how recall falls with the number of manglings that a text went through."""
    print(f"\nafter manglings {' '.join(f'{name:>12}' for name in CURVE)}")
    for times in range(MOST_MANGLINGS + 1):
        tallies: Tallies = {}
        for appeal in appeals("tuning"):
            text = read_here(appeal.content, appeal.file_name).text
            judge(appeal, tallies, mangled(text, times, f"{appeal.name} {times}"))
        print(f"{times:>15} {' '.join(f'{tallies[name].recall:>12.3f}' for name in CURVE)}")


def wrapping_curve() -> None:
    """Print how recall changes when the lines of the tuning appeals are broken at a column, as mails do."""
    print(f"\nbroken at column {' '.join(f'{name:>12}' for name in CURVE)}")
    for column in COLUMNS:
        tallies: Tallies = {}
        for appeal in appeals("tuning"):
            lines = read_here(appeal.content, appeal.file_name).text.split("\n")
            judge(appeal, tallies, "\n".join(piece for line in lines for piece in wrapped(line, column)))
        print(f"{column:>16} {' '.join(f'{tallies[name].recall:>12.3f}' for name in CURVE)}")


def wrapped(line: str, column: int) -> list[str]:
    """Return a line broken at a column, its indent kept; rows of columns stay whole."""
    indent = line[: len(line) - len(line.lstrip())]
    if len(line) <= column or "   " in line.strip():
        return [line]
    return textwrap.wrap(line, column, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def judge(appeal: Appeal, tallies: Tallies, text: str | None = None) -> None:
    """Compare what the importer reads with what a person wrote down; `text` in the place of the appeal's own."""
    text = read_here(appeal.content, appeal.file_name).text if text is None else text
    draft = msgspec.to_builtins(read_appeal(text))
    wanted = msgspec.to_builtins(appeal.expected)

    def count(name: str, got: Sequence[str], expected: Sequence[str]) -> None:
        _count(tallies.setdefault(name, Tally()), got, expected, appeal.name)

    for name in SINGLE:
        count(name, _one(draft[name]), _one(wanted[name]))
    for name in SEVERAL:
        count(name, list(map(without_article, draft[name])), list(map(without_article, wanted[name])))
    for name in PROSE:
        _count_words(tallies.setdefault(name, Tally()), draft[name], wanted[name], appeal.name)
    _people(draft["people"], wanted["people"], count)
    count("demands", list(map(_demand, draft["demands"])), list(map(_demand, wanted["demands"])))
    _addressees(draft["addressees"], wanted["addressees"], count)
    doubted = {re.sub(r"\.\d+", "", each["field"]) for each in draft["doubts"]}
    count("doubts", sorted(doubted & set(wanted["doubts_on"])), wanted["doubts_on"])


def bare(text: object) -> str:
    """Return words as they are compared: without regard to case, quotes, and marks at their ends."""
    return re.sub(r"\s+", " ", plain(str(text)).casefold()).strip(" .,;:!")


def without_article(text: str) -> str:
    """Return words without the article before them, which makes no other organisation or role of them."""
    return re.sub(
        r"^(?:the |an? |la |le |les |l'|el |los |las |il |lo |un[ae]? |der |die |das |ein |eine |os? |as? |uma? )",
        "",
        bare(text),
    )


def _one(value: Any) -> list[str]:
    return [] if value in (None, False, "") else [str(value)]


def _count(tally: Tally, got: Sequence[str], expected: Sequence[str], where: str) -> None:
    had, want = Counter(map(bare, got)), Counter(map(bare, expected))
    tally.right += (had & want).total()
    for text in (had - want).elements():
        tally.wrong += 1
        tally.misses.append(f"{where}: read “{text}”")
    for text in (want - had).elements():
        tally.missed += 1
        tally.misses.append(f"{where}: missed “{text}”")


def _count_words(tally: Tally, got: str, expected: str, where: str) -> None:
    """Count words in the place of whole texts: a sentence too much costs what it has."""
    had, want = (Counter(re.findall(r"\w+", text.casefold())) for text in (got, expected))
    share = 1 / max(1, want.total(), had.total())
    right, wrong, missed = (had & want).total(), (had - want).total(), (want - had).total()
    tally.right, tally.wrong, tally.missed = (
        tally.right + right * share,
        tally.wrong + wrong * share,
        tally.missed + missed * share,
    )
    if wrong + missed > 0.03 * want.total() + 2:
        tally.misses.append(f"{where}: {wrong} words too much, {missed} missing, of {want.total()}")


def _demand(demand: dict[str, Any]) -> str:
    return " | ".join([demand["kind"], demand["text"], *(item["text"] for item in demand["items"])])


def _people(got: list[dict[str, Any]], expected: list[dict[str, Any]], count: Callable[..., None]) -> None:
    count("people", [each["name"] for each in got], [each["name"] for each in expected])
    by_name = {bare(each["name"]): each for each in got}
    for key in ("gender", "role"):
        pairs = [(by_name[bare(each["name"])], each) for each in expected if bare(each["name"]) in by_name]
        count(
            f"people.{key}",
            [f"{one['name']}: {without_article(one[key])}" for one, _ in pairs if one[key]],
            [f"{one['name']}: {without_article(other[key])}" for one, other in pairs if other[key]],
        )


def _addressees(got: list[dict[str, Any]], expected: list[dict[str, Any]], count: Callable[..., None]) -> None:
    pairs = list(aligned(got, expected))
    count(
        "addressees",
        [_head(one) for one, other in pairs if one and other]
        + [_head(one) for one, other in pairs if one and not other],
        [_head(one) if one else _head(other) for one, other in pairs if other],
    )
    for key in OF_ADDRESSEES:
        count(
            f"addressees.{key}",
            [str(one[key]) for one, _ in pairs if one and one[key]],
            [str(other[key]) for _, other in pairs if other and other[key]],
        )
    count(
        "addressees.address_lines",
        [", ".join(one["address_lines"]) for one, _ in pairs if one and one["address_lines"]],
        [", ".join(other["address_lines"]) for _, other in pairs if other and other["address_lines"]],
    )
    count(
        "addressees.salutations",
        [f"{key} {each}" for one, _ in pairs if one for key, each in one["salutations"].items()],
        [f"{key} {each}" for _, other in pairs if other for key, each in other["salutations"].items()],
    )
    for key in NUMBERS:
        count(
            f"addressees.{key}",
            [_number(each) for one, _ in pairs if one for each in one[key]],
            [_number(each) for _, other in pairs if other for each in other[key]],
        )
    for key in ("emails", "handles"):
        count(
            f"addressees.{key}",
            [each for one, _ in pairs if one for each in one[key]],
            [each for _, other in pairs if other for each in other[key]],
        )


def _head(one: dict[str, Any]) -> str:
    return f"{one['name']} / {one['office']} / {one['organisation']}"


def _number(number: dict[str, Any]) -> str:
    return f"{re.sub(r'[^0-9+]', '', number['raw'])} = {number['e164']}"


def aligned(
    got: list[dict[str, Any]], expected: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Yield what was read beside what is there, the likest with the likest; none where one side has nothing."""
    left = list(got)
    for other in expected:
        best = max(left, key=lambda one: _likeness(one, other), default=None)
        if best is not None and _likeness(best, other) >= ALIKE:
            left.remove(best)
            yield best, other
        else:
            yield None, other
    for one in left:
        yield one, None


def _likeness(one: dict[str, Any], other: dict[str, Any]) -> float:
    first, second = (
        set(
            re.findall(
                r"\w+",
                bare(
                    msgspec.json.encode(
                        [each[key] for key in ("name", "office", "organisation", "address_lines", "emails")]
                    ).decode()
                ),
            )
        )
        - {"null"}
        for each in (one, other)
    )
    return len(first & second) / max(1, min(len(first), len(second)), 0.6 * max(len(first), len(second)))
