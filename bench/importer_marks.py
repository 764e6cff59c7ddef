"""How honest the importer is: of what it read wrongly and rightly, how much it marked as weak or doubted itself."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from bench.importer import PARTS, aligned, bare, without_article
from campaign.importer.importing import read_appeal
from campaign.importer.reading.reading import read_here
from tests.appeals.corpus import Appeal, appeals

SINGLE = ("title", "kind", "issue_date", "deadline", "country", "report_to")
SEVERAL = ("organisations", "languages")
OF_ADDRESSEES = ("name", "office", "organisation", "address_lines", "salutations")
Judged = tuple[str, bool, bool]  # field, whether it is right, whether it is marked


def importer_marks() -> None:
    """Print, a field and part of the appeals, what share of the wrong and of the right readings is marked."""
    for part in PARTS:
        counts = Counter(each for appeal in appeals(part) for each in _judged(appeal))
        print(f"\n{part}: share marked as weak or doubted\n{'field':<26} of the wrong   of the right")
        for field in dict.fromkeys(field for field, *_ in counts):
            shares = [_share(counts, field, right=right) for right in (False, True)]
            print(f"{field:<26} {shares[0]:>12}   {shares[1]:>12}")


def _share(counts: Counter[Judged], field: str, *, right: bool) -> str:
    marked, all_of_them = counts[field, right, True], counts[field, right, True] + counts[field, right, False]
    return f"{marked} of {all_of_them}"


def _judged(appeal: Appeal) -> Iterator[Judged]:
    draft = msgspec.to_builtins(read_appeal(read_here(appeal.content, appeal.file_name).text))
    wanted = msgspec.to_builtins(appeal.expected)
    doubted = {each["field"] for each in draft["doubts"]}
    weak = {path for path, each in draft["evidence"].items() if not each["sure"]} | doubted
    for field in SINGLE:
        if draft[field]:
            yield field, bare(draft[field]) == bare(wanted[field]), field in weak
    for field in SEVERAL:
        if draft[field]:
            same = sorted(map(without_article, draft[field])) == sorted(map(without_article, wanted[field]))
            yield field, same, field in weak
    for number, (one, other) in enumerate(aligned(draft["addressees"], wanted["addressees"])):
        place = draft["addressees"].index(one) if one else number
        for field in OF_ADDRESSEES if one else ():
            path = f"addressees.{place}"
            if one and one[field]:
                yield f"addressees.{field}", _same(one, other, field), not weak.isdisjoint({path, f"{path}.{field}"})


def _same(one: dict[str, Any], other: dict[str, Any] | None, field: str) -> bool:
    if other is None:
        return False
    if field == "address_lines":
        return bare(", ".join(one[field])) == bare(", ".join(other[field]))
    return bare(one[field]) == bare(other[field])
