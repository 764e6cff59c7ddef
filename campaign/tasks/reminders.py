"""Sending the reminders that are due: claimed, looked at once more, sent, and noted as sent."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from campaign.db import Database
from campaign.errors import BadSetting, CampaignError, DatabaseUnavailable, MailRefused, MailServerAway
from campaign.services.mailing import MailServer, Post
from campaign.services.reminding.claiming import Claim, claim, is_ours, let_go, mark_sent, put_off
from campaign.services.reminding.message import reminder_mail
from campaign.services.reminding.planning import DueReminder, due_reminders, still_wanted
from campaign.settings import Settings

NOTING_PAUSES_S = (0, 1, 5, 30)  # a mail that was sent must not go again because the database was away for a moment

Clock = Callable[[], datetime]


def clock() -> datetime:
    """Return the moment that it is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Run:
    """What one run did: how many reminders were sent, and what went wrong, a sentence each."""

    sent: int
    problems: tuple[CampaignError, ...] = ()


def post_of(settings: Settings) -> Post:
    """Return the connection to the mail server of the settings; raises BadSetting if there is none."""
    if not settings.smtp_host:
        raise BadSetting("No mail can be sent: set CAMPAIGN_SMTP_HOST, CAMPAIGN_MAIL_FROM and CAMPAIGN_SITE_ADDRESS.")
    server = MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )
    return Post(server)


def send_reminders(database: Database, settings: Settings, now: Clock = clock) -> Run:
    """Send every reminder that is due, each once; one that is refused is told, and does not stop the others.

    Raises BadSetting without a mail server, and DatabaseUnavailable.
    """
    with database.reading() as session:
        waiting = due_reminders(session, now())
    sent, problems = 0, list[CampaignError]()
    with closing(post_of(settings)) as post:
        for due in waiting:
            try:
                post.open(settings.mail_from.rpartition("@")[2])
            except MailServerAway as problem:
                problems.append(problem)
                break
            try:
                sent += _send(database, post, due, settings, now)
            except (MailRefused, MailServerAway) as problem:
                problems.append(problem)
    return Run(sent, tuple(problems))


def _send(database: Database, post: Post, due: DueReminder, settings: Settings, now: Clock) -> bool:
    """Send one reminder, unless somebody else does or it is no longer wanted; return whether it was sent."""
    with database.transaction() as session:
        mine = claim(session, due, now())
    if mine is None:
        return False
    with database.reading() as session:
        wanted = still_wanted(session, due, now()) if is_ours(session, mine, now()) else None
    if wanted is None:
        with database.transaction() as session:
            let_go(session, mine, now())
        return False
    try:
        post.send(reminder_mail(wanted, sender=settings.mail_from, address=settings.address, now=now()))
    except (MailRefused, MailServerAway):
        with database.transaction() as session:
            put_off(session, mine, now())
        raise
    _note(database, mine, now)
    return True


def _note(database: Database, mine: Claim, now: Clock) -> None:
    """Note that a mail was sent; raises DatabaseUnavailable only after waiting for a while."""
    for pause in NOTING_PAUSES_S:
        time.sleep(pause)
        try:
            with database.transaction() as session:
                mark_sent(session, mine, now())
        except DatabaseUnavailable as error:
            problem = error
        else:
            return
    raise problem
