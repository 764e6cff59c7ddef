"""The picture that a sender file names as its signature: read from beside it, and cleaned in a child with limits."""

from pathlib import Path
from typing import Any

from campaign.errors import BadSignature, BadSupporter, Sentence
from campaign.merging.signature import Signature, SignatureKind
from campaign.rendering.children import Children
from campaign.rendering.pictures import LARGEST_UPLOAD

WORDS = (SignatureKind.INK.value, SignatureKind.TYPED.value)


def with_signature(fields: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a sender's fields with the cleaned picture in place of its path; raises BadSupporter if it is none."""
    path = fields.get("signature")
    if not isinstance(path, str) or path in WORDS:
        return fields
    try:
        with (folder / path).open("rb") as file:
            content = file.read(LARGEST_UPLOAD + 1)
        picture = Children(slots=1, waiting=0, seconds=1).clean(content)
    except (OSError, ValueError):  # a name with a zero byte in it, too
        reason = Sentence(
            "Give the signature as “ink” or “typed”, as drawn strokes, or as the name of a picture that can be read "
            "from the folder of the sender file; %(path)s cannot.",
            {"path": ascii(path[:80])},
        )
        raise BadSupporter({"signature": reason}) from None
    except BadSignature as refusal:
        raise BadSupporter({"signature": refusal.sentence}) from refusal
    return {**fields, "signature": Signature(SignatureKind.PICTURE, picture=picture)}
