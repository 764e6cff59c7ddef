"""One row after another made into letters: checked like a single letter, and stamped where that comes out the same."""

import io
from dataclasses import dataclass, replace
from functools import cache, partial

from campaign.errors import CampaignError, Sentence
from campaign.merging.letter import MergedLetter
from campaign.merging.mentions import refuse_mentions_in_file
from campaign.merging.merge import date_in_words, merge
from campaign.merging.own_part import OwnPart, own_part
from campaign.merging.phrasebook import Tongue, tongue
from campaign.merging.signature import SignatureKind
from campaign.merging.supporter import Supporter
from campaign.models.published import PublishedAddressee
from campaign.models.vocabulary import OrganisationMention
from campaign.rendering.children import Children
from campaign.rendering.document import Document
from campaign.rendering.fonts import ON_PAPER, refuse_missing_characters
from campaign.rendering.papers import ENVELOPES, PAPERS, Paper, paper_for
from campaign.rendering.pdf import MEDIA_TYPE
from campaign.rendering.stamping.envelopes import EnvelopeStamper
from campaign.rendering.stamping.faces import Faces, Used
from campaign.rendering.stamping.fields import Body, as_set, fields_for
from campaign.rendering.stamping.forms import Forms
from campaign.rendering.stamping.signatures import Mark
from campaign.rendering.stamping.stamped import Stamped
from campaign.rendering.stamping.stamper import OWN_WORDS, Stamper
from campaign.rendering.stamping.writer import Writer
from campaign.services.languages import choose_language
from campaign.services.letters import refuse_unless_open, written_to
from campaign.services.outgoing import refuse_outgoing
from campaign.services.print_runs.choosing import Choosing, Chosen
from campaign.services.print_runs.job import Job
from campaign.services.print_runs.rows import RowReader
from campaign.services.print_runs.tables import Row

BODIES_KEPT = 2_000
_Made = tuple[Stamped, Stamped | None]  # a letter and its envelope


@dataclass(frozen=True)
class Sheet:
    """A sheet between two supporters' letters."""

    width_pt: float
    height_pt: float
    drawn: bytes


@dataclass(frozen=True)
class Pressed:
    """What became of a row: letters, each with its envelope if there are any, or the reason why there are none."""

    row: int
    letters: tuple[Stamped, ...] = ()
    envelopes: tuple[Stamped, ...] = ()
    copied: bool = False  # the last letter is the copy for a mission
    no_copy: Sentence | None = None
    separator: Sheet | None = None
    refused: Sentence | None = None
    by_hand: bool = False  # signed in ink, once it is printed


@dataclass(frozen=True)
class _Merged:
    """A letter's body, merged once for all supporters whose letters share it."""

    body: Body
    letter: MergedLetter


class Press:
    """Makes the letters of rows. One for each process; `process` keeps their fonts' codes apart."""

    def __init__(self, job: Job, process: int = 0) -> None:
        self.faces = Faces(process)
        self._job, self._action = job, job.action.published
        children = Children(slots=1, waiting=0, seconds=1)
        self._reader = RowReader(job.folder, children.clean)
        self._stampers: dict[Paper, Stamper] = {}
        self._envelopes = EnvelopeStamper(ENVELOPES[job.envelope], self.faces) if job.envelope else None
        self._choosing = Choosing(job)
        self._merged: dict[tuple[object, ...], _Merged] = {}
        self._language = cache(partial(choose_language, self._action))
        self._spoken = cache(self._speak)
        self._looked_at: set[bytes] = set()
        self._sent: set[bytes] = set()

    def press(self, row: Row) -> Pressed:
        """Return a row's letters, or why there are none."""
        if row.refused:
            return Pressed(row.number, refused=row.refused)
        try:
            supporter, mark = self._reader.supporter(row.cells)
            return self._pressed(row, supporter, mark)
        except CampaignError as error:
            return Pressed(row.number, refused=error.sentence)

    def used(self) -> dict[str, Used]:
        """Return what was used of each font."""
        return self.faces.used()

    def without_repeats(self, pressed: Pressed) -> Pressed:
        """Return a row's letters to be sent to another process, which gets the forms of each layout once."""
        return replace(
            pressed,
            letters=tuple(map(self._without_repeats, pressed.letters)),
            envelopes=tuple(map(self._without_repeats, pressed.envelopes)),
        )

    def _without_repeats(self, stamped: Stamped) -> Stamped:
        if stamped.in_full:  # there is no other on its layout
            return stamped
        if stamped.forms.key in self._sent:
            return stamped._replace(forms=Forms((), stamped.forms.pages, stamped.forms.key))
        self._sent.add(stamped.forms.key)
        return stamped

    def _pressed(self, row: Row, supporter: Supporter, mark: Mark | None) -> Pressed:
        refuse_unless_open(self._job.action, supporter.country)
        language = self._language(row.cells.get("language") or None)
        chosen = self._choosing.chosen(supporter.country, language)
        paper = PAPERS[self._job.paper] if self._job.paper else paper_for(supporter.country)
        if paper not in self._stampers:
            self._stampers[paper] = Stamper(paper, self.faces)
        stamper = self._stampers[paper]
        make = self._own_words if supporter.says_more else self._stamped
        made = [make(each, chosen, supporter, mark, language, stamper) for each in chosen.addressees]
        letters = tuple(letter for letter, _ in made)
        return Pressed(
            row.number,
            letters,
            tuple(envelope for _, envelope in made if envelope),
            copied=chosen.copied,
            no_copy=chosen.no_copy,
            separator=self._separator(stamper, supporter, language, len(letters)) if self._job.separators else None,
            by_hand=supporter.signature.kind is SignatureKind.INK,
        )

    def _speak(self, language: str) -> tuple[Tongue, str]:
        """Return the words of a language and the date in it."""
        spoken = tongue(language)
        return spoken, date_in_words(self._action, self._job.action.moment, spoken)

    def _own_words(
        self,
        addressee: PublishedAddressee,
        chosen: Chosen,
        supporter: Supporter,
        _mark: Mark | None,
        language: str,
        stamper: Stamper,
    ) -> _Made:
        letter = self._merge(addressee, chosen, supporter, language)
        refuse_missing_characters(letter.every_text(), ON_PAPER)
        made = self._looked_over(stamper.in_full(letter, OWN_WORDS), letter)
        return made, self._envelope(letter, letter.return_address)

    def _stamped(
        self,
        addressee: PublishedAddressee,
        chosen: Chosen,
        supporter: Supporter,
        mark: Mark | None,
        language: str,
        stamper: Stamper,
    ) -> _Made:
        spoken, date = self._spoken(language)
        own = own_part(addressee, supporter, date, spoken)
        key = (addressee.position, language, supporter.country, own.han, stamper.paper)
        merged = self._merged.get(key) or self._first(key, addressee, chosen, supporter, language, stamper)
        self._refuse(own, merged.letter)
        fields = fields_for(
            own.sender, own.return_address, own.place_and_date, own.name, own.signature.kind, mark, stamper.paper
        )
        stamped = stamper.stamp(merged.body, fields, lambda: own.put_into(merged.letter))
        if isinstance(stamped, Sentence):
            letter = own.put_into(merged.letter)
            made = self._looked_over(stamper.in_full(letter, stamped), letter)
        else:
            made = self._looked_over(stamped, merged.letter)
        return made, self._envelope(merged.letter, own.return_address)

    def _envelope(self, letter: MergedLetter, return_address: tuple[str, ...]) -> Stamped | None:
        if not self._envelopes:
            return None
        return self._looked_over(self._envelopes.stamp(letter, return_address), letter)

    def _first(
        self,
        key: tuple[object, ...],
        addressee: PublishedAddressee,
        chosen: Chosen,
        supporter: Supporter,
        language: str,
        stamper: Stamper,
    ) -> _Merged:
        letter = self._merge(addressee, chosen, supporter, language)
        refuse_missing_characters(letter.every_text(), ON_PAPER)
        if len(self._merged) >= BODIES_KEPT:
            self._merged.clear()
        merged = self._merged[key] = _Merged(stamper.body(letter), letter)
        return merged

    def _merge(
        self, addressee: PublishedAddressee, chosen: Chosen, supporter: Supporter, language: str
    ) -> MergedLetter:
        originals = written_to(chosen.addressees, self._action, supporter.country)
        moment = self._job.action.moment
        return merge(self._action, addressee, supporter, moment, language=language, copy_of=originals)

    def _refuse(self, own: OwnPart, letter: MergedLetter) -> None:
        """Check what differs as the merge and the last look at a file check a single letter."""
        own.refuse(self._action)
        refuse_missing_characters(own.texts, ON_PAPER)
        if self._action.organisation_mention is OrganisationMention.FORBID:
            around = (*own.sender, *letter.addressee, *letter.address, own.place_and_date, letter.subject)
            end = (letter.closing, own.name)
            refuse_mentions_in_file(("\n".join(around), "\n".join(end)), [letter], self._action)

    def _looked_over(self, stamped: Stamped, letter: MergedLetter) -> Stamped:
        """Look at the first letter on each layout as a finished file, as a single letter's is looked at."""
        if stamped.forms.key not in self._looked_at:
            file = io.BytesIO()
            writer = Writer(file, "Letter")
            writer.letter(stamped)
            writer.finish(self.faces)
            refuse_outgoing(self._action, [letter], "", Document(file.getvalue(), MEDIA_TYPE, (writer.pages,)))
            if not stamped.in_full:
                self._looked_at.add(stamped.forms.key)
        return stamped

    def _separator(self, stamper: Stamper, supporter: Supporter, language: str, letters: int) -> Sheet:
        lines = (supporter.name, f"{letters} letters" if letters > 1 else "1 letter")
        return Sheet(*stamper.sheet(tuple(map(as_set, lines)), language))
