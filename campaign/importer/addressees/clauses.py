"""Lines of an address taken apart into clauses, and what each clause looks like."""

import re
from collections.abc import Sequence

from campaign.importer.addressees.looks import (
    begins_with_organisation,
    honorific_and_rest,
    is_address,
    is_honorific,
    is_name,
    is_office,
    is_organisation,
    is_titled,
)
from campaign.importer.addressees.persons import addressed_office, person_in
from campaign.importer.fields.places import country_of
from campaign.importer.words import every, plain

CLAUSES = re.compile(
    r"\s*,\s+(?!D\. ?F\b|(?:Sr|Jr|II|III|IV)\b\.?(?:,|$))"  # “México, D.F.” is one town
    r"|\s+[-–—]\s+(?![A-Z]{2}(?:,|$)|\d)|\s+~\s+|;\s*|\s*\|\s*"
    r"|(?<=[a-zà-ÿа-я]{4})\.\s+(?=[A-ZÀ-ÞА-Я])|(?<=[a-z]{2}[à-ÿ])\.\s+(?=[A-ZÀ-Þ])|(?<=\d)\.\s+(?=[A-ZÀ-ÞА-Я])|(?<=\w{4})(?<!str)\.\s+(?=\d)"
)
COLON_OR_CLAUSES = re.compile(rf":\s+|{CLAUSES.pattern}")
# Where a line without any comma goes on with a body or an address: “Ambassador X Embassy of Y 12 Some Street”.
UNBROKEN = re.compile(r"\s+(?=(?:Embassy of|Ministry of|Office of|Permanent Mission|High Commission|P\.? ?O\.? ?Box))")
NUMBERED_STREET = re.compile(r"\s+(?=\d{1,5} [A-Z])")
BEFORE_A_FORM = re.compile(r"(?:A|Al|Alla|To|An|À|Au|Ao|К)\s+")
TO_FILL_IN = re.compile(r"[._…]{5}|…{2}")  # “........, le ........ 2013”
PLACEHOLDER = re.compile(r"\[[^\]]*\]?")  # “[Letterhead of your association]”
PRICED = re.compile(r"[€£$]\s?\d|\d\s?[€£$]|\b(?:Fr\.|CHF|EUR|USD)\s?\d")  # “Port : Fr. 2.00 (courrier A)”
LETTERS = re.compile(r",\s+(?:[A-Z]{2,5}|Ph\.?D\.?|M\.?D\.?)(?=,|$|\s[–—-]\s)")
OF_SOMETHING = re.compile(r"(?:of|de|del|de la|du|des|della|do|da|der)\s")  # small: it goes on
MOST_OF_REALM = 6  # words
LONGEST_BODY = 80  # characters
MANY = 3  # clauses: so many in one line are a whole address


def said(text: str) -> str:
    """Return the words of a line without “To:” and marks around them; none of “by fax” and postage rates."""
    text = _stripped(every("to").sub("", every("and_to").sub("", _stripped(text))))
    if (found := BEFORE_A_FORM.match(text)) and _is_whom(text[found.end() :]):
        text = text[found.end() :]  # “A Sua Eccellenza”, “To Juan Sabines, Governor of Y”
    means = every("by_means").match(text) and not any(map(str.isdigit, text))
    nothing = (
        means
        or any(every(key).fullmatch(text) for key in ("courtesy", "fill_in"))
        or not re.search(r"\w", text)
        or TO_FILL_IN.search(text)
        or every("postage").match(plain(text))
        or PRICED.search(text)
        or PLACEHOLDER.fullmatch(text.strip())
    )
    return "" if nothing else text


def _is_whom(text: str) -> bool:
    """Whether words behind “To” are a form of address, or a name with its office."""
    name, comma, office = text.partition(", ")
    parted = re.split(r"\s[-–—]\s", text)
    held = (
        len(parted) > 1 and is_office(parted[0]) and is_name(parted[1])
    )  # “Ao Governador do Estado – Sr. Carlos Nazareno”
    return is_honorific(text) or held or (bool(comma) and is_name(name) and is_office(office.split(",")[0]))


def _stripped(text: str) -> str:
    """Return words without the marks around them, but with brackets that are theirs: “Inspector General (IGP)”."""
    bare = re.sub(r"(?<=\w{4})\.$", "", text.strip(" ,;()[]\\|"))
    if bare.count("(") > bare.count(")") and f"{bare})" in text:
        return f"{bare})"
    return f"({bare}" if bare.count(")") > bare.count("(") and f"({bare}" in text else bare


def written_in_one_line(lines: Sequence[str]) -> bool:
    """Whether a whole address stands in a line or two."""
    return len(lines) <= 2 and any(len(CLAUSES.split(line)) >= MANY for line in lines)


def unbroken_parted(lines: Sequence[str]) -> list[str]:
    """Return lines parted where no comma says so: before a ministry, a box or the number of a house."""
    parts = [part for line in lines for part in ([line] if _of_a_country(line) else UNBROKEN.split(line))]
    return [part for line in parts for part in _parted_at_street(line)]


def _parted_at_street(line: str) -> list[str]:
    """Return a line parted before the number of a house, unless a comma parts it already."""
    if "," not in line:
        return NUMBERED_STREET.split(line)
    head, comma, rest = line.partition(",")
    first, *street = NUMBERED_STREET.split(head, maxsplit=1)
    return [first, *(f"{part}{comma}{rest}" for part in street)] if street and person_in(first) else [line]


def _of_a_country(line: str) -> bool:
    """Whether a mission begins with its country: “Kenya High Commission”."""
    return (found := UNBROKEN.search(line)) is not None and country_of(line[: found.start()]) is not None


def whole_offices(lines: Sequence[str]) -> list[str]:
    """Join an office that runs on into the next line: “Attorney General and Head of the Public / Ministry”."""
    whole: list[str] = []
    for line in lines:
        above = whole[-1] if whole else ""
        if every("kind_of_state").search(above) and every("state").match(line):
            whole[-1] = f"{above} {line}"  # “Botschaft der Sozialistischen / Republik Vietnam”
            continue
        open_end = re.search(
            r"(?:\b(?:of|the|and|for|de|del|du|des|la|los|las|et|y|und|für|der|di|dei|e|do|da|dos|das|the public)|,)$",
            above,
            re.IGNORECASE,
        )
        realm = country_of(re.sub(r"^(?:of|de|du|del|di|da|do|des)\s+(?:the|la|el|le)?\s*", "", line)) and re.match(
            r"(?:of|de|du|del|di|da|do|республики)\b", line, re.IGNORECASE
        )
        if (
            above
            and is_office(above)
            and (
                (open_end and not is_name(line) and len(line.split()) <= 4)
                or realm
                or _russian_realm(above, line)
                or every("office_ends").fullmatch(line)
                or (OF_SOMETHING.match(line) and not any(map(str.isdigit, line)) and len(line.split()) <= MOST_OF_REALM)
            )
        ) or _ends_body(above, line):
            whole[-1] = f"{above} {line}"
        else:
            whole.append(line)
    return whole


def _ends_body(above: str, line: str) -> bool:
    """Whether a line ends the name of the body above it: “Cambodian Human Rights” above “Committee”."""
    if not every("body_ends").fullmatch(line) or len(above) > LONGEST_BODY or honorific_and_rest(above)[0]:
        return False
    return every("body").search(above) is not None and is_titled(above) and not any(map(str.isdigit, above))


def _russian_realm(above: str, line: str) -> bool:
    return (
        bool(re.match(r"(?:Республики|Российской|Федерации)\b", line)) and "," not in line and len(above.split()) <= 4
    )


def clauses_of(line: str, *, split_all: bool, addressed: bool) -> list[str]:
    """Return what a line is made of: one clause, unless it says several things, as “Name, Minister of X, Street 1”."""
    line = _without_letters_behind_name(line)
    office, colon, person = line.partition(": ")
    if (
        colon and not addressed and (is_office(office) or begins_with_organisation(office)) and "," not in office
    ):  # "Minister of Justice: Her Excellency Ana Souza"
        return [office, *clauses_of(person, split_all=split_all, addressed=addressed)]
    marks = COLON_OR_CLAUSES if split_all else CLAUSES
    parts = [part.strip(" ,;") for part in marks.split(line) if part.strip(" ,;")]
    if len(parts) < 2 or (addressed and not split_all):
        return [line.strip(" ,;")] if parts else []
    if split_all:
        return _with_offices_whole(parts)
    looks = [look_of(part) for part in parts]
    if looks[0] == "name" and looks[1] == "other" and honorific_and_rest(parts[0])[0] and parts[1][:1].islower():
        looks[1] = "office"  # “Abog. Nora Alvarenga, coordinadora”
    if looks[:2] == ["name", "address"] and not honorific_and_rest(parts[0])[0]:
        return [line]  # a street that is called by a person: “Hidalgo, esq. 6”
    if looks[0] not in {"name", "person", "office", "organisation"} or (looks[0] == "office" and looks[1] == "other"):
        return [line]
    cut = next((place for place in range(1, len(parts)) if looks[place] not in {looks[0], "other"}), None)
    if looks[0] == "organisation" and looks[1] in {"other", "address"} and (cut or len(parts) == 2):
        cut = 1  # “Ministry of Security, Aldea el Ocotal”: what follows a body is where it is
    if cut is None or (
        looks[0] == "organisation" and looks[1] == "other" and re.search(r"\b(?:and|y|e|et|und)\b", parts[1])
    ):
        return [line]
    start = line.find(parts[cut], len(parts[0]))
    head, rest = line[:start].strip(" ,;-–—|"), line[start:].strip()
    return (
        [head, rest]
        if looks[cut] in {"address", "other", "country"}
        else [head, *clauses_of(rest, split_all=False, addressed=addressed)]
    )


def _without_letters_behind_name(line: str) -> str:
    """Return a line without the decorations behind a name: “Ms. Ruth Achieng, EBS, OGW”."""
    while found := LETTERS.search(line):
        name = re.split(r",\s+", line[: found.start()])[-1]
        if look_of(name) not in {"person", "name"}:
            break
        line = line[: found.start()] + line[found.end() :]
    return line


def _with_offices_whole(parts: Sequence[str]) -> list[str]:
    """Join what a comma parted within an office: “Minister of Justice, Labour and Security”."""
    whole: list[str] = []
    for part in parts:
        continues = re.search(r"\b(?:and|y|et|und|e|и)\b", part) and not is_name(part) and not is_address(part)
        both = whole and look_of(whole[-1]) == "office" and look_of(part) == "office" and not addressed_office(part)
        if whole and is_office(whole[-1]) and ((continues and look_of(part) == "other") or both):
            whole[-1] = f"{whole[-1]}, {part}"  # “Garde des Sceaux, ministre de la Justice”
        else:
            whole.append(part)
    return whole


def look_of(text: str) -> str:
    """Return what a clause is: country, name, person (with office), office, organisation, address, or other."""
    if country_of(text):
        return "country"
    if is_honorific(text) and not is_office(text):
        return "honorific"
    if addressed_office(text) or every("posts").fullmatch(text):
        return "office"
    found = person_in(text)
    if found:
        return "person" if found[1] else "name"
    if is_office(text) or is_office(honorific_and_rest(text)[1]):
        return "office"
    if begins_with_organisation(text):
        return "organisation"
    if is_address(text):
        return "address"
    if is_name(text):
        return "name"
    return "organisation" if is_organisation(text) else "other"
