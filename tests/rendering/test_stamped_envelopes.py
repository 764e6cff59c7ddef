"""Envelopes that are stamped look like envelopes that are laid out, in every script and size."""

import io
import random
from collections import Counter
from dataclasses import replace

import pytest

from bench.scripts import letter_in
from campaign.merging.letter import MergedLetter
from campaign.rendering.envelopes import envelopes_pdf
from campaign.rendering.papers import ENVELOPES
from campaign.rendering.stamping.envelopes import EnvelopeStamper
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.stamped import Stamped
from campaign.rendering.stamping.writer import Writer
from tests.rendering.test_stamping import refuse_differences, some_letter, texts_in

SENDER = ("Ana Souza", "Rua das Flores 7", "1200-192 Lisboa")


def stamped(stamper: EnvelopeStamper, letter: MergedLetter) -> Stamped:
    """The envelope of a letter from its own sender; what else the letter holds of them is not to be there."""
    return stamper.stamp(replace(letter, sender=(), return_address=("Somebody Else",), name=""), letter.return_address)


def written(faces: Faces, *envelopes: Stamped) -> bytes:
    """A file with these envelopes."""
    file = io.BytesIO()
    writer = Writer(file, "Envelopes")
    for each in envelopes:
        writer.letter(each)
    writer.finish(faces)
    return file.getvalue()


@pytest.mark.parametrize("count", [8, pytest.param(200, marks=pytest.mark.long)])
def test_stamped_envelopes_are_those_that_are_laid_out(count: int) -> None:
    chance = random.Random("envelopes")  # noqa: S311
    faces, reasons = Faces(), Counter[str]()
    stampers = {name: EnvelopeStamper(envelope, faces) for name, envelope in ENVELOPES.items()}
    for number, name in zip(range(count), list(ENVELOPES) * count, strict=False):
        letter = some_letter(chance)

        made = stamped(stampers[name], letter)

        refuse_differences(written(faces, made), envelopes_pdf([letter], ENVELOPES[name]).content, f"envelope-{number}")
        reasons[str(made.in_full)] += 1
    assert reasons["None"] >= count * 0.7, reasons


def test_an_addressee_is_laid_out_once_for_all_senders() -> None:
    faces = Faces()
    stamper = EnvelopeStamper(ENVELOPES["dl"], faces)
    senders = [(name, *SENDER[1:]) for name in ("Eva", "Jörg", "Олег")]

    envelopes = [stamped(stamper, replace(letter_in("en"), return_address=sender)) for sender in senders]

    assert {each.in_full for each in envelopes} == {None}
    assert len({each.forms.key for each in envelopes}) == 1
    for text, sender in zip(texts_in(written(faces, *envelopes)), senders, strict=True):
        assert " ".join(sender) in text


def test_a_sender_of_long_or_many_lines_gets_an_envelope_laid_out_in_full() -> None:
    faces = Faces()
    stamper = EnvelopeStamper(ENVELOPES["c6"], faces)
    long = ("Ana Souza", "A Street with a Name that is Longer than Envelopes of this Size")

    made = stamped(stamper, replace(letter_in("en"), return_address=long))

    assert "too long" in str(made.in_full)
    assert " ".join(long) in " ".join(texts_in(written(faces, made)))
