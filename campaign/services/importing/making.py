"""From a mended draft to a draft action: every field filled in, the source linked to it, and nothing published."""

from collections.abc import Sequence

import msgspec

from campaign.errors import BadEntry
from campaign.models import Action, Authority, Demand, ImportedDraft
from campaign.models.vocabulary import ActionKind, DeadlineRule, EventKind, Role, SubjectKind
from campaign.services.editing.entries import AddresseeEntry, AddresseeWords, Basics
from campaign.services.editing.reading import basics_of
from campaign.services.editing.saving import create_action
from campaign.services.editing.writing import (
    write_addressees,
    write_basics,
    write_demands,
    write_persons,
    write_texts,
)
from campaign.services.events import Log
from campaign.services.importing.entering import Printed, authority_for
from campaign.services.importing.keeping import sha256_of
from campaign.services.importing.matching import matches_of
from campaign.services.importing.organisations import NEW, enter_organisation
from campaign.services.importing.reviewed import Part, ReviewedDraft, Row, from_json
from campaign.services.importing.understanding import (
    codes_in,
    day_of,
    demand_entries,
    person_entries,
    problems_of,
    salutations_in,
    text_entry,
    words_in,
)
from campaign.services.lifecycle import note_change


def make_action(kept: ImportedDraft, log: Log) -> Action:
    """Return a draft action with all that an import says, which stays its source from now on.

    Whoever makes it has changed it, so that somebody else publishes it. Raises BadEntry if anything stands in its way,
    or if an action was made of it before.
    """
    session, draft = log.session, from_json(kept.reviewed)
    if kept.action_id is not None:
        raise BadEntry("This import has become an action meanwhile: change it there.")
    if problems := problems_of(draft, matches_of(session, draft)):
        raise BadEntry(problems[0].sentence.message, **problems[0].sentence.values)
    basics = draft.basics
    language = basics["text_language"].strip()
    action = create_action(
        session,
        title=basics["title"],
        language=language,
        country=basics["country"],
        time_zone=basics["time_zone"],
        issued=log.now.date(),
    )
    write_basics(session, action, _basics(draft, action, _organisations(draft, language, log)))
    write_texts(session, action, {language: text_entry(basics)})
    write_persons(session, action, person_entries(draft.rows[Part.PEOPLE], language))
    write_addressees(session, action, _addressees(draft, _printed(draft, language, log), log))
    write_demands(session, action, demand_entries(draft.rows[Part.DEMANDS], language))
    _keep_sources(action.demands, draft.rows[Part.DEMANDS], language)
    note_change(session, action, log.who, log.now)
    kept.action = action
    session.flush()
    log.record(
        EventKind.CREATED,
        subject_kind=SubjectKind.ACTION,
        subject=action.slug,
        after={"state": action.state.value, "import": kept.id, "source_sha256": sha256_of(kept)},
    )
    return action


def _basics(draft: ReviewedDraft, action: Action, organisations: Sequence[str]) -> Basics:
    basics = draft.basics
    deadline = day_of(basics["deadline_date"])
    return msgspec.structs.replace(
        basics_of(action),
        kind=ActionKind(basics["kind"]),
        case_code=words_in(basics["case_code"]),
        document_index=words_in(basics["document_index"]),
        issue_date=day_of(basics["issue_date"]),
        deadline_date=deadline,
        deadline_rule=DeadlineRule(basics["deadline_rule"]) if deadline else None,
        deadline_wording=words_in(basics["deadline_wording"]) if deadline else None,
        languages=codes_in(basics["languages"]),
        copies_to_missions=bool(basics["copies_to_missions"]),
        organisations=tuple(organisations),
    )


def _organisations(draft: ReviewedDraft, language: str, log: Log) -> list[str]:
    return list(
        dict.fromkeys(
            enter_organisation(row, language, draft.basics["report_to"], log) if row["use"] == NEW else row["use"]
            for row in draft.rows[Part.ORGANISATIONS]
        )
    )


def _addressees(draft: ReviewedDraft, printed: Printed, log: Log) -> list[AddresseeEntry]:
    return [_addressee(row, authority_for(row, printed, log)) for row in draft.rows[Part.ADDRESSEES]]


def _addressee(row: Row, authority: Authority) -> AddresseeEntry:
    words = {language: AddresseeWords(salutation) for language, salutation in salutations_in(row).items()}
    return AddresseeEntry(None, authority.slug, Role(row["role"]), None, (), words)


def _printed(draft: ReviewedDraft, language: str, log: Log) -> Printed:
    """Return what the directory will name as the source: the code or else the organisation or title, and the day."""
    basics, day = draft.basics, day_of(draft.basics["issue_date"]) or log.now.date()
    code = words_in(basics["case_code"]) or words_in(basics["document_index"])
    organisation = next((name for row in draft.rows[Part.ORGANISATIONS] if (name := words_in(row["name"]))), None)
    named = ", ".join(filter(None, (organisation, code))) or basics["title"].strip()
    return Printed(language, day, f"{named}, {day.isoformat()}")


def _keep_sources(demands: Sequence[Demand], rows: Sequence[Row], language: str) -> None:
    """Keep the words of the appeal beside what letters ask for; rows and demands are in one order."""
    in_order = [each for demand in demands for each in (demand, *demand.items)]
    for demand, row in zip(in_order, rows, strict=True):
        if source := words_in(row["source"]):
            demand.texts[language].original = source
