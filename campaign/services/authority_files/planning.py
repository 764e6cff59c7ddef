"""What a file of authorities would change: row by row, with all that is wrong, before anything is changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import BadTable, Sentence
from campaign.models import Authority, AuthorityText, Mission
from campaign.models.likeness import folded
from campaign.services.authorities.saving import KEPT_FREE
from campaign.services.authorities.standing import slugs_now, standing
from campaign.services.authority_files.columns import (
    AS_EXPORTED,
    OURS,
    SLUG,
    SOURCE,
    Column,
    columns_for,
    languages_in,
    read_headings,
    text_language,
)
from campaign.services.authority_files.embassies import from_list_of_embassies, is_list_of_embassies
from campaign.services.authority_files.handed_in import LeftOut, as_handed_in
from campaign.services.authority_files.merging import Fault, merged
from campaign.services.authority_files.records import differences_between, fingerprint_of, records_of
from campaign.services.authority_files.values import plain
from campaign.services.slugs import first_free, plain_slug
from campaign.services.tables.cells import Cell, Table, is_text

FIRST_ROW = 2  # the first one below the headings, as a spreadsheet counts
NAMED_BY = ("name", "title", "organisation")


class PlannedRow(msgspec.Struct, frozen=True):
    """A row that is ready: what the authority was, empty for a new one, and what it will be."""

    row: int
    slug: str
    before: dict[str, str]
    after: dict[str, str]
    source: str = ""

    @property
    def differences(self) -> dict[str, tuple[str, str]]:
        """What changes, by column and in their order: as it was and as it will be."""
        found = differences_between(self.before, self.after)
        return {column.name: found[column.name] for column in columns_for(found) if column.name in found}


class PlannedFault(msgspec.Struct, frozen=True):
    """Something wrong in a row, which keeps the whole row out; without a column it is the row itself."""

    row: int
    slug: str
    column: str
    message: str
    values: dict[str, str | int] = {}

    @property
    def reason(self) -> Sentence:
        """Why, and what to do."""
        return Sentence(self.message, self.values)


class Plan(msgspec.Struct, frozen=True):
    """A file, checked: rows that change something, the number of those that change nothing, and what is wrong."""

    rows: tuple[PlannedRow, ...]
    unchanged: int
    faults: tuple[PlannedFault, ...]
    remarks: tuple[tuple[str, dict[str, str | int]], ...] = ()  # about the file as a whole
    headings: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()  # the rows in which something is wrong

    @property
    def new(self) -> int:
        """How many authorities are new."""
        return sum(not row.before for row in self.rows)

    @property
    def about_the_file(self) -> tuple[Sentence, ...]:
        """What is to be said of the file as a whole."""
        return tuple(Sentence(message, values) for message, values in self.remarks)

    @property
    def bad_rows(self) -> int:
        """How many rows are kept out."""
        return len({fault.row for fault in self.faults})


class _Read(msgspec.Struct, frozen=True):
    """A row as it stands in the file."""

    number: int
    slug: str
    source: str
    as_exported: str
    cells: Mapping[Column, Cell]
    faults: tuple[Fault, ...]
    handed_in: tuple[str | None, ...]


def plan_import(session: Session, table: Table, source: str, today: date) -> Plan:
    """Return what a table would change; `source` is where a row comes from that does not say so.

    Raises BadTable if its columns are not those of the directory, or it has no rows.
    """
    remarks: tuple[Sentence, ...] = ()
    if is_list_of_embassies(table):
        table, remarks = from_list_of_embassies(table)
    read = list(_read_rows(session, table))
    if not read:
        raise BadTable("There is no row below the headings.")
    known = records_of(session, {row.slug for row in read if row.slug.isprintable()} - {""})
    times = Counter(row.slug for row in read if row.slug)
    doubles = _Doubles(session, read)
    rows: list[PlannedRow] = []
    faults: list[PlannedFault] = []
    left_out: list[LeftOut] = []
    unchanged = 0
    for row in read:
        authority, before = known.get(row.slug, (None, {}))
        after, found = merged(before, row.cells, source=row.source or source.strip(), today=today)
        wrong = [*row.faults, *found, *_faults_of_row(row, authority, before, after, times)]
        double = None if row.slug or wrong else doubles.of(row.number, after)
        faults += [_planned(row, fault) for fault in [*wrong, *([double] if double else [])]]
        if wrong or double:
            left_out.append(LeftOut(row.number, row.handed_in))
            continue
        if before == after:
            unchanged += 1
            continue
        after[SLUG] = row.slug or doubles.free_slug(after)
        rows.append(PlannedRow(row.number, after[SLUG], before, after, row.source or source.strip()))
    said = tuple((each.message, _plain_values(each)) for each in remarks)
    headings = tuple(str(cell or "") for cell in table.rows[0])
    return Plan(tuple(rows), unchanged, tuple(faults), said, headings, tuple(left_out))


def _read_rows(session: Session, table: Table) -> Iterator[_Read]:
    if not table.rows:
        raise BadTable("The file is empty.")
    known_languages = set(session.scalars(select(AuthorityText.language).distinct()))
    columns = read_headings(table.rows[0], known_languages)
    for number, cells in enumerate(table.rows[1:], start=FIRST_ROW):
        if any(cell is not None for cell in cells):
            yield _read_row(number, columns, cells)


def _read_row(number: int, columns: Sequence[Column | None], cells: Sequence[Cell]) -> _Read:
    filled = [*cells, *[None] * (len(columns) - len(cells))]
    named = {column: cell for column, cell in zip(columns, filled, strict=False) if column}
    ours = {column.name: cell for column, cell in named.items() if column.name in (SLUG, *OURS)}
    texts = {name: plain(str(cell or "")) if is_text(cell) else "" for name, cell in ours.items()}
    odd = [name for name, cell in ours.items() if not is_text(cell)]
    faults = [Fault(name, Sentence("It is no text. Format the column as text, and enter it again.")) for name in odd]
    if len(cells) > len(columns):
        faults.append(
            Fault("", Sentence("It has more cells than there are headings: a comma too many, or a heading too few."))
        )
    rest = {column: cell for column, cell in named.items() if column.name not in OURS and column.name not in odd}
    return _Read(
        number=number,
        slug=texts.get(SLUG, ""),
        source=texts.get(SOURCE, ""),
        as_exported=texts.get(AS_EXPORTED, ""),
        cells=rest,
        faults=tuple(faults),
        handed_in=as_handed_in(columns, cells),
    )


def _faults_of_row(
    row: _Read,
    authority: Authority | None,
    before: Mapping[str, str],
    after: Mapping[str, str],
    times: Mapping[str, int],
) -> Iterator[Fault]:
    if times.get(row.slug, 0) > 1:
        yield Fault(SLUG, Sentence("Another row has the same: keep one of them."))
    if authority is not None and authority.merged_into is not None:
        now = standing(authority).slug
        yield Fault(
            SLUG, Sentence("It was merged into “%(slug)s”: change that one, or take this row out.", {"slug": now})
        )
    if row.as_exported and row.slug and not before:
        yield Fault(
            SLUG,
            Sentence("The directory has no such authority any more. To enter it anew, empty the column as_exported."),
        )
    if row.as_exported and before and row.as_exported != fingerprint_of(before) and before != after:
        yield Fault(
            AS_EXPORTED,
            Sentence("Somebody changed this authority since it was exported: export it anew, and change that."),
        )


def _planned(row: _Read, fault: Fault) -> PlannedFault:
    return PlannedFault(row.number, row.slug, fault.column, fault.reason.message, _plain_values(fault.reason))


def _plain_values(sentence: Sentence) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else str(value) for name, value in sentence.values.items()}


class _Doubles:
    """What tells that a row without a slug is in the directory already, or twice in the file; and free slugs."""

    def __init__(self, session: Session, read: Sequence[_Read]) -> None:
        self._taken: set[str] = set(KEPT_FREE)
        self._known: dict[tuple[str, ...], str] = {}
        if all(row.slug for row in read):
            return
        self._taken |= {*session.scalars(select(Authority.slug)), *(row.slug for row in read)}
        named = (AuthorityText.language, AuthorityText.name, AuthorityText.title, AuthorityText.organisation)
        where = (Mission.kind, Mission.host_state, Mission.un_body)
        query = select(Authority.slug, Authority.state, *where, *named).join_from(Authority, AuthorityText)
        now = slugs_now(session)
        for slug, *words in session.execute(query.outerjoin(Mission, Mission.authority_id == Authority.id)):
            self._known.setdefault(_key(*words), now.get(slug, slug))

    def of(self, number: int, record: Mapping[str, str]) -> Fault | None:
        """Return what is wrong with a row that would be a second entry of one authority; and remember it."""
        keys = [
            _key(
                record.get("state"),
                record.get("mission"),
                record.get("mission_host_state"),
                record.get("mission_un_body"),
                language,
                *(record.get(f"{field}_{language}") for field in NAMED_BY),
            )
            for language in sorted(languages_in(record))
        ]
        found = next((self._known[key] for key in keys if key in self._known), None)
        for key in keys:
            self._known.setdefault(key, f"#{number}")
        if found is None:
            return None
        if found.startswith("#"):
            return Fault(SLUG, Sentence("Row %(other)s is the same: keep one of them.", {"other": found[1:]}))
        return Fault(
            SLUG,
            Sentence(
                "The directory has it as “%(slug)s”: put that here to change it, or another name of your own to enter "
                "a second one.",
                {"slug": found},
            ),
        )

    def free_slug(self, record: Mapping[str, str]) -> str:
        """Return a name that nobody has, made of what the authority is called, and remember it."""
        language = next(filter(None, map(text_language, record)))
        words = " ".join(
            filter(None, (record.get(f"{field}_{language}") for field in ("title", "organisation", "name")))
        )
        slug = first_free(plain_slug(words, otherwise="authority"), self._taken.__contains__)
        self._taken.add(slug)
        return slug


def _key(*words: str | None) -> tuple[str, ...]:
    return tuple(" ".join(folded(word or "").split()) for word in words)
