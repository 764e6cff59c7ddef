"""How long an action's letters are, so that a coordinator sees what still fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from campaign.models.published import PublishedAction
from campaign.rendering.mail_links import length_with_text
from campaign.rendering.message import message_of
from campaign.services.channels import drafts_and_copies, reading_along
from campaign.services.letters import Choice
from campaign.services.trying import Trial


@dataclass(frozen=True)
class Length:
    """A letter to one addressee in one language, without own words: its words, and its bytes in a mailto link."""

    position: int
    language: str
    words: int
    link_bytes: int


def lengths(action: PublishedAction, trials: Iterable[Trial]) -> Iterator[Length]:
    """Yield how long letters are that were tried out; raises what stands in the way of one that cannot be made."""
    _, cc = drafts_and_copies(action, Choice(action.addressees, ()))
    for trial in trials:
        message = message_of(trial.letter, reading_along(action, trial.addressee, cc))
        words = len(message.text.split())
        yield Length(trial.addressee.position, trial.language, words, length_with_text(message))
