"""What a person is, in the document's words: “human rights defender X”, “X, chairperson of the Water Forum, …”."""

import re
from functools import cache, lru_cache

from campaign.importer.people.names import NAME, title_and_name
from campaign.importer.words import alternatives, every, listed

ARTICLE = r"(?:an?|the|une?|la|le|les|el|los|las|il|lo|o|as?|os|uma?|un[ao]?|ein[er]?|der|die|das)"
TITLE = r"(?:(?:Mr|Ms|Mrs|Dr|M|Mme|Sr|Sra|Don|Doña|Herr|Frau|Sig|г-н|г-жа)\.?\s+)"
AND = r"(?:,| and| et| y| e| und| и)"
OTHERS = rf"(?:{AND}\s+{TITLE}?{NAME})"  # “X, Y and Z, coordinators of …”
AGED = r"(?:(?:aged\s+)?\d{1,3}(?:\s(?:years old|ans|años|anni|anos|Jahre))?,\s+)?"
WORDS = r"(?: +[a-zà-ÿа-яё][\w'’-]*)"

# “Zara Moussa, greffière, …”: a word or two between commas, of which the first is no participle and no small word.
SMALL = r"(?-i:[a-zà-ÿа-яё])"
APPOSED = re.compile(
    rf"(?P<name>{NAME})(?P<others>{OTHERS}{{0,4}}),\s+(?:{ARTICLE}\s+|l['’])?(?P<role>{SMALL}[\w'’-]{{4,}}(?:\s+{SMALL}[\w'’-]{{3,}})?"
    rf"(?:\s+(?:of|at|for|de|du|des|del|di|da|do|von|der)\s[^,.;:()]{{2,60}}(?:\([^()]{{2,30}}\))?)?),"
)
# “Krankenpfleger und Gewerkschafter X”, and a word that begins a sentence: “Fisherfolk leader X”
BEGINNING = rf"(?!{ARTICLE}\s)[A-ZÀ-Þ][a-zà-ÿ]{{3,}}\s"
FIRST = rf"(?:[A-ZÄÖÜ][a-zäöüß]{{3,}}\s+und\s+|(?<=[.!?\n]\s){BEGINNING}|^{BEGINNING})"
NOUN = rf"{SMALL}[\w'’-]{{2,}}(?:\s{SMALL}[\w'’-]{{2,}}){{0,2}}"
# “the night printer, Mr. Ibrahim Bangura”, “the boat builder Anton Silva”
INTRODUCED = re.compile(rf"(?<![\w-])(?:{ARTICLE}\s+|l['’])(?P<role>{NOUN}),\s+{TITLE}(?P<name>{NAME})")
BARE = re.compile(rf"(?<![\w-])(?:(?i:{ARTICLE})\s+|[lL]['’])(?P<role>{NOUN}) {TITLE}?(?P<name>{NAME})")
NO_NOUN = re.compile(
    r"^\w*(?:ed|ing|ly|mente?|é[es]{0,2}|[aiu][dt][oa]s?|ant|endo|ando|вш\w+|нн\w+)(?:\s|$)|^(?:born|among|along|under|while|where|whose|after"
    r"|since|other|entre|depuis|avant|après|desde|sobre|against|contra|contre|contro|pour|para|with|from|that|which|para|pela?|pelo|avec|dans|said|told|named|called|late|young|same|junto|nach|sowie|neben|seit|secondo|dopo|insieme|segundo|depois|также|после)\b"
)


@cache
def _role() -> str:
    return f"(?:{alternatives('people', 'roles')}(?:e?s|en)?)(?!\\w)"


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>{NAME}|{TITLE}[A-ZÀ-Þ][\w'’-]+)(?P<others>{OTHERS}{{0,4}}),\s+{AGED}(?:{ARTICLE}\s+|l['’])?"
        rf"(?P<role>(?:[\w'’-]+\s+){{0,3}}?{_role()}[^,.;:()]{{0,90}}(?:\([A-ZÀ-Þ][^()]{{1,30}}\))?)(?=[,.;:)])"
    )


@cache
def _before() -> re.Pattern[str]:
    and_more = rf"(?:\s+(?:and|et|y|e|und|и)\s+(?:[a-zà-ÿа-яё][\w'’-]*\s+)?{_role()})?"
    return re.compile(
        rf"(?<![\w-])(?P<role>{FIRST}?(?i:{_role()}){and_more}{WORDS}{{0,5}}?),? +{TITLE}?"
        rf"(?P<name>{NAME})(?P<others>{OTHERS}{{0,4}})",
        re.MULTILINE,
    )


@cache
def _said() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>{NAME})\s+(?:is|was|est|es|ist|è|é)\s+(?:{ARTICLE}\s+)?(?P<role>(?:[\w'’-]+\s+){{0,2}}?{_role()}[^,.;:()]{{0,80}})(?=[,.;:)])"
    )


@lru_cache(maxsize=8)
def roles_in(prose: str) -> dict[str, str]:
    """Return the role of each name in running text: what stands behind it, else before it, else what it “is”."""
    found: dict[str, str] = {}
    for match in _behind().finditer(prose):
        role = every("behind_end").sub("", match["role"]).strip()
        if not re.match(r"(?:und|and|et|y|e|и|who|qui|que|quien|der|die|che|кото\w+)\b", role):
            _keep(found, match, role)
    for match in _before().finditer(prose):
        if every("siblings").fullmatch(match["role"]):
            continue
        if match["role"][0].isupper() and match["role"].casefold() in listed("before_names"):
            continue  # “Brother Thomas”
        if not every("verb_at_end").search(match["role"]):
            _keep(found, match, match["role"].strip())
    for match in _said().finditer(prose):
        _keep(found, match, match["role"].strip())
    for match in INTRODUCED.finditer(prose):
        if not every("verb_at_end").search(match["role"]):
            _keep(found, match, match["role"])
    for match in APPOSED.finditer(prose):
        if not NO_NOUN.search(match["role"]):
            _keep(found, match, match["role"])
    for match in BARE.finditer(prose):
        words = match["role"].split()
        if every("siblings").fullmatch(match["role"]) or title_and_name(f"{words[-1]} X")[0]:
            continue
        if not any(map(NO_NOUN.search, words)):
            _keep(found, match, match["role"])
    return found


def _keep(found: dict[str, str], match: re.Match[str], role: str) -> None:
    others = match.groupdict().get("others") or ""
    for name in (match["name"], *re.findall(NAME, others)):
        found.setdefault(re.sub(rf"^{TITLE}", "", name), role)


def role_of(name: str, prose: str) -> str | None:
    """Return the role of one person; also where only the surname stands with it. None where the document gives none."""
    roles = roles_in(prose)
    ending = next(
        (role for other, role in roles.items() if other.endswith(f" {name}") or name.endswith(f" {other}")), None
    )
    return roles.get(name) or ending
