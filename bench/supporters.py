"""Many supporters who write the same letter: names, addresses and signatures made up, the same ones every time."""

import random
from collections.abc import Iterator
from dataclasses import replace

from campaign.merging.letter import MergedLetter
from campaign.merging.signature import INK, Signature, drawn_signature

FIRST = ("Maria", "Ana", "John", "Łukasz", "Zoë", "Jürgen", "Nadia", "Peter", "Inês", "Tomáš", "Björn", "Renée")
LAST = ("Novak", "Souza", "Smith", "Müller", "García", "Ivanova", "Kovač", "Oliveira", "Håkansson", "Žižek")
SYLLABLES = ("ba", "no", "ri", "tal", "ku", "ves", "dor", "mi", "che")
SIGNATURES_THAT_REPEAT = 100


def from_many(letter: MergedLetter, count: int, *, all_different: bool, signed: bool) -> Iterator[MergedLetter]:
    """Yield a letter as so many supporters send it; no name, street or signature twice, if they are all different."""
    chance = random.Random("supporters")  # noqa: S311  (nothing secret)
    again = [a_signature(chance) for _ in range(SIGNATURES_THAT_REPEAT)] if signed else [INK]
    for number in range(count):
        sender = a_sender(chance, f" {_own_word(chance)}{number}" if all_different else "")
        signature = a_signature(chance) if signed and all_different else again[number % len(again)]
        yield replace(letter, sender=sender, name=sender[0], signature=signature)


def a_sender(chance: random.Random, own: str) -> tuple[str, str, str]:
    """Return a name, a street and a town; `own` is put into the first two."""
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}{own}"
    street = f"{chance.choice(LAST)} Street {chance.randrange(1, 200)}{own}"
    return name, street, f"{1000 + chance.randrange(9000)} Town"


def a_signature(chance: random.Random) -> Signature:
    """Return a drawing of three strokes."""
    return drawn_signature(strokes(chance))


def strokes(chance: random.Random) -> list[dict[str, list[dict[str, float]]]]:
    """Return three strokes with twenty points each, as a browser sends them."""
    x, drawn = 0.0, []
    for _ in range(3):
        points = []
        for _ in range(20):
            x += chance.uniform(-2, 8)
            points.append({"x": round(x, 1), "y": round(chance.uniform(0, 60), 1)})
        drawn.append({"points": points})
    return drawn


def _own_word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).title()
