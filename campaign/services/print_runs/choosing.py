"""To whom the letters of a row go, decided once for all supporters in a country."""

from dataclasses import dataclass

from campaign.errors import NotFound, Sentence
from campaign.models.published import PublishedAddressee
from campaign.models.vocabulary import Channel
from campaign.services.channels import in_channel
from campaign.services.letters import NO_COPY, choose_addressees, with_copy
from campaign.services.print_runs.job import Job


@dataclass(frozen=True)
class Chosen:
    """Addressees with a letter each, the mission that gets a copy last; or why it gets none that was asked for."""

    addressees: tuple[PublishedAddressee, ...]
    copied: bool = False
    no_copy: Sentence | None = None


class Choosing:
    """Chooses addressees as a supporter's page does, and keeps what it chose."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._chosen: dict[tuple[str, str], Chosen] = {}

    def chosen(self, country: str, language: str) -> Chosen:
        """Return to whom a supporter in a country writes in a language.

        Raises ActionClosed if nobody may be written to from there, and NoWay if nobody can be by post.
        """
        key = (country, language)
        if key not in self._chosen:
            self._chosen[key] = self._choose(country, language)
        return self._chosen[key]

    def _choose(self, country: str, language: str) -> Chosen:
        action, copies = self._job.action.published, self._job.copies
        own = choose_addressees(action, self._job.to, country)
        if copies is None:
            return Chosen(in_channel(action, own, Channel.PRINT).addressees)
        try:
            mission = copies.missions.get((language, country))
            wanted = with_copy(action, own, country, mission, copies.addressed)
        except NotFound as error:
            return Chosen(in_channel(action, own, Channel.PRINT).addressees, no_copy=error.sentence)
        reached = in_channel(action, wanted, Channel.PRINT)
        if wanted.addressees == own.addressees:
            return Chosen(reached.addressees, no_copy=NO_COPY)
        copied = wanted.addressees[-1] in reached.addressees
        return Chosen(reached.addressees, copied, None if copied else reached.notes[-1])
