"""What was taken out of a long text and what was put in, word by word: for pages that strike and underline it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the space behind it; Chinese and Japanese, which have no spaces, sign by sign.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]\s*|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+")


class MarkKind(StrEnum):
    """Whether a stretch of text is in both versions, only in the old, or only in the new one."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Mark:
    """A stretch of text, and in which version it stands."""

    kind: MarkKind
    text: str


def marked(before: str, after: str) -> tuple[Mark, ...]:
    """Return both texts as one: what is kept and removed makes up the old text, what is kept and added the new."""
    old, new = WORD.findall(before), WORD.findall(after)
    marks = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            marks.append(Mark(MarkKind.KEPT, "".join(old[old_from:old_to])))
            continue
        marks.append(Mark(MarkKind.REMOVED, "".join(old[old_from:old_to])))
        marks.append(Mark(MarkKind.ADDED, "".join(new[new_from:new_to])))
    return tuple(mark for mark in marks if mark.text)
