"""Lines that mark a part: headings, labels of fields, and sentences that say what follows."""

import re
from collections.abc import Sequence

from campaign.importer.addressees.persons import heads_a_block
from campaign.importer.cleaning.lines import Line
from campaign.importer.fields.dates import dates_in
from campaign.importer.letters import closes, greets, letter_follows
from campaign.importer.paragraphs import sentences
from campaign.importer.parts import ADDRESSED, Part
from campaign.importer.reports import asks_to_be_told
from campaign.importer.shapes import bullet_of, has_contact, is_capitals, is_prose
from campaign.importer.whom import (
    bare_of,
    copies_below,
    copies_in_line,
    is_address_like,
    starts_recipients,
    tells_where,
)
from campaign.importer.words import every, heading, label, opening, plain, within

HEADINGS = (
    ("background", Part.BACKGROUND),
    ("letter", Part.LETTER),
    ("recipients", Part.RECIPIENTS),
    ("copies", Part.COPIES),
    ("to_whom", Part.RECIPIENTS),
    ("facts", Part.FACTS),
    ("demands", Part.DEMANDS),
    ("own_contacts", Part.OWN),
    ("ignored", Part.IGNORED),
    ("people", Part.FIELD),
)
FIELD_LABELS = (
    "title",
    "issue_date",
    "code",
    "index",
    "country",
    "languages",
    "deadline",
    "name",
    "gender",
    "role",
    "organisation",
)
# What stands behind “UA:”, and not a title behind “Urgent Action:”.
CODED = re.compile(r"\W*(?:[^\W\d_]+[ -]){0,2}[^\W\d_]{0,6}[\W_]{0,3}\d")
ENDED = re.compile(r"[^\W\d_]{4}\.$")  # by a word, and no abbreviation: “e p.c.”
LONGEST_HEADING = 100
LONGEST_CALL = 48  # characters of a heading that calls readers to act
BEFORE_DEMANDS = frozenset({Part.FACTS, Part.BACKGROUND, Part.IGNORED})
SOON = 4  # lines
FEWEST_DIGITS = 6  # of a number


def marker_in(line: Line, following: Sequence[Line], part: Part) -> tuple[Part, Part] | None:
    """Return the part that a marker line has itself, and the one that it begins; none if the line marks nothing."""
    text = plain(line.text)
    bullet = bullet_of(text)
    bare = plain(bullet.text) if bullet and bullet.kind != "a" else text
    if found := _field(bare, part):
        return found
    if part is Part.LETTER and closes(bare):
        return Part.LETTER, Part.CLOSED
    if part in ADDRESSED and (every("thanks").match(bare) or (len(bare) < 40 and closes(bare))):
        return Part.OWN, Part.OWN
    if every("copy_by_mail").fullmatch(bare):
        return Part.REPORT, Part.AFTER
    if part not in {Part.LETTER, Part.BACKGROUND} and copies_in_line(bare):
        return Part.COPIES, Part.COPIES
    if found := _sentence_marker(bare, following, part, in_list=bullet is not None):
        return found
    in_list = bullet and part in {Part.DEMANDS, Part.RECIPIENTS, Part.COPIES} and not _heads_chapter(bare, following)
    if not in_list and not (bullet and heading("ignored").match(bare)) and (found := _heading(bare, part, following)):
        return found
    if part in BEFORE_DEMANDS and line.after_blank and _calls_to_act(bare):
        return Part.AFTER, Part.AFTER
    if part in ADDRESSED and len(bare) < 60 and opening("sentences", "open_letter").match(bare):
        return Part.HEAD, Part.HEAD
    if part is not Part.LETTER and greets(bare) and letter_follows(line, following, part):
        return Part.LETTER, Part.LETTER
    return None


def _tells_contacts(rest: str, following: Sequence[Line]) -> bool:
    """Whether a heading like “Contact” has words or a contact behind or below it, and is no entry of a menu."""
    below = [each.text for each in following[:3]]
    return bool(rest) or (bool(below) and is_prose(below[0])) or any(map(has_contact, below))


def _is_filled_in(following: Sequence[Line]) -> bool:
    """Whether a row of a form goes on below: “Signature”, “....”."""
    return bool(following) and every("fill_in").fullmatch(plain(following[0].text)) is not None


def _calls_to_act(text: str) -> bool:
    """Whether a line is a heading that tells readers to act, in words of its own: “What Members can do”."""
    return len(text) < LONGEST_CALL and text[-1:] not in ".,;:" and every("calls_to_act").search(text) is not None


def _heads_chapter(text: str, following: Sequence[Line]) -> bool:
    """Whether a numbered line is a heading above addresses, and no item of a list: “4. Adresses”."""
    headed = heading("recipients").match(text) or heading("copies").match(text)
    return bool(following) and headed is not None and is_address_like(following[0].text)


def _field(text: str, part: Part) -> tuple[Part, Part] | None:
    if part in ADDRESSED and not is_capitals(text.split(":")[0]):
        # “Name: …” of an addressee is no field of the action, but a deadline and the codes at a sheet's end are.
        if label("deadline").match(text) and dates_in(text):
            return Part.FIELD, part
        return (Part.FIELD, Part.FIELD) if label("code").match(text) and any(map(str.isdigit, text)) else None
    found = next(
        (
            match
            for key in FIELD_LABELS
            if (match := label(key).match(text)) and (key != "code" or CODED.match(match["value"]))
        ),
        None,
    )
    if found is None or within("sentences", "recipients").search(text):
        return None
    if not found["value"].strip() and not is_capitals(text):
        return None
    return Part.FIELD, Part.FIELD if part in {Part.RECIPIENTS, Part.COPIES, Part.CLOSED, Part.IGNORED} else part


def _heading(text: str, part: Part, following: Sequence[Line]) -> tuple[Part, Part] | None:
    if len(text) > (LONGEST_HEADING if not is_capitals(text) else 2 * LONGEST_HEADING):
        # “Background information: On 4 May …” has its first paragraph behind the colon.
        found = re.match(r"\W*([^:.]{2,60}):\s", text)
        if not found:
            return None
        for key, begins in HEADINGS[:7]:
            if heading(key).match(found[1]) and (
                key not in {"copies", "recipients", "to_whom"}
                or heads_a_block(text[found.end() :])
                or has_contact(text[found.end() :])
            ):
                return begins, begins
        return None
    for key, begins in HEADINGS:
        found = heading(key).match(text)
        if not found:
            continue
        rest = (found["rest"] or "").strip()
        if key == "people" and part in ADDRESSED:
            continue
        if key in {"recipients", "copies"} and (ENDED.search(text) or (not rest and _is_filled_in(following))):
            continue  # “Copie a mensagem abaixo.” tells what to do
        if key == "letter" and sum(map(str.isdigit, rest)) >= FEWEST_DIGITS:
            continue  # “Facsimile: +55 61 2025 7803”, which heads a letter in Italian
        if key == "recipients" and part in ADDRESSED and rest and tells_where(text, rest):
            continue  # “Address: …” of somebody who is named above
        addressed = heads_a_block(rest) if rest else bool(following) and is_address_like(following[0].text)
        if key == "to_whom" and not (addressed and (":" in text or text[-1] == ",")):
            continue
        if key == "own_contacts" and not _tells_contacts(rest, following):
            continue
        if key == "own_contacts" and rest and part is Part.HEAD:
            return Part.OWN, Part.HEAD
        if key == "copies" and part in {Part.HEAD, Part.FACTS, Part.BACKGROUND, Part.DEMANDS} and not addressed:
            continue
        if key in {"recipients", "copies"} and not addressed and not has_contact(rest):
            near = [bare_of(plain(each.text)) for each in following[:3]]
            listed = key == "copies" and part in ADDRESSED and not is_prose(rest)
            if (rest and not listed) or not any(map(is_address_like, near)):
                continue
        told_here = rest or (":" in text and not text.rstrip().endswith(":"))  # "Share: Facebook Twitter"
        if key == "ignored" and (told_here or part in ADDRESSED):
            listed = part in ADDRESSED and not any(is_address_like(each.text) for each in following[:SOON])
            return Part.IGNORED, (Part.IGNORED if listed else Part.AFTER) if part in ADDRESSED else part
        return begins, begins if rest or key != "people" else part
    return None


def _sentence_marker(text: str, following: Sequence[Line], part: Part, *, in_list: bool) -> tuple[Part, Part] | None:
    if within("sentences", "missions").search(text) and _asks_for_missions(text, part):
        goes_on = text.rstrip().endswith(":") and following and not is_prose(following[0].text)
        return (
            Part.MISSIONS,
            Part.COPIES if goes_on else Part.RECIPIENTS if in_list and part is Part.RECIPIENTS else Part.AFTER,
        )
    if within("sentences", "after_deadline").search(text) and len(text) < 240 and part is not Part.BACKGROUND:
        return Part.AFTER, Part.AFTER
    if part not in {Part.BACKGROUND, Part.FACTS, Part.LETTER, Part.HEAD} or has_contact(text) or len(text) < 300:
        if copies_below(text, following):
            return Part.COPIES, Part.COPIES  # "Please send a copy of your letter to:" and the embassy below it
        if asks_to_be_told(text) and part is not Part.LETTER and not _asks_as_well(text):
            return Part.REPORT, Part.AFTER if part is not Part.OWN else Part.OWN
        if opening("sentences", "own_contacts").match(text) and part is not Part.LETTER:
            return Part.OWN, part if part is Part.HEAD else Part.OWN  # “International Secretariat, 1211 Geneva 8”
    if starts_recipients(text, following):
        return Part.RECIPIENTS, Part.RECIPIENTS
    return None


def _asks_as_well(text: str) -> bool:
    """Whether a paragraph has an ask beside the wish to be told: “Urge him to let her go. Please send us a copy.”."""
    said = sentences(text)
    return len(said) > 1 and any(
        every("told_to_ask").match(each) or within("sentences", "ask_sentence").search(each) for each in said
    )


def _asks_for_missions(text: str, part: Part) -> bool:
    here = within("sentences", "missions_here").search(text)
    if here and (len(text) < 400):
        return True
    asked = re.search(
        r"(?:cop|send|write|envo|écri|env[ií]|escrib|schreib|send|invi|scriv|escrev|пиш|напра|копи)",
        text,
        re.IGNORECASE,
    )
    return (
        bool(asked)
        and part in {Part.RECIPIENTS, Part.COPIES, Part.AFTER, Part.DEMANDS}
        and is_prose(text)
        and not has_contact(text)
    )
