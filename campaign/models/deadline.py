"""Deadlines: what the printed words mean, and what is true of them at one moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from campaign.models.vocabulary import DeadlineRule


@dataclass(frozen=True)
class Deadline:
    """The end of an action: the day as printed, its wording, and its rule."""

    printed: date
    rule: DeadlineRule
    wording: str

    @property
    def last_valid_day(self) -> date:
        """The last day on which a letter may be dated: “before 28 January” means the 27th."""
        return self.printed - timedelta(days=1) if self.rule is DeadlineRule.BEFORE else self.printed


def day_in(time_zone: str, moment: datetime) -> date:
    """Return the calendar day that it is, at an aware moment, in a time zone."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
