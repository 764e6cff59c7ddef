"""The last look at a file before it is handed out."""

from collections.abc import Sequence

from campaign.merging.letter import MergedLetter
from campaign.merging.mentions import refuse_mentions_in_file
from campaign.models.published import PublishedAction
from campaign.rendering.document import Document
from campaign.rendering.inspection import words_in


def refuse_outgoing(
    action: PublishedAction, letters: Sequence[MergedLetter], name: str, document: Document, cc: Sequence[str] = ()
) -> None:
    """Raise NamedOrganisation if a finished file, or its name, names what the action keeps out of letters.

    The merge looked at every word; this looks at what came of them: titles, metadata, headers, attachments.
    """
    refuse_mentions_in_file([name.replace("-", " "), *words_in(document)], letters, action, cc)
