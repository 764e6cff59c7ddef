"""How a supporter reaches a fax: each of its numbers, as it is printed, dialled at home, and given to a program."""

import shlex
from dataclasses import dataclass

from campaign.models.numbers import how_to_dial, shown_number
from campaign.models.published import PublishedAddressee
from campaign.rendering.scan import Resolution


@dataclass(frozen=True)
class FaxLine:
    """One number of an addressee."""

    e164: str
    shown: str
    dialled: str | None  # from the supporter's country; none where callers there choose their prefix for calls abroad

    @property
    def after_prefix(self) -> str:
        """What follows a prefix for calls abroad."""
        return self.shown.removeprefix("+")


def fax_lines(addressee: PublishedAddressee, country: str) -> tuple[FaxLine, ...]:
    """Return every number that an addressee's faxes can be sent to from a country, the first one first."""
    return tuple(
        FaxLine(number, shown_number(number), how_to_dial(number, country)) for number in addressee.authority.faxes
    )


def sendfax_command(line: FaxLine, file: str, resolution: Resolution) -> str:
    """Return the HylaFAX command that sends a file to a number: without its cover page, at the file's resolution."""
    quality = "-m" if resolution is Resolution.FINE else "-l"  # 196 or 98 lines an inch
    return shlex.join(["sendfax", "-n", quality, "-d", line.e164, file])
