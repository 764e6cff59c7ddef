"""What `campaign serve` does every few minutes beside the pages: reminders, and forgetting old sign-ins."""

import logging
import threading

from campaign.db import Database
from campaign.errors import CampaignError
from campaign.services.accounts.pruning import prune
from campaign.settings import Settings
from campaign.tasks.reminders import Clock, clock, send_reminders

EVERY_S = 300
LONGEST_PAUSE_S = 3600
logger = logging.getLogger(__name__)


class Scheduler(threading.Thread):
    """One thread that runs beside the pages and never holds up their end: it can be killed at any point."""

    def __init__(self, settings: Settings, *, every_s: float = EVERY_S, now: Clock = clock) -> None:
        super().__init__(name="scheduler", daemon=True)
        self._settings, self._every_s, self._now = settings, every_s, now
        self._database = Database(settings.database)
        self._ended = threading.Event()

    def run(self) -> None:
        """Run until the end; after a run in which something failed, wait twice as long as before."""
        pause_s = self._every_s
        while not self._ended.is_set():
            pause_s = self._every_s if self._run_once() else min(pause_s * 2, LONGEST_PAUSE_S)
            self._ended.wait(pause_s)
        self._database.close()

    def end(self) -> None:
        """Let the thread end after what it is doing."""
        self._ended.set()

    def _run_once(self) -> bool:
        """Do all there is to do, and return whether all of it went well; whatever fails is told, nothing escapes."""
        try:
            with self._database.transaction() as session:
                prune(session, self._now())
            problems = self._send()
        except CampaignError as problem:
            logger.warning("%s", problem)
            return False
        except Exception as error:  # this is the edge of the thread: without it, nobody would be reminded any more
            logger.error("failed: %s", type(error).__name__)
            return False
        for each in problems:
            logger.warning("%s", each)
        return not problems

    def _send(self) -> tuple[CampaignError, ...]:
        return send_reminders(self._database, self._settings, self._now).problems if self._settings.smtp_host else ()
