"""The deadline: the day as printed, whether that day still counts, and the words that say so."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from campaign.importer.document import Document, Sentence
from campaign.importer.fields.dates import FoundDate, dates_in, days_without_year
from campaign.importer.parts import Part
from campaign.importer.words import alternatives, compiled, every, label, plain, within

MOST_DAYS = 12  # of one sentence
REACH = 46  # characters before a date in which its “until” stands


@dataclass(frozen=True)
class FoundDeadline:
    """A deadline with its rule and line; `sure` where it is said in so many words, `doubt` where not quite."""

    day: date
    rule: str
    wording: str
    line: int
    sure: bool
    doubt: str | None = None
    doubt_field: str = "deadline"

    @property
    def last_valid_day(self) -> date:
        """The last day on which a letter may be dated."""
        return self.day - timedelta(days=1) if self.rule == "before" else self.day


def deadline_of(document: Document, issued: date | None, *, month_first: bool) -> FoundDeadline | None:
    """Return the deadline of a document, the surest first; none where no day is named.

    A day without a year is the next such day after that of issue.
    """
    found: list[tuple[int, FoundDeadline]] = []
    said = document.sentences
    for place, each in enumerate(said):
        following = said[place + 1] if place + 1 < len(said) else None
        if labelled := _labelled(each, following, month_first):
            found.append((0, labelled))
            continue
        days = dates_in(each.text, month_first)
        asks = each.part not in {Part.FACTS, Part.BACKGROUND} or every("please").search(plain(each.text))
        if not days and issued and asks:
            days = days_without_year(each.text, issued)
        for day in days[:MOST_DAYS]:
            rule = _rule(each.text, day)
            if rule and not _is_of_an_event(each.text, day) and (rank := _rank(each, rule)):
                found.append((rank, _found(day, each, rule)))
    return min(found, key=lambda each: each[0])[1] if found else None


def _labelled(each: Sentence, following: Sentence | None, month_first: bool) -> FoundDeadline | None:
    text = plain(each.text)
    behind = compiled(
        r"\W*" + alternatives("sentences", "deadline_label") + r"\s*(?:\([^)]*\))?\s*(?P<mark>:|$|-\s)"
    ).match(text) or label("deadline").match(text)
    if not behind:
        return None
    if days := dates_in(each.text, month_first):
        if rule := _rule(each.text, days[0]):
            return _found(days[0], each, rule)
        rule = "until"
        return FoundDeadline(days[0].day, rule, each.text[: days[0].end].strip(" •*-"), each.first, True)
    if following and len(text) < 60 and (below := dates_in(following.text, month_first)) and len(following.text) < 60:
        return FoundDeadline(below[0].day, "until", f"{each.text} {following.text}".strip(), each.first, True)
    return None


def _before(text: str, day: FoundDate) -> str:
    return plain(text[max(0, day.start - REACH) : day.start])


def _is_of_an_event(text: str, day: FoundDate) -> bool:
    """Whether something else than letters is to be done before a hearing: “… release her before her trial on 4 May”."""
    tail = _before(text, day)
    found = _before_date("deadline_before").search(tail) or _before_date("deadline_until").search(tail)
    if not found or not every("of_an_event").search(found.group()):
        return False
    head = plain(text[: max(0, day.start - REACH) + found.start()])
    told = list(every("writes").finditer(head))
    return not told or within("sentences", "ask_item").search(head[told[-1].start() :]) is not None


@cache
def _before_date(key: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives("sentences", key) + every("before_a_date").pattern, re.IGNORECASE)


def _rule(text: str, day: FoundDate) -> str | None:
    """Return what stands before a date: “before”, “until” or “after”; none where it is none of them."""
    tail = _before(text, day)
    best: tuple[int, str] | None = None
    for rule, key in (("until", "deadline_until"), ("before", "deadline_before"), ("after", "deadline_after")):
        match = _before_date(key).search(tail)
        if match and match.group().strip().lower() not in {"to", "по"} and (best is None or match.start() < best[0]):
            best = (match.start(), rule)
    if best is None and re.search(r"(?<!\w)по\s*$", tail) and "включительно" in text[day.end : day.end + 30]:
        return "until"
    return best[1] if best else None


def _found(day: FoundDate, each: Sentence, rule: str) -> FoundDeadline:
    tail_start = max(0, day.start - REACH)
    tail = _before(each.text, day)
    starts = [
        match.start()
        for key in ("deadline_before", "deadline_until", "deadline_after")
        for match in [_before_date(key).search(tail)]
        if match
    ]
    start = tail_start + min(starts) if starts else max(0, each.text.rfind(" ", 0, day.start - 1))
    if rule == "after" and (found := every("if_late").search(plain(each.text[:start]))):
        start = found.start()
    end = day.end
    if suffix := every("year_words").match(each.text[day.end :]):
        end = day.end + suffix.end()
        while more := every("year_words").match(each.text[end:]):
            end += more.end()
    wording = each.text[start:end].strip()
    doubt = None
    if re.match(r"до\b", wording, re.IGNORECASE):
        doubt = "“до” may mean “before” or “until”; the day itself was taken not to count."
    elif not re.search(r"\d{4}|/\d\d\b", each.text[day.start : day.end]):
        doubt = "The year is not printed: the next such day after the day of issue was taken."
    about = "deadline_rule" if doubt and doubt.startswith("“") else "deadline"
    return FoundDeadline(day.day, "until" if rule == "after" else rule, wording, each.first, True, doubt, about)


def _rank(each: Sentence, rule: str) -> int | None:
    """Return how surely a date is the deadline, the smallest the surest; none if it only tells what happened."""
    text = plain(each.text)
    if rule == "after":
        return 3 if within("sentences", "after_deadline").search(text) else None
    if each.part in {Part.FACTS, Part.BACKGROUND, Part.LETTER, Part.OWN}:
        return 2 if every("please").search(text) and len(text) < 300 else None
    return 1 if _is_about_writing(text) or len(text) < 90 else None


@lru_cache(maxsize=64)
def _is_about_writing(text: str) -> bool:
    return within("sentences", "deadline_context").search(text) is not None
