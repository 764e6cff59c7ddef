"""Whether a letter names the organisation behind an action, or one of its codes."""

import re
import unicodedata

from campaign.errors import NamedOrganisation
from campaign.merging.letter import MergedLetter
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import NameKind, OrganisationMention

SAME_TO_THE_EYE = str.maketrans("’‘ʼ‐‑‒–—−", "'''------")


def refuse_mentions(letter: MergedLetter, action: PublishedAction) -> None:
    """Raise NamedOrganisation if the letter names what its action keeps out of letters."""
    if action.organisation_mention is not OrganisationMention.FORBID:
        return
    for text in letter.core_texts():
        if found := _mention(text, action):
            raise NamedOrganisation(
                f"Letters for this action must not name “{found}”, and this one would: please leave it out."
            )


def _mention(text: str, action: PublishedAction) -> str | None:
    folded = _as_read(text)
    for organisation in action.organisations:
        for name in organisation.names:
            flags = 0 if name.kind is NameKind.ACRONYM else re.IGNORECASE
            if re.search(rf"(?<!\w){re.escape(_as_read(name.text))}(?!\w)", folded, flags):
                return name.text
    for code in (action.case_code, action.document_index):
        if code and _code_pattern(code).search(folded):
            return code
    return None


def _as_read(text: str) -> str:
    """Return text as a reader sees it: nothing invisible, one kind of space, quote and dash."""
    plain = unicodedata.normalize("NFKC", text).translate(SAME_TO_THE_EYE)
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Cf").split())


def _code_pattern(code: str) -> re.Pattern[str]:
    """A code is the same however it is spaced: “UA 315/14”, “UA315/14”, “UA 315 / 14”."""
    characters = [re.escape(character) for character in code if not character.isspace()]
    return re.compile(r"(?<!\w)" + r"\s*".join(characters) + r"(?!\w)", re.IGNORECASE)
