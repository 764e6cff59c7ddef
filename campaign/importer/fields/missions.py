"""Whether readers are asked to write to the embassy in their own country, and not to one that is named."""

from collections.abc import Sequence

from campaign.importer.addressees.looks import is_ambassador, is_mission
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee
from campaign.importer.parts import Part
from campaign.importer.words import plain, within


def asked_of_missions(document: Document, addressees: Sequence[DraftAddressee]) -> list[Line]:
    """Return the lines that ask for copies to readers' own embassies; “the embassy” alone may be a named one."""
    lines = document.of(Part.MISSIONS)
    own = [line for line in lines if within("sentences", "missions_here").search(plain(line.text))]
    named = any(is_mission(each.organisation or "") or is_ambassador(each.office or "") for each in addressees)
    return own if named else lines
