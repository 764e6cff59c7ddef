"""A start for missions: the open list of embassies that is derived from Wikidata, turned into columns of ours.

Its columns are `operator;operatorQID;country;countryQID;city;…;address;…;phone;email;…;type;…;QID`. It names no fax, no
head of a mission and no accreditations, and few of its rows have an address: what it lacks is said.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from babel import Locale

from campaign.errors import Sentence
from campaign.merging.countries import COUNTRIES
from campaign.models.vocabulary import MissionKind
from campaign.services.tables.cells import Cell, Table

KNOWN_BY = {"operator", "operatorqid", "country", "countryqid", "type", "qid"}
KINDS = {
    "embassy": MissionKind.EMBASSY,
    "high commission": MissionKind.HIGH_COMMISSION,
    "permanent mission": MissionKind.PERMANENT_MISSION,
    "permanent representation": MissionKind.PERMANENT_MISSION,
    "consulate general": MissionKind.CONSULATE_GENERAL,
    "consulate-general": MissionKind.CONSULATE_GENERAL,
    "interests section": MissionKind.INTERESTS_SECTION,
    "apostolic nunciature": MissionKind.NUNCIATURE,
    "nunciature": MissionKind.NUNCIATURE,
    "delegation": MissionKind.DELEGATION,
}
TITLES = {
    MissionKind.HIGH_COMMISSION: "High Commissioner",
    MissionKind.PERMANENT_MISSION: "Permanent Representative",
    MissionKind.CONSULATE_GENERAL: "Consul General",
    MissionKind.NUNCIATURE: "Apostolic Nuncio",
    MissionKind.DELEGATION: "Head of Delegation",
}
OTHER_NAMES = {  # as Wikidata calls states, or called them
    "people s republic of china": "CN",
    "republic of ireland": "IE",
    "kingdom of the netherlands": "NL",
    "kingdom of denmark": "DK",
    "united states of america": "US",
    "state of palestine": "PS",
    "holy see": "VA",
    "czech republic": "CZ",
    "swaziland": "SZ",
    "republic of macedonia": "MK",
    "republic of the congo": "CG",
    "democratic republic of the congo": "CD",
    "ivory coast": "CI",
    "cape verde": "CV",
    "east timor": "TL",
    "the gambia": "GM",
    "the bahamas": "BS",
    "federated states of micronesia": "FM",
    "burma": "MM",
    "turkey": "TR",
}
HEADINGS = (
    *("slug", "state", "office", "title_en", "organisation_en", "mission", "mission_sending_state"),
    *("mission_host_state", "mission_un_body", "address_1", "phone_1", "email_1", "source"),
)
LACKING = (
    "This is the list of embassies from Wikidata. It has no fax numbers, no names or genders of ambassadors, no "
    "further states that a mission is sent to, no dates, and no languages that letters are read in: add what you know."
)
COUNTED = (
    "Of %(rows)s missions %(addresses)s have an address, %(phones)s a telephone number, %(emails)s an e-mail address."
)


def is_list_of_embassies(table: Table) -> bool:
    """Whether a table is the list that is derived from Wikidata."""
    return bool(table.rows) and {str(cell or "").strip().casefold() for cell in table.rows[0]} >= KNOWN_BY


def from_list_of_embassies(table: Table) -> tuple[Table, tuple[Sentence, ...]]:
    """Return the list as a table of ours, and what it lacks; a state or a kind that is not known stays as it stands."""
    names = [str(cell or "").strip().casefold() for cell in table.rows[0]]
    found = [_mission(_named(names, row)) if any(row) else () for row in table.rows[1:]]
    of = {"rows": "title_en", "addresses": "address_1", "phones": "phone_1", "emails": "email_1"}
    counts = {name: sum(bool(row and row[HEADINGS.index(column)]) for row in found) for name, column in of.items()}
    return Table((HEADINGS, *found)), (Sentence(LACKING), Sentence(COUNTED, counts))


def _named(names: Sequence[str], row: Sequence[Cell]) -> dict[str, str]:
    texts = ["" if cell is None else str(cell).strip() for cell in row]
    return dict(zip(names, [*texts, *[""] * (len(names) - len(texts))], strict=False))


def _mission(row: dict[str, str]) -> tuple[Cell, ...]:
    kind = KINDS.get(re.sub(r"\s+", " ", row["type"].casefold()))
    state, host = _code(row["operator"]), _code(row["country"])
    un_body = f"UN {row.get('city', '')}".strip() if kind is MissionKind.PERMANENT_MISSION else ""
    place = ", ".join(filter(None, (row.get("city"), row["country"])))
    phone, email = row.get("phone", ""), row.get("email", "").removeprefix("mailto:")
    return (
        None,
        state,
        "ambassador" if kind in (MissionKind.EMBASSY, MissionKind.PERMANENT_MISSION) else "other",
        TITLES.get(kind, "Ambassador") if kind else "Ambassador",
        f"{row['type'].capitalize()} of {row['operator']}, {place}",
        kind or row["type"],
        state,
        host,
        un_body,
        "\n".join(filter(None, (part.strip() for part in row.get("address", "").split(",")))),
        phone,
        email,
        f"Wikidata, {row['qid'].rpartition('/')[2]} (CC0)",
    )


def _code(name: str) -> str:
    """Return the code of a country by its English name; the name itself, to be told as unknown, if there is none."""
    return _codes().get(_plain(name)) or OTHER_NAMES.get(_plain(name)) or name


@cache
def _codes() -> dict[str, str]:
    territories = Locale("en").territories
    return {_plain(territories[code]): code for code in COUNTRIES}


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return " ".join(re.findall("[a-z]+", text.replace("&", " and ")))
