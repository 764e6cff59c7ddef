"""What a coordinator looks at first: what needs a hand today, then every action by its last day."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Action, ActionText, Case
from campaign.models.likeness import folded
from campaign.services.actions import ListedNow, Standing, list_published

WEEK_DAYS = 7
DRAFTS = (  # a row for each text, and one without for an action that has none
    select(
        Action.id, Action.slug, Action.country, Action.last_valid_day, Case.code, ActionText.language, ActionText.title
    )
    .join(Action.case)
    .outerjoin(ActionText, ActionText.action_id == Action.id)
    .where(~Action.revisions.any())
    .order_by(Action.id, ActionText.language)
)


class Group(StrEnum):
    """When an action wants a hand."""

    OVERDUE = "overdue"  # the last day is over: extend it, or say what became of it
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"
    NO_LAST_DAY = "no_last_day"
    EMBARGOED = "embargoed"
    DRAFT = "draft"
    CLOSED = "closed"


class Order(StrEnum):
    """By what the board is sorted."""

    LAST_DAY = "last_day"
    TITLE = "title"
    COUNTRY = "country"


@dataclass(frozen=True)
class BoardRow:
    """One action on the board."""

    slug: str
    title: str
    country: str
    code: str | None
    group: Group
    last_valid_day: date | None
    days_left: int | None
    languages: tuple[str, ...]


def every_row(session: Session, now: datetime, language: str) -> list[BoardRow]:
    """Return every action, what is most urgent first; titles in the language where there are any."""
    return rows_of(list_published(session, now), session, language)


def rows_of(published: Sequence[ListedNow], drafts_in: Session | None, language: str) -> list[BoardRow]:
    """Return the rows of published actions, in their order, and of the drafts of a session."""
    rows = [_published_row(found, language) for found in published]
    return rows + (_draft_rows(drafts_in, language) if drafts_in else [])


def sorted_rows(rows: Sequence[BoardRow], order: Order) -> list[BoardRow]:
    """Return rows in an order; those without a last day come after those with one."""
    keys = {
        Order.LAST_DAY: lambda row: (row.last_valid_day or date.max, row.title),
        Order.TITLE: lambda row: (row.title.casefold(), row.slug),
        Order.COUNTRY: lambda row: (row.country, row.last_valid_day or date.max),
    }
    return sorted(rows, key=keys[order])


def found_rows(rows: Sequence[BoardRow], question: str) -> list[BoardRow]:
    """Return the rows in whose title, code, slug or country every word of a question is."""
    words = folded(question).split()
    if not words:
        return list(rows)
    return [
        row for row in rows if all(word in folded(f"{row.title} {row.code} {row.slug} {row.country}") for word in words)
    ]


def month_of(rows: Sequence[BoardRow], year: int, month: int) -> list[list[tuple[date, list[BoardRow]]]]:
    """Return the weeks of a month, each day with the actions whose last day it is."""
    weeks = Calendar().monthdatescalendar(year, month)
    return [[(day, [row for row in rows if row.last_valid_day == day]) for day in week] for week in weeks]


def _published_row(found: ListedNow, language: str) -> BoardRow:
    action = found.published
    return BoardRow(
        slug=action.slug,
        title=action.best_text(language).title,
        country=action.country,
        code=action.case_code,
        group=_group(found),
        last_valid_day=action.deadline.last_valid_day if action.deadline else None,
        days_left=action.days_left(found.moment),
        languages=action.text_languages,
    )


def _group(found: ListedNow) -> Group:
    if found.standing is Standing.EMBARGOED:
        return Group.EMBARGOED
    if found.standing in (Standing.STOPPED, Standing.ARCHIVED):
        return Group.CLOSED
    days = found.published.days_left(found.moment)
    if days is None:
        return Group.NO_LAST_DAY
    if days < 0:
        return Group.OVERDUE
    if days == 0:
        return Group.TODAY
    return Group.THIS_WEEK if days <= WEEK_DAYS else Group.LATER


def _draft_rows(session: Session, language: str) -> list[BoardRow]:
    """Return the actions that were never published, in the order in which they came in."""
    rows = []
    for _, found in groupby(session.execute(DRAFTS), key=lambda row: row.id):
        texts = list(found)
        draft = texts[0]
        text = next((each for each in texts if each.language == language), draft)
        rows.append(
            BoardRow(
                slug=draft.slug,
                title=text.title or draft.slug,
                country=draft.country,
                code=draft.code,
                group=Group.DRAFT,
                last_valid_day=draft.last_valid_day,
                days_left=None,
                languages=tuple(each.language for each in texts if each.language is not None),
            )
        )
    return rows
