"""Who is named beside the persons at risk: officials, bodies, kin and lawyers, who are named to tell the story."""

import re
from functools import cache

from campaign.importer.words import alternatives, every

PLACES = (
    r"radio|rádio|station|company|village|town|city|district|river|aldeia|vila|cidade|aldea|pueblo|comunidad|municipio|ciudad|ville|quartier|dorf|stadt|villaggio|città"
    r"|село|деревн\w+|город\w*"
)

IN = "in|near|en|em|nel|nella|nello|nell|в"
GENITIVE = ("'", "’")  # “in X Y's house”


def is_official(prose: str, name: str) -> bool:
    """Whether a name is that of somebody in office: “President X”, “Chechen leader X”."""
    place = prose.find(name)
    before = prose[max(0, place - 60) : place]
    return _in_office().search(before) is not None and not _with_a_role().search(before)


@cache
def _in_office() -> re.Pattern[str]:
    heads = rf"(?:{alternatives('offices', 'heads')}|leader|official|officer|excellency|spokesperson for the)"
    ranks = rf"(?:{alternatives('offices', 'ranks')}\s+)?"
    return re.compile(rf"(?<!\w){heads}(?:\s+(?:of|de|in)\s+[A-Z]\w+)?,?\s+{ranks}$", re.IGNORECASE)


@cache
def _with_a_role() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('people', 'roles')},?\s*$", re.IGNORECASE)


def is_body(prose: str, name: str) -> bool:
    """Whether a name is that of a body, for which the word stands before it: “the association X”, “radio Y”."""
    place = prose.find(name)
    return _called().search(prose[max(0, place - 50) : place]) is not None


@cache
def _called() -> re.Pattern[str]:
    bodies = rf"(?:{alternatives('offices', 'organisations')}|{every('body').pattern}\w*|{PLACES})"
    return re.compile(
        rf"(?<!\w){bodies}(?:\s+[a-zà-ÿ]+(?:aire|ari[ao]|al|ale|ique))?(?:\s+[a-zà-ÿ]+\s+(?:de|di))?[ «“\"„]+$",
        re.IGNORECASE,
    )


def is_place(prose: str, name: str) -> bool:
    """Whether a name is that of a street or a place: “rue X Y”, “acampamento X Y”, “in X Y”."""
    return any(
        _at_place().search(prose[max(0, found.start() - 40) : found.start()]) is not None
        and prose[found.end() : found.end() + 1] not in GENITIVE
        for found in re.finditer(re.escape(name), prose)
    )


@cache
def _at_place() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{every('places').pattern}[ «“\"„]+(?:(?:de|del|di|do|da|of|von) )?|(?:{IN}) )$", re.IGNORECASE
    )


def is_relative(prose: str, name: str) -> bool:
    """Whether a name is that of somebody's kin or lawyer, who is named to tell the story."""
    place = prose.find(name)
    before = prose[max(0, place - 40) : place]
    titled = re.search(r"(?<!\w)[A-ZÀ-Þ][^\W\d_]+ $", before)  # “Brother Thomas” belongs to an order
    return every("kin").search(before[: titled.start()] if titled else before) is not None
