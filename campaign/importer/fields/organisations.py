"""Who issued an appeal: a name that is known, the partners of a programme, or the name for which most speaks."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee
from campaign.importer.fields.issuer_names import Candidate
from campaign.importer.fields.issuers import FOOT_LINES, HEAD_LINES, candidates_in, fullest, merged
from campaign.importer.parts import Part
from campaign.importer.words import plain, table

ENOUGH = 3  # points
LEAST = 1.5  # points of the best candidate where none has enough
SHARE = 0.55  # of the points of the best: so much those have who publish together
MOST, BOTH = 4, 2
AHEAD = 2  # points
PARTNER = r"[A-ZÀ-Þ][^.()]{3,90}?\s\([A-Z][\w-]+\)"
LONGEST_NAME = 160  # characters
# “The Observatory for Safety, a [joint programme of …]”
IN_APPOSITION = re.compile(
    r"(?:^|[.!?]\s+|\s)(?:[Tt]he |[Ll]['’]|[Ee]l |[Ll][ae] |[OoAa] )(?P<name>[A-ZÀ-Þ][^,.;:()]{8,100}),"
    r"\s(?:an? |une? |una |uma |ein )?(?:joint |gemeinsames )?$"
)
THE = r"(?:the |la |le |l'|l’|el |o |a )?"


@cache
def _programme() -> re.Pattern[str]:
    """Return what finds the bodies behind a joint programme: “a joint programme of the X (ABC) and the Y (DEF)”."""
    programme = r"(?:program(?:me|ma|m|a)?|partenariat|partnership|программ\w+)"
    joint = r"(?:conjoint|conjunto|congiunto|comum|joint)?"
    of = r"(?:of|de|della?|do|da|der|des|von)"
    both = (
        rf"(?P<first>{PARTNER})\s+(?:and|et|y|e|und|и)\s+(?:of |de |da |do |du |del |della )?{THE}(?P<second>{PARTNER})"
    )
    return re.compile(rf"{programme}\s+{joint}\s*{of}\s+{THE}{both}")


@cache
def _known(key: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return what finds known organisations: by their `aliases`, or by `hints` that others may print as well."""
    return [
        (each["name"], re.compile(r"(?<![\w.-])(?:" + "|".join(each[key]) + r")(?![\w-])"))
        for each in table("organisations")["organisation"]
        if each.get(key)
    ]


def organisations_of(document: Document, addressees: Sequence[DraftAddressee] = ()) -> tuple[list[str], int, bool]:
    """Return who issued a document, in the order in which it names them, a line, and whether its head or foot told.

    A body that letters or their copies go to is not the issuer.
    """
    edge = [each.line for place, each in enumerate(document.placed) if _at_edge(document, place)]
    around = " ".join(plain(line.text) for line in edge)
    if known := _among_known(around, "aliases"):
        return known, edge[0].first, True
    partners = list(_partners(document))
    addressed = {each.organisation.casefold() for each in addressees if each.organisation}
    others = addressed | {re.sub(r"\s\([^)]*\)$", "", each).casefold() for each in partners}
    found = [each for each in merged(document, candidates_in(document)) if each.name.casefold() not in others]
    chosen = [each for each in found if each.points >= ENOUGH] or sorted(found, key=lambda each: -each.points)[:1]
    best = max((each.points for each in chosen), default=0.0)
    above = next((each.line for each in chosen if each.points == best), 0)
    chosen = [
        each
        for each in chosen
        if each.points >= LEAST
        and (each.points >= SHARE * best or (each.points >= ENOUGH and 0 < each.line - above < MOST))
    ][:MOST]  # those who sign together stand below one another
    if best < ENOUGH and not partners and (hinted := _among_known(around, "hints")):
        return hinted, edge[0].first, False
    if len(partners) > BOTH:  # the programme is named beside them
        chosen = [each for each in chosen if each.name.casefold().endswith(partners[0].casefold())]
        partners = partners[1:] if chosen else partners
    if partners:
        chosen = sorted(chosen, key=lambda each: -each.points)[:1]
    names = list(dict.fromkeys([*(fullest(each.name, document) for each in chosen), *partners]))
    line = chosen[0].line if chosen else 1
    return names, line, _is_clear(found, chosen)


def _is_clear(found: Sequence[Candidate], chosen: Sequence[Candidate]) -> bool:
    """Whether one name outdoes all others, so that it hardly ever is the wrong one."""
    points = sorted((each.points for each in found), reverse=True)
    ahead = len(points) == 1 or (len(points) > 1 and points[0] - points[1] >= AHEAD)
    return len(chosen) == 1 and chosen[0].points >= ENOUGH and ahead


def _at_edge(document: Document, place: int) -> bool:
    each = document.placed[place]
    return (
        place < HEAD_LINES * 2
        or place >= len(document.placed) - FOOT_LINES
        or each.part in {Part.OWN, Part.REPORT, Part.AFTER}
    )


def _among_known(text: str, key: str) -> list[str]:
    places = {}
    for name, pattern in _known(key):
        match = pattern.search(text) or re.search(rf"(?<!\w){re.escape(name.upper())}(?!\w)", text)
        if match:
            places[name] = match.start()
    return sorted(places, key=lambda name: places[name])


def _partners(document: Document) -> Iterator[str]:
    text = document.text.replace("\n", " ")
    match = _programme().search(text)
    if match:
        if programme := IN_APPOSITION.search(text[max(0, match.start() - LONGEST_NAME) : match.start()]):
            yield programme["name"]
        yield match["first"]
        yield match["second"]
