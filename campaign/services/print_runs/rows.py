"""A row of a table read as a supporter, with the signature that it names."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from campaign.errors import BadSignature, BadSupporter, Sentence
from campaign.merging.signature import INK, Signature, SignatureKind, drawn_signature
from campaign.merging.supporter import Supporter, read_supporter
from campaign.rendering.pictures import LARGEST_UPLOAD
from campaign.rendering.stamping.signatures import Mark, mark_of

ADDRESS = ("address_1", "address_2", "address_3", "address_4", "address_5")
AS_THEY_ARE = ("name", "place", "who_i_am", "my_link", "own_words")
SIGNATURES_KEPT = 100  # of 40 kB or so: what many rows have in common, such as a name that signs for a group

Clean = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Signed:
    """A signature, and what draws it."""

    signature: Signature
    mark: Mark | None


class RowReader:
    """Reads rows; pictures of signatures come from a folder and are cleaned by `clean`, each once for all its rows."""

    def __init__(self, folder: Path, clean: Clean) -> None:
        self._folder, self._clean = folder.resolve(), clean
        self._signed = lru_cache(SIGNATURES_KEPT)(self._read_signature)
        self._cleaned: dict[bytes, Signed] = {}

    def supporter(self, cells: Mapping[str, str]) -> tuple[Supporter, Mark | None]:
        """Return a row's supporter and what draws the signature; raises BadSupporter with all that is to mend."""
        problem: dict[str, Sentence] = {}
        try:
            signed = self._signed(cells.get("signature", ""))
        except BadSignature as refusal:
            signed, problem = Signed(INK, None), {"signature": refusal.sentence}
        fields = {column: cells.get(column, "") for column in AS_THEY_ARE}
        address = [line for column in ADDRESS if (line := cells.get(column, ""))]
        try:
            supporter = read_supporter(
                {
                    **fields,
                    "address_lines": address,
                    "country": cells.get("country", "").upper(),
                    "identity": cells.get("identity") or None,
                    "signature": signed.signature,
                }
            )
        except BadSupporter as refusal:
            raise BadSupporter({**refusal.problems, **problem}) from refusal
        if problem:
            raise BadSupporter(problem)
        return supporter, signed.mark

    def _read_signature(self, cell: str) -> Signed:
        if cell.lower() in ("", SignatureKind.INK):
            return Signed(INK, None)
        if cell.lower() == SignatureKind.TYPED:
            return Signed(Signature(SignatureKind.TYPED), None)
        if cell.startswith(("[", "{")):
            signature = drawn_signature(_strokes(cell))
            return Signed(signature, mark_of(signature))
        return self._clean_once(self._content(cell))

    def _content(self, name: str) -> bytes:
        """Read a picture from the table's folder; a table that somebody sent in must name no other file."""
        try:
            path = (self._folder / name).resolve()
            if not path.is_relative_to(self._folder):
                raise ValueError(name)
            with path.open("rb") as file:
                return file.read(LARGEST_UPLOAD + 1)
        except (OSError, ValueError):
            raise BadSignature(
                "Give the signature as “ink” or “typed”, as drawn strokes, or as the name of a picture in the folder "
                "of the table; %(name)s is none.",
                name=ascii(name[:80]),
            ) from None

    def _clean_once(self, content: bytes) -> Signed:
        """Clean a picture once for all names that it has; what is kept is known by its digest, not by its megabytes."""
        digest = hashlib.sha256(content).digest()
        if digest not in self._cleaned:
            if len(self._cleaned) >= SIGNATURES_KEPT:
                self._cleaned.clear()
            signature = Signature(SignatureKind.PICTURE, picture=self._clean(content))
            self._cleaned[digest] = Signed(signature, mark_of(signature))
        return self._cleaned[digest]


def _strokes(cell: str) -> object:
    """Return what a cell says of a drawing: the strokes themselves, or an object that holds them."""
    if cell.startswith("["):
        return cell
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    return value["strokes"] if isinstance(value, dict) and "strokes" in value else value
