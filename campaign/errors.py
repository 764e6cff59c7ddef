"""What can go wrong, in words that a person can act on; every error that we raise on purpose is one of these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """A sentence for a person: a message with %(names)s and their values, so that a page can still translate it."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class CampaignError(Exception):
    """Something that the person in front of the program can mend; its text is one plain sentence that says how."""

    def __init__(self, message: str = "", **values: object) -> None:
        self.sentence = Sentence(message, values)
        super().__init__(str(self.sentence))

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.sentence)


def _again(kind: type[CampaignError], sentence: Sentence) -> CampaignError:
    """Make an error anew on the other side of a pipe."""
    error = kind.__new__(kind)
    CampaignError.__init__(error, sentence.message, **sentence.values)
    return error


class BadSetting(CampaignError):
    """A setting has an unknown name or a value of the wrong type."""


class DatabaseUnavailable(CampaignError):
    """The database cannot be opened, is busy for too long, or is not at the version that the program needs."""


class NotFound(CampaignError):
    """What was named does not exist, or the name fits several things."""


class AlteredDocument(CampaignError):
    """A stored document is not the one that was published."""


class AlteredLog(CampaignError):
    """The log of changes is not as it was recorded."""


class KeyUnavailable(CampaignError):
    """The key that seals the log of changes is not there, or cannot be read or made."""


class IllegalMove(CampaignError):
    """An action cannot go from the state it is in to the state asked for."""


class NotReady(CampaignError):
    """An action cannot be published yet; `missing` names every piece that is not there, all at once."""

    def __init__(self, title: str, missing: tuple[Sentence, ...]) -> None:
        self.missing = missing
        names = {f"piece{number}": sentence for number, sentence in enumerate(missing)}
        pieces = Sentence(" ".join(f"%({name})s" for name in names), names)
        super().__init__("“%(title)s” cannot be published yet. %(pieces)s", title=title, pieces=pieces)


class ConflictingEdit(CampaignError):
    """What somebody decides about is no longer what they saw, or other changes stand in its way."""


class SecondPersonNeeded(CampaignError):
    """Whoever asked for a review, or changed what is reviewed, cannot approve it themselves."""


class NothingToReview(CampaignError):
    """No review is waiting, or nothing has changed that could be reviewed."""


class BadEntry(CampaignError):
    """What a coordinator entered cannot stand as it is."""


class AddresseeNeeded(CampaignError):
    """An addressee cannot be taken out, because demands are narrowed to it."""


class ActionClosed(CampaignError):
    """No letter may be made for this action, at this moment or for this supporter; the text says whom to ask."""


class BadSupporter(CampaignError):
    """What the supporter said of themselves cannot stand on a letter; `problems` holds one sentence a field."""

    def __init__(self, problems: Mapping[str, Sentence]) -> None:
        self.problems = problems
        super().__init__(" ".join(map(str, problems.values())))


class BadContact(CampaignError):
    """A number or an address cannot be used as it was entered."""


class BadTable(CampaignError):
    """A file cannot be read as a table, or its columns are not those of what it is read for."""


class NoWay(CampaignError):
    """An addressee cannot be reached in the channel asked for; the text names the others."""


class MissingWord(CampaignError):
    """A word that the letter needs is not there; no letter is made without it."""


class GapLeft(MissingWord):
    """A gap that waits for words, such as “[your name]”, would stand in a letter."""


class NamedOrganisation(CampaignError):
    """A letter would name an organisation or a code that this action keeps out of letters."""


class BadSignature(CampaignError):
    """A drawing or a picture cannot be used as a signature."""


class CannotRender(CampaignError):
    """A letter cannot be set on paper as it should be."""


class DoesNotFit(CannotRender):
    """An address cannot stand whole where it has to; the text says what can hold it."""


class LayoutFailed(CampaignError):
    """Laying out a letter failed for a reason of ours; the text names the kind of failure and nothing else."""


class TooBusy(CampaignError):
    """More letters are being made at this moment than can be."""


class TooOften(CampaignError):
    """Something was asked for or tried too often."""


class CannotImport(CampaignError):
    """A file cannot be read as a published appeal: too large, of an unknown kind, without text, or broken."""


class CannotWrite(CampaignError):
    """A file cannot be written where it was asked for."""


class BadCoordinator(CampaignError):
    """What was entered about a coordinator cannot be used: the address, the name or the password."""


class WrongSignIn(CampaignError):
    """An address, a password or a code is not right; the text never says which accounts there are."""


class CopiedPasskey(WrongSignIn):
    """A passkey counted less than it had before, as a copy of it would."""


class NoPasskeys(CampaignError):
    """Passkeys cannot be used at the address that the site has."""


class BadPasskey(CampaignError):
    """A passkey cannot be added, named or removed as was asked for."""


class SpentLink(CampaignError):
    """A one-time link was used already, is too old, or never was one."""


class LastAdministrator(CampaignError):
    """Without this administrator nobody would be left to invite others."""


class MailServerAway(CampaignError):
    """The mail server cannot be reached, does not let us in, or went away before it answered."""


class MailRefused(CampaignError):
    """The mail server took us in but not this mail; others may still be sent."""
