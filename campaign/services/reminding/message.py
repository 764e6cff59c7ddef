"""The words of a reminder. Mail passes through servers of others, so it names no person, no title and no slug."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from campaign.services.reminding.planning import DueReminder

ASCII = SMTP.clone(cte_type="7bit")  # what every server takes


def reminder_mail(due: DueReminder, *, sender: str, address: str, now: datetime) -> EmailMessage:
    """Return a reminder as a mail from `sender`; `address` is what links begin with, without a slash at its end.

    The Message-ID follows from the reminder's key: one that must be sent again, because nobody knows whether the first
    arrived, is the same message to every mail store.
    """
    message = EmailMessage(ASCII)
    message["From"], message["To"] = sender, due.email
    message["Subject"] = f"An action has its last day {_when(due.days_left)}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{_fingerprint(due, address)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence note answers (RFC 3834)
    message.set_content(
        f"""\
An action has its last day {_when(due.days_left)}, on {due.last_day.day} {due.last_day:%B %Y}.
See at the desk which one, and whether it needs more time:

{address}/desk/actions/by-number/{due.action_id}

When you are reminded is up to you:
{address}/desk/account
"""
    )
    return message


def _when(days_left: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days_left, f"in {days_left} days")


def _fingerprint(due: DueReminder, address: str) -> str:
    key = (address, due.coordinator_id, due.action_id, due.last_day.isoformat(), due.days_before)
    return hashlib.sha256("\n".join(map(str, key)).encode()).hexdigest()[:40]
