"""Contact sheets to be looked at: every paper in every language, signed in every way, and every script (make proofs).

What stands where, spacing, breaks, weight. `build/proofs` is not kept. Windows are grey.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image

from bench.contact_sheet import contact_sheet, drawn, in_rows, note
from bench.pictures import SENDER
from bench.proof_scripts import proof_scripts
from bench.signatures import each_kind
from bench.stage import demonstration
from campaign.db import Database
from campaign.errors import DoesNotFit
from campaign.merging.letter import MergedLetter
from campaign.merging.supporter import read_supporter
from campaign.models.vocabulary import Channel
from campaign.paths import HOME
from campaign.rendering.order import Order, Post, make
from campaign.rendering.papers import ENVELOPES, LABEL_SHEETS, PAPERS, Paper
from campaign.services.actions import find_action
from campaign.services.languages import offered_languages
from campaign.services.letters import choose_addressees, write_letters
from campaign.settings import Settings

PROOFS = HOME / "build" / "proofs"
REFERENCE, OPEN_ON = "UA 315/14", date(2015, 1, 5)  # the action of the demonstration that has texts in every language
ON_TWO_PAGES = "picture"  # the signature of the letters that are made longer
ENVELOPE_COLUMNS = 3


def letters_to_draw(settings: Settings) -> dict[str, list[MergedLetter]]:
    """Return, by language, a letter signed in each way, to addresses short and long; the last is of two pages."""
    supporter = read_supporter(SENDER)
    with Database(settings.database).reading() as session:
        action = find_action(session, REFERENCE, datetime.now(UTC), OPEN_ON)
    choice = choose_addressees(action.published, None, supporter.country)
    return {
        language: _signed(write_letters(action, choice, supporter, language))
        for language in sorted(offered_languages(action.published))
    }


def _signed(letters: Sequence[MergedLetter]) -> list[MergedLetter]:
    by_length = sorted(letters, key=lambda letter: sum(map(len, (*letter.addressee, *letter.address))))
    signed = []
    for place, (kind, signature) in enumerate(each_kind().items()):
        letter = by_length[place % len(by_length)]
        longer = letter.before_demands * (2 if kind == ON_TWO_PAGES else 1)
        signed.append(replace(letter, signature=signature, before_demands=longer))
    return signed


def on_paper(letter: MergedLetter, paper: Paper) -> list[Image.Image]:
    """Return a letter's pages, or the sentence that says why it does not fit."""
    try:
        content = make([letter], Order(Channel.PRINT, paper)).content
    except DoesNotFit as refusal:
        return [note(str(refusal), paper)]
    return list(drawn(content, paper.window.clear if paper.window else None))


def posted(letters: Sequence[MergedLetter]) -> list[Sequence[Image.Image]]:
    """Return envelopes of every size, and a sheet of labels of every kind."""
    envelopes = [
        page
        for each in ENVELOPES.values()
        for page in drawn(make(letters, Order(Channel.ENVELOPE, each.sheet, post=Post(envelope=each))).content)
    ]
    labels = [
        page
        for each in LABEL_SHEETS.values()
        for page in drawn(make([*letters] * 4, Order(Channel.LABELS, each.sheet, post=Post(labels=each))).content)
    ]
    return [*in_rows(envelopes, ENVELOPE_COLUMNS), labels]


def draw(settings: Settings, folder: Path) -> None:
    """Draw a contact sheet for each paper, a row for each language; one of envelopes and labels; those of scripts."""
    letters = letters_to_draw(settings)
    for paper in PAPERS.values():
        rows = [[page for letter in each for page in on_paper(letter, paper)] for each in letters.values()]
        contact_sheet(rows).save(folder / f"paper-{paper.name}.png", optimize=True)
    shortest = [letters[language][0] for language in sorted(letters)]
    contact_sheet(posted(shortest)).save(folder / "post.png", optimize=True)
    proof_scripts(folder)


if __name__ == "__main__":
    PROOFS.mkdir(parents=True, exist_ok=True)
    with demonstration() as staged:
        draw(staged, PROOFS)
    print(f"Drawn into {PROOFS}")
