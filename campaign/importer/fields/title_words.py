"""What of a line can be a title: not its code, date or banner, and no greeting, caption, address or office."""

import re
from collections.abc import Sequence

from campaign.importer.addressees.looks import honorific_and_rest, is_address, is_name, is_office, is_organisation
from campaign.importer.fields.banners import is_menu, without_banner, without_marks_of_mail
from campaign.importer.fields.codes import holds_code
from campaign.importer.fields.dates import dates_in
from campaign.importer.fields.places import country_of
from campaign.importer.letters import greets
from campaign.importer.shapes import has_contact, is_capitals
from campaign.importer.words import every, opening, plain

LANGUAGES_OF_PAGE = re.compile(r"[A-Z]{2}(?:\W+[A-Z]{2}){1,8}")  # “EN | FR | ES”
LINKS = re.compile(r"\]\s*\[")  # “[Date Prev][Date Next]”
FEWEST_WORDS = 3  # of a title that ends with a comma or colon
CODE_AT_END = re.compile(r"\s*\((?:[^()]*?:\s*)?(?:UA|AU|EXTRA)[ :]*\d[\d./]*\)\s*$")
PERSON_ROW = re.compile(r"\([mfhwжм]\)", re.IGNORECASE)
HOME = r"(?:home|accueil|inicio|startseite|start|in[ií]cio|главная|cases?|news|actions?|campaigns?)"
TRAIL = re.compile(rf"^{HOME}(?:\s+[/›>»]\s+[^/›>»]{{2,40}}){{1,}}$|^[^›>»]{{2,40}}\s+[›>»]\s+", re.IGNORECASE)
REALM = re.compile(r"\s(?:of|de|del|du|di|da|do|der|des)\s")
CODE_FIRST = re.compile(r"^(?:UA|AU|EXTRA|EA) \d+/\d\d\s+(?P<rest>.+)$")
ARCHIVED = re.compile(r"^(?:document|documento|dokument|документ)\s+[-–]\s+", re.IGNORECASE)
DAY_FIRST = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{2,4}\s+(?:\([\w/.-]+\)\s+)?(?=[^\W\d_])")
FRAMED = re.compile(r"[-=*~_]{3}$|^\[.*\]$|\[\s*\]")  # “----- model message -----”
LONGEST_CAPTION = 120
FEWEST_OF_TRAIL = 4  # words
LONGEST_PREPOSITION, FEWEST_BEFORE_A_DAY = 4, 4  # letters, and words


def words_of_title(text: str, organisations: Sequence[str]) -> str:
    """Return what of a line can be a title, without code, date and banner; empty if nothing can."""
    text = CODE_AT_END.sub("", without_banner(without_marks_of_mail(text))).strip(" |•*+#").lstrip("-–— ")
    if found := CODE_FIRST.match(text):  # "UA 160/98 Fear for Safety 21 May 1998"
        text = found["rest"]
        for day in dates_in(text):
            text = (text[: day.start] + text[day.end :]).strip(" ,-–")
    if TRAIL.match(plain(text)):
        text = _last_of_trail(text)
    text = ARCHIVED.sub("", text)
    text = DAY_FIRST.sub("", _without_day_at_end(text))
    bare = plain(text)
    if (
        not 6 <= len(text) <= 220
        or every("banners").fullmatch(bare)
        or country_of(text)
        or has_contact(text)
        or LINKS.search(bare)
        or LANGUAGES_OF_PAGE.fullmatch(text)
        or (bare[-1:] in ",:" and len(bare.split()) < FEWEST_WORDS)
    ):
        return ""
    if _is_furniture(text) or holds_code(bare) or _is_whose(bare, organisations):
        return ""
    if is_address(text) and len(text) < 60 and any(map(str.isdigit, text)) and not is_capitals(text):
        return ""
    if (
        (honorific_and_rest(text)[0] or is_office(text) or (is_organisation(text) and text[:1].isupper()))
        and not is_capitals(text)
        and (len(text.split()) < 7 or _of_state(text))
        and ":" not in text
    ):
        return ""
    return text


def _last_of_trail(text: str) -> str:
    """Return where a page says that one is, if words enough name it: “Home > Appeals > Jordan: Teacher jailed”."""
    last = re.split(r"\s+[/›>»]\s+", text)[-1]
    return last if len(last.split()) >= FEWEST_OF_TRAIL else ""


def _without_day_at_end(text: str) -> str:
    """Return a line without the day that was printed behind it: “Spokeswoman arrested 22 September 2006”."""
    days = dates_in(text)
    head = text[: days[-1].start].rstrip() if days and not text[days[-1].end :].strip(" .") else ""
    before = head.rpartition(" ")[2]
    apart = before[-1:].isalpha() and len(before) > LONGEST_PREPOSITION and not every("before_day").fullmatch(before)
    parted = head[-1:] in "–-·|" or apart
    return head.rstrip(" ,–-·|(") if parted and len(head.split()) >= FEWEST_BEFORE_A_DAY else text


def _is_furniture(text: str) -> bool:
    """Whether a line is there for other ends than to name the appeal: a greeting, a date, a caption, a way to write."""
    bare = plain(text)
    return bool(
        greets(bare)
        or every("readers").match(bare)
        or PERSON_ROW.search(text)
        or _is_dated(text)
        or every("others").match(bare)
        or every("by_means").fullmatch(bare)
        or every("to_affiliates").match(bare)
        or (every("caption").search(bare) and len(bare) < LONGEST_CAPTION)
        or FRAMED.search(bare)
        or is_menu(bare)
    )


def is_place(text: str) -> bool:
    """Whether a line says where something is: “Addis Ababa, Ethiopia”."""
    place, comma, realm = text.rpartition(",")
    return bool(comma) and country_of(realm) is not None and (is_name(place) or place.istitle())


def _of_state(text: str) -> bool:
    """Whether an office ends with its country: “Prime Minister of the Federal Democratic Republic of Ethiopia”."""
    realm = REALM.search(text)
    return realm is not None and country_of(text[realm.end() :]) is not None


def _is_whose(text: str, organisations: Sequence[str]) -> bool:
    """Whether a line is the issuer's name and little else."""
    folded = text.casefold()
    for name in organisations:
        bare = plain(re.sub(r"\s\([^)]*\)$", "", name)).casefold()
        bare = re.sub(r"^(?:the|l'|la|le|el|il|o|a) ?", "", bare)
        if bare in folded and len(folded) - len(bare) < 45:
            return True
    return False


def _is_dated(text: str) -> bool:
    found = dates_in(text)
    labelled = opening("labels", "issue_date").match(plain(text))
    return bool(found) and (labelled is not None or len(text) - (found[0].end - found[0].start) < 45)
