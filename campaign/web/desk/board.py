"""The board: what needs a hand first, then every action; and the month's last days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby

from flask import Blueprint, abort, render_template, request
from flask_babel import get_locale

from campaign.models.vocabulary import CoordinatorRole
from campaign.services.board import BoardRow, Group, Order, every_row, found_rows, month_of, sorted_rows
from campaign.web.accounts.guard import Answer, needs
from campaign.web.database import database
from campaign.web.headers import DESK

LONGEST_QUESTION = 200  # characters
FIRST_YEAR, LAST_YEAR = 1961, 9998
desk = Blueprint("desk", __name__, url_prefix=DESK)


@desk.get("/")
@needs(CoordinatorRole.VIEWER)
def board() -> Answer:
    """Every action by what it wants, or in another order."""
    question = request.args.get("q", "")[:LONGEST_QUESTION]
    order = Order(request.args["sort"]) if request.args.get("sort") in list(Order) else None
    rows = found_rows(_rows(), question)
    today = datetime.now(UTC).date()
    groups = [("", sorted_rows(rows, order))] if order else _grouped(rows)
    return render_template("desk/board.html", groups=groups, question=question, order=order, today=today)


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


def _rows() -> list[BoardRow]:
    with database().reading() as session:
        return every_row(session, datetime.now(UTC), str(get_locale()))


def _grouped(rows: Sequence[BoardRow]) -> list[tuple[str, list[BoardRow]]]:
    """Return rows by group, each by last day, the group that wants a hand soonest first."""
    order = list(Group)
    ranked = sorted(sorted_rows(rows, Order.LAST_DAY), key=lambda row: order.index(row.group))
    return [(group.value, list(found)) for group, found in groupby(ranked, key=lambda row: row.group)]
