"""The page on which an imported draft is reviewed: the source, and what was read in it, each leading to the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import render_template
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms import Form

from campaign.models import ImportedDraft
from campaign.services.editing.merging import ID, Merged
from campaign.services.importing.keeping import actions_of_case
from campaign.services.importing.matching import matches_of
from campaign.services.importing.organisations import all_organisations
from campaign.services.importing.reviewed import Doubt, Part, ReviewedDraft, Seen, Where, all_lines
from campaign.services.importing.understanding import Problem, problems_of
from campaign.web.desk.forms.imports import fields_by_name, form_data, languages_of, review_form
from campaign.web.desk.import_sheet import ImportSheet
from campaign.web.desk.telling import Question, in_words, sentence_of
from campaign.web.filters import said

PART_NAMES = {
    Part.BASICS: _("Basics"),
    Part.ORGANISATIONS: _("Published by"),
    Part.PEOPLE: _("Persons at risk"),
    Part.DEMANDS: _("Demands"),
    Part.ADDRESSEES: _("Addressees"),
}


@dataclass(frozen=True)
class SourceLine:
    """A line of the source: what was read there is at an anchor of the page, if anything was."""

    number: int
    text: str
    anchor: str = ""
    is_first: bool = False  # of those that lead to its anchor
    is_left_out: bool = False


@dataclass(frozen=True)
class Link:
    """Words that lead to a place of the page."""

    words: str
    anchor: str


@dataclass(frozen=True)
class Doubtful:
    """A doubt with its number, and where its field is."""

    number: int
    says: str
    first: int
    last: int
    anchor: str
    is_settled: bool


@dataclass(frozen=True)
class Asked:
    """A field that two changed, by what it is called, and what is asked about it."""

    label: str
    asked: Question


def review_page(
    session: Session,
    kept: ImportedDraft,
    sheet: ImportSheet,
    *,
    problem: str = "",
    with_problems: bool = False,
    merged: Mapping[Part, Merged] | None = None,
) -> str:
    """Return the page of an import; `with_problems` tells what keeps it from becoming an action."""
    draft = sheet.draft
    organisations = [(each.slug, next((n.text for n in each.names), each.slug)) for each in all_organisations(session)]
    form = review_form(organisations, languages_of(draft.rows))(data=form_data(draft.rows))
    matches = matches_of(session, draft)
    problems = problems_of(draft, matches) if with_problems else []
    doubts = [_doubtful(number, each, draft) for number, each in draft.standing_doubts()]
    return render_template(
        "desk/import-review.html",
        kept=kept,
        sheet=sheet,
        draft=draft,
        form=form,
        parts=PART_NAMES,
        lines=list(source_lines(kept.source, draft)),
        spans=_spans(draft),
        doubts=doubts,
        doubts_left=[each for each in doubts if not each.is_settled],
        missing=[_missing(name, form) for name in draft.missing()],
        matches=[matches.get(row.get(ID, ""), ()) for row in draft.rows[Part.ADDRESSEES]],
        same_case=actions_of_case(session, draft.basics["case_code"]),
        problem=problem,
        problems=_told_at(problems, draft, form),
        sentences=_sentences(merged or {}, form),
        questions=_questions(sheet, form),
    )


def anchor_of(where: Where, draft: ReviewedDraft) -> str:
    """Return where on the page a place of a draft is."""
    if where.part not in list(Part):
        return where.part or "fields"
    if where.part == Part.BASICS:
        return f"basics-{where.field}" if where.field in draft.basics else "basics"
    rows = draft.rows[where.part]
    place = next((place for place, row in enumerate(rows) if row.get(ID) and row[ID] == where.row), None)
    if place is None:
        return where.part
    in_row = where.field in rows[place]
    return f"{where.part}-{place}-{where.field}" if in_row else f"{where.part}-{place}"


def source_lines(source: str, draft: ReviewedDraft) -> Iterator[SourceLine]:
    """Yield the lines of a source, each with the anchor of the narrowest thing that was read there."""
    narrowest = sorted(all_lines(draft), key=lambda pair: pair[1].lines[1] - pair[1].lines[0], reverse=True)
    anchors: dict[int, str] = {}
    texts = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for where, seen in narrowest:
        first, last = seen.lines
        anchors |= dict.fromkeys(range(first, min(last, len(texts)) + 1), anchor_of(where, draft))
    left_out = {number for first, last in draft.left_out for number in range(first, last + 1)}
    for number, text in enumerate(texts, start=1):
        anchor = anchors.get(number, "")
        is_first = bool(anchor) and anchor != anchors.get(number - 1)
        yield SourceLine(number, text.replace("\f", " ").strip(), anchor, is_first, number in left_out)


def _spans(draft: ReviewedDraft) -> dict[str, Seen]:
    """Return the lines of everything that was read, by the anchor of its field or card."""
    return {anchor_of(where, draft): seen for where, seen in all_lines(draft)}


def _doubtful(number: int, doubt: Doubt, draft: ReviewedDraft) -> Doubtful:
    return Doubtful(number, doubt.says, *doubt.lines, anchor_of(doubt.where, draft), doubt.is_settled)


def _missing(name: str, form: Form) -> Link:
    if name in list(Part):
        return Link(str(PART_NAMES[Part(name)]), name)
    return Link(form.basics.form[name].label.text, f"basics-{name}")


def _told_at(problems: Sequence[Problem], draft: ReviewedDraft, form: Form) -> list[Link]:
    """Return the problems as links, and say each at its field as well."""
    fields = {field.id: field for field in fields_by_name(form).values()}
    links = []
    for each in problems:
        anchor, words = anchor_of(each.where, draft), said(each.sentence)
        row = _in_row(each.where.part, _place(each.where, draft))
        if anchor in fields:
            fields[anchor].errors = [words]
        links.append(Link(row + words, anchor))
    return links


def _place(where: Where, draft: ReviewedDraft) -> int:
    """Return the place of a row among those of its part, from 1."""
    return [row.get(ID, "") for row in draft.rows[where.part]].index(where.row) + 1


def _in_row(part: str, place: int) -> str:
    """Return how a sentence about a row begins; nothing for the basics, which are one."""
    return "" if part == Part.BASICS else f"{PART_NAMES[Part(part)]}, {place}: "


def _sentences(merged: Mapping[Part, Merged], form: Form) -> list[str]:
    fields = fields_by_name(form)
    found = []
    for part, each in merged.items():
        for note in each.notes:
            field = fields.get((part.value, note.place or 0, note.field or ""))
            words = sentence_of(note, field.label.text if field else "", is_one_row=part is Part.BASICS)
            found.append(f"{PART_NAMES[part]}: {words}")
    return found


def _questions(sheet: ImportSheet, form: Form) -> dict[str, Asked]:
    fields = fields_by_name(form)
    return {
        fields[place].name: Asked(
            _in_row(place[0], place[1] + 1) + fields[place].label.text,
            Question(_choice_in_words(theirs) or in_words(fields[place], theirs), False),
        )
        for place, theirs in sheet.clashes.items()
        if place in fields
    }


def _choice_in_words(value: object) -> str:
    """Return who of the directory was chosen, in words; nothing for any other value."""
    use, _colon, slug = str(value).partition(":")
    words = {
        "directory": _("The one of the directory: %(slug)s", slug=slug),
        "address": _("A new address of: %(slug)s", slug=slug),
    }
    return str(words.get(use, "")) if slug else ""
