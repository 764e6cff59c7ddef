"""The importer's door: a text as read in, a draft out."""

import msgspec

from campaign.importer.addressees.finding import addressees_of
from campaign.importer.addressees.weakness import weak_fields
from campaign.importer.document import Document, document_of
from campaign.importer.draft import Draft, DraftDoubt, Evidence
from campaign.importer.fields.codes import codes_of
from campaign.importer.fields.country import country_found
from campaign.importer.fields.dates import writes_month_first
from campaign.importer.fields.deadline import deadline_of
from campaign.importer.fields.demands import demands_of
from campaign.importer.fields.issued import issue_of
from campaign.importer.fields.kind import kind_of_document
from campaign.importer.fields.missions import asked_of_missions
from campaign.importer.fields.organisations import organisations_of
from campaign.importer.fields.prose import after_deadline_of, background_of, facts_of, report_of
from campaign.importer.fields.title import title_of
from campaign.importer.fields.writing_languages import writing_languages_of
from campaign.importer.people.finding import people_of
from campaign.importer.words import LANGUAGES

NEEDED = (
    "organisations",
    "title",
    "codes",
    "issue_date",
    "deadline",
    "country",
    "people",
    "languages",
    "facts",
    "demands",
    "addressees",
)


def read_appeal(text: str) -> Draft:
    """Return what a published appeal says, field by field, with the lines of each and everything doubtful.

    Nothing is invented: what is not there stays empty and is listed in `missing`.
    """
    return Reader(document_of(text)).draft()


class Reader:
    """Reads one document, field after field, and gathers evidence and doubts on the way."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._evidence: dict[str, Evidence] = {}
        self._doubts: list[DraftDoubt] = []

    def draft(self) -> Draft:
        """Return the draft."""
        document = self._document
        month_first = document.language == "en" and writes_month_first(document.text)
        found_codes = codes_of(document.lines)
        for number, code in enumerate(found_codes):
            self._see(f"codes.{number}", code.line, code.line, code.sure)
        codes = [code.text for code in found_codes]
        issue = issue_of(document, None, month_first=month_first)
        deadline = deadline_of(document, issue.day if issue else None, month_first=month_first)
        if issue and deadline and issue.day == deadline.day:
            issue = issue_of(document, deadline.day, month_first=month_first)
        if deadline:
            self._see("deadline", deadline.line, deadline.line, deadline.sure)
            if deadline.doubt:
                self._doubt(deadline.doubt_field, deadline.doubt, deadline.line)
        if issue:
            self._see("issue_date", issue.line, issue.line, issue.sure)
            if issue.other:
                other = issue.other.isoformat()
                says = f"The date may also mean {other}: day and month could be the other way round."
                self._doubt("issue_date", says, issue.line)
        demands = demands_of(document)
        self._doubts += demands.doubts
        for number, demand in enumerate(demands.demands):
            self._see(f"demands.{number}", *demand.lines, demands.sure)
        addressees = addressees_of(document)
        self._doubts += addressees.doubts
        for number, addressee in enumerate(addressees.addressees):
            self._see(f"addressees.{number}", *addressee.lines, addressees.sure)
            for weak in weak_fields(addressee):
                self._see(f"addressees.{number}.{weak}", *addressee.lines, False)
        organisations, line, sure = organisations_of(document, addressees.addressees)
        if organisations:
            self._see("organisations", line, line, sure)
        title = title_of(document, organisations, addressees.addressees, codes)
        if title:
            self._see("title", title[1], title[1], title[2])
        people, line, sure = people_of(
            document, title[0] if title else None, demands.demands, addressees.addressees, organisations
        )
        if people:
            self._see("people", line, line, sure)
        if people and not sure:
            self._doubt("people", "The names were read out of sentences: check who is at risk.", line)
        languages = writing_languages_of(document)
        if languages:
            self._see("languages", languages.line, languages.line, languages.sure)
        country = country_found(document, addressees.addressees, codes)
        if country:
            self._see("country", country[1], country[1], country[2])
        kind, line = kind_of_document(document, codes, has_addressees=bool(addressees.addressees))
        self._see("kind", line, line, kind != "action" or bool(codes))
        facts, background = (
            facts_of(document, demands.demands, addressees.addressees, organisations),
            background_of(document),
        )
        for name, prose in (("facts", facts), ("background", background)):
            if prose:
                self._see(name, prose[1], prose[2], True)
        after, report = after_deadline_of(document), report_of(document)
        for name, found in (("after_deadline", after), ("report_to", report)):
            if found:
                self._see(name, found.first, found.last, True)
        missions = asked_of_missions(document, addressees.addressees)
        if missions:
            self._see("copies_to_missions", missions[0].first, missions[0].last, True)
        self._look_at_words()
        draft = Draft(
            organisations=tuple(organisations),
            title=title[0] if title else None,
            kind=kind,
            codes=tuple(codes),
            issue_date=issue.day.isoformat() if issue else None,
            deadline=deadline.day.isoformat() if deadline else None,
            deadline_rule=deadline.rule if deadline else None,
            last_valid_day=deadline.last_valid_day.isoformat() if deadline else None,
            deadline_wording=deadline.wording if deadline else None,
            after_deadline=after.text if after else None,
            country=country[0] if country else None,
            people=tuple(people),
            languages=languages.codes if languages else (),
            text_language=document.language,
            facts=facts[0] if facts else "",
            background=background[0] if background else "",
            demands=tuple(demands.demands),
            addressees=tuple(addressees.addressees),
            copies_to_missions=bool(missions),
            report_to=report.text if report else None,
            doubts=tuple(self._doubts),
            evidence=self._evidence,
        )
        return _with_missing(draft)

    def _see(self, field: str, first: int, last: int, sure: bool) -> None:
        self._evidence[field] = Evidence(lines=(first, last), sure=sure)

    def _doubt(self, field: str, says: str, first: int) -> None:
        self._doubts.append(DraftDoubt(field=field, says=says, lines=(first, first)))

    def _look_at_words(self) -> None:
        for glued in self._document.cleaned.glued[:20]:
            self._doubt("text", f"“{glued.word}” may be two words: “{glued.parted}”.", glued.line)
        if self._document.language not in LANGUAGES:
            last = self._document.lines[-1].last if self._document.lines else 1
            says = "The text is in a language whose markers the importer does not know: little of it could be read."
            self._doubts.append(DraftDoubt(field="text_language", says=says, lines=(1, last)))


def _with_missing(draft: Draft) -> Draft:
    return msgspec.structs.replace(draft, missing=tuple(name for name in NEEDED if not getattr(draft, name)))
