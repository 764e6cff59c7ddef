"""What of an addressee was told by weak signs: by its place alone, or in lines that are hardly all an address."""

from collections.abc import Iterator

from campaign.importer.addressees.clauses import look_of
from campaign.importer.draft import DraftAddressee

TALLEST, LONGEST, MOST_WORDS = 4, 60, 6  # lines of an address; characters and words of one line
BY_PLACE = frozenset({"name", "other"})  # looks that do not tell a body
OF_ANOTHER = frozenset({"office", "person", "organisation"})  # looks of what belongs elsewhere, or to somebody else


def weak_fields(addressee: DraftAddressee) -> Iterator[str]:
    """Yield the fields of an addressee that a person should compare with the page.

    Of a thousand addressees in the tuning appeals, these fields were wrong three to ten times as often as the others.
    """
    each = addressee
    reached = each.faxes or each.emails or each.phones
    if each.name and not (each.honorific or each.office):
        yield "name"
    if each.office and not (each.honorific or each.address_lines):
        yield "office"
    by_place = each.organisation is not None and look_of(each.organisation) in BY_PLACE
    alone = not (each.name or each.office or reached)
    if each.organisation and (by_place or alone):
        yield "organisation"
    if each.address_lines and _is_doubtful(each):
        yield "address_lines"


def _is_doubtful(addressee: DraftAddressee) -> bool:
    lines = addressee.address_lines
    looks = [look_of(line) for line in lines]
    return (
        len(lines) > TALLEST
        or not OF_ANOTHER.isdisjoint(looks)
        or (looks[0] in BY_PLACE and not addressee.organisation)
        or any(len(line) > LONGEST or len(line.split()) > MOST_WORDS for line in lines)
    )
