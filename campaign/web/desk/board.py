"""The board: what needs a hand first, then every action; and the month's last days."""

from datetime import UTC, date, datetime

from flask import Blueprint, abort, render_template, request
from flask_babel import get_locale

from campaign.merging.countries import is_country
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.actions import list_published
from campaign.services.authorities.correcting import count_waiting
from campaign.services.board import BoardRow, Group, Order, every_row, month_of, rows_of
from campaign.services.due import falling_due
from campaign.services.narrowing import Wish, narrowed
from campaign.services.paging import page_number
from campaign.services.searching import countries_of
from campaign.web.accounts.guard import Answer, needs
from campaign.web.database import database
from campaign.web.headers import DESK

LONGEST_QUESTION = 200  # characters
FIRST_YEAR, LAST_YEAR = 1961, 9998
desk = Blueprint("desk", __name__, url_prefix=DESK)


@desk.get("/")
@needs(CoordinatorRole.VIEWER)
def board() -> Answer:
    """Every action by what it wants, or those that fit a wish, page by page; above them whatever else falls due."""
    wish, now = _wish(), datetime.now(UTC)
    is_whole = wish == Wish()
    with database().reading() as session:
        published = list_published(session, now)
        rows = rows_of(published, session, str(get_locale()))
        due = falling_due(session, published, now) if is_whole else None
        reported = count_waiting(session) if is_whole else 0
    return render_template(
        "desk/board.html",
        view=narrowed(rows, wish),
        wish=wish,
        kept={"q": wish.question, "country": wish.country, "group": wish.group, "sort": wish.order},
        countries=countries_of(rows, str(get_locale())),
        is_empty=not rows,
        today=now.date(),
        due=due,
        reported=reported,
        titles={row.slug: row.title for row in rows},
    )


@desk.get("/month/<int:year>/<int:month>")
@needs(CoordinatorRole.VIEWER)
def month(year: int, month: int) -> Answer:
    """The last days of a month."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        abort(404)
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    weeks = month_of(_rows(), year, month)
    return render_template("desk/month.html", first=date(year, month, 1), weeks=weeks, before=before, after=after)


@desk.get("/keyboard")
@needs(CoordinatorRole.VIEWER)
def keyboard() -> Answer:
    """The shortcuts, for those whose browser runs no script."""
    return render_template("desk/keyboard.html")


def _rows() -> list[BoardRow]:
    with database().reading() as session:
        return every_row(session, datetime.now(UTC), str(get_locale()))


def _wish() -> Wish:
    """Return what the address asks for; what it cannot mean is left out."""
    asked = request.args
    country, group, order, page = (asked.get(name, "") for name in ("country", "group", "sort", "page"))
    return Wish(
        question=asked.get("q", "").strip()[:LONGEST_QUESTION],
        country=country if is_country(country) else "",
        group=Group(group) if group in list(Group) else None,
        order=Order(order) if order in list(Order) else None,
        page=page_number(page),
    )
