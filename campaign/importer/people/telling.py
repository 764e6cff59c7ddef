"""How sentences tell what somebody is: “X, a mechanic at …”, “the printer X”, “X is …”, “Coordinator of Y, she …”."""

import re
from functools import cache

from campaign.importer.people.names import NAME
from campaign.importer.words import alternatives

ARTICLE = r"(?:an?|the|une?|la|le|les|el|los|las|il|lo|gli|o|as?|os|uma?|un[ao]?|ein(?:e[rsnm]?)?|der|die|das|de[mns])"
CONTRACTED = r"(?:d[oae]s?|del|della?|dello|du|des|al?|alla|au|ao|à|vom|zum|zur|beim)"
NUMBER = (
    r"(?:two|three|four|five|deux|trois|quatre|cinq|dos|tres|cuatro|zwei|drei|vier|due|tre|quattro|dois|duas|três|quatro"
    r"|двух|тр[её]х|дво[ей]|трое|два|две|три)"
)
AND = r"(?:,| and| et| y| e| und| и)"
SMALL = r"(?-i:[a-zà-ÿа-яё])"
LEAST = rf"{SMALL}[\w'’-]{{2,}}"
NOUN = rf"{LEAST}(?:\s{LEAST}){{0,2}}"
GERMAN_NOUN = r"(?-i:[A-ZÄÖÜ][a-zäöüß]{3,})"
OF = (
    r"(?:of|at|for|from|in|near|with|de|du|des|del|della?|degli|delle|dei|di|da|do|dos|das|du|von|vom|der|des|einer|für|bei|beim|im|am"
    r"|(?:de la|de l'|de l’|d'|d’|dell'|dell’)(?=\w)|в|при|из)"
)
LETTERS = r"(?:[^.;:()\n,]|(?<=\s[MDS][rs])\.)"  # “a colleague of Ms. X”
COMPLEMENT = rf"(?:\s{OF}\s?{LETTERS}{{2,90}}(?:\([A-ZÀ-Þ][^()]{{1,30}}\))?)"
GERMAN_OF = rf"(?:\s(?:des|der|eine[rs]|für|von|vom|bei|beim|im|am|aus)\s{LETTERS}{{2,90}})"
# What may stand between a name and its comma, and behind the comma: “X (34), …”, “X, de 52 años, …”, “X (she/her)”.
BRACKET = r"(?:\s*\((?:\d|she|he|they|[mfhw]\))[^()]{0,14}\)?)?"
AGED = (
    r"(?:(?:aged|de|di|âgée? de|con)?\s*\d{1,3}(?:\s(?:years? old|ans|años|anni|anos|Jahre(?: alt)?|лет|года?))?,\s+)?"
)
END = r"(?=\s*(?:[,.;:)\n–—]|$))"
PRONOUN = r"(?:he|she|il|elle|él|ella|egli|lei|lui|er|sie|ele|ela|он|она)"
IS = r"(?:is|was|est|était|es|era|ist|war|è|é|[–—](?=\s[а-яё]))"
LISTED_MOST = 90  # characters that may follow a word of the list


@cache
def title() -> str:
    """Return an expression for a form of address before a name."""
    both = f"{alternatives('people', 'male_titles')}|{alternatives('people', 'female_titles')}"
    return rf"(?:(?:(?i:{both})|Dr|Don|Doña|Prof|il signor|la signora)\.?\s+)"


@cache
def listed_role(language: str) -> str:
    """Return an expression for a word that says what somebody is, in a language or in English, as letters are."""
    both = "|".join(alternatives("people", "roles", each) for each in dict.fromkeys((language, "en")))
    return rf"(?:(?i:{both})(?:e?s|en)?)(?!\w)"


@cache
def named() -> re.Pattern[str]:
    """Return what finds a `name`, and `others` that stand in a row with it."""
    return re.compile(rf"(?<![\w@/-]){_named()}")


@cache
def _named() -> str:
    others = rf"(?:{AND}\s+{title()}?{NAME})"  # “X, Y and Z, coordinators of …”
    return rf"(?P<name>{title()}?{NAME}|{title()}[A-ZÀ-ÞА-ЯЁ][\w'’-]+)(?P<others>{others}{{0,4}})"


@cache
def behind(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds a role behind its name: with a word of the lists, an article or a complement; in brackets."""
    article = rf"(?:{ARTICLE}\s+|l['’])"
    known = (
        rf"(?:[\w'’-]+\s+){{0,3}}?{listed_role(language)}[^,.;:()\n]{{0,{LISTED_MOST}}}(?:\([A-ZÀ-Þ][^()]{{1,30}}\))?"
    )
    return (
        re.compile(rf"{BRACKET},\s+{AGED}{article}?(?P<role>{known}){END}"),
        re.compile(rf"{BRACKET},\s+{AGED}{article}(?P<role>{NOUN}{COMPLEMENT}?){END}"),
        re.compile(rf"{BRACKET},\s+{AGED}(?P<role>{LEAST}{COMPLEMENT}|{GERMAN_NOUN}{GERMAN_OF}){END}"),
        re.compile(rf"{BRACKET},\s+{AGED}(?P<role>{LEAST}(?:\s{LEAST})?),"),
        re.compile(rf"\s+\({article}?(?P<role>{LEAST}(?:\s[^\s()\d,;]+){{0,6}})\)"),
    )


@cache
def being(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds what somebody is said to be: “X is an evangelist of …”, “X – руководительница …”."""
    listed = rf"(?:[\w'’-]+\s+){{0,2}}?{listed_role(language)}[^,.;:()\n]{{0,{LISTED_MOST}}}"
    known = rf"(?:{ARTICLE}\s+|l['’])?(?P<role>{listed})"
    other = rf"(?:an?|une?|una|uma?|eine?)\s+(?P<role>(?:{NOUN}|{GERMAN_NOUN}){COMPLEMENT}?)"
    return (
        re.compile(rf"\s+{IS}\s+{known}{END}"),
        re.compile(rf"\s+{IS}\s+{other}{END}"),
        re.compile(rf"\s+[–—-]\s+(?P<role>[а-яё]{{4,}}\s[^,.;:\n]{{3,120}}){END}"),
    )


@cache
def brought_in(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds a role that a comma parts from its name: “The editor of Y, X, …”, “the printer, Mr. X”."""
    lead = rf"(?<![\w-])(?i:{ARTICLE}|{NUMBER})\s+"
    known = rf"(?:[^\W\d_][\w'’-]*\s){{0,2}}?{listed_role(language)}[^,.;:()\n]{{0,70}}"
    role = rf"(?P<role>{known}|{LEAST}(?:\s{LEAST})?|{GERMAN_NOUN}{GERMAN_OF}?)"
    return (
        re.compile(rf"(?<![\w-])(?:{ARTICLE}\s+|l['’])(?P<role>{NOUN}{COMPLEMENT}?),\s+{title()}(?P<name>{NAME})"),
        re.compile(rf"{lead}{role},\s+{_named()},"),
    )


@cache
def inner(language: str) -> re.Pattern[str]:
    """Return what finds a role of the lists with an article within other words."""
    return re.compile(rf"(?<!\w)(?i:{ARTICLE}|{NUMBER}|{CONTRACTED})\s+(?P<role>{listed_role(language)}.*)$")


@cache
def of_the_next(language: str) -> re.Pattern[str]:
    """Return what finds a role that belongs to the next name of a row: “X, |activist Y Z|, …”."""
    return re.compile(rf"(?<!\w){listed_role(language)} {NAME}$")


@cache
def body_first() -> re.Pattern[str]:
    """Return what matches a body in the place of a role: “ministère de l’Europe”."""
    return re.compile(rf"(?i:{alternatives('offices', 'organisations')})\s{OF}(?!\w)")


@cache
def complemented(language: str) -> re.Pattern[str]:
    """Return what finds a role of the lists that the next words complete: “two journalists of”, “the broadcaster”."""
    return re.compile(rf"(?<!\w){listed_role(language)}\s{OF}\s?$")


@cache
def before(language: str) -> re.Pattern[str]:
    """Return what finds a role of the lists right before a name."""
    capital = rf"(?!{ARTICLE}\s)[A-ZÀ-Þ][a-zà-ÿ]{{3,}}\s"
    first = rf"(?:[A-ZÄÖÜ][a-zäöüß]{{3,}}\s+und\s+|(?<=[.!?\n]\s){capital}|^{capital})"
    and_more = rf"(?:\s+(?:and|et|y|e|und|и)\s+(?:[a-zà-ÿа-яё][\w'’-]*\s+)?{listed_role(language)})?"
    words = r"(?: +[a-zà-ÿа-яё][\w'’-]*){0,5}?"
    whose = r"(?:its|his|her|their|our|your|late|said|same|other|these|those)\s"
    # “of water campaigner X”: English puts what somebody works at before the word for it.
    of_what = rf"(?:(?<=\bof )|(?<=\bby )|(?<=\bfor )|(?<=\bthe )|(?<=\ba )|(?<=\ban ))(?!{whose}){LEAST}\s"
    role = rf"(?P<role>(?:{of_what})?{first}?{listed_role(language)}{and_more}{words})"
    return re.compile(rf"(?<![\w-]){role},? +{title()}?{_named()}", re.MULTILINE)


@cache
def bare() -> tuple[re.Pattern[str], ...]:
    """Return what finds any noun with its article right before a name: “the boat builder X”, “die Reisbäuerin X”."""
    return (
        re.compile(
            rf"(?<![\w-])(?:(?i:{ARTICLE}|{CONTRACTED})\s+|[lL]['’])(?P<role>{NOUN}) {title()}?(?P<name>{NAME})"
        ),
        re.compile(rf"(?<![\w-])(?i:de[rmns]|die|eine?[rnms]?)\s+(?P<role>{GERMAN_NOUN}) {title()}?(?P<name>{NAME})"),
    )


@cache
def of_the_one_before(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds the role of whoever was named before: “He is a mechanic.”, “Coordinator of Y, she …”."""
    start = r"(?:^|(?<=[.!?»”\"] ))"
    known = rf"(?:[\w'’-]+\s+){{0,3}}?{listed_role(language)}[^,.;:()\n]{{0,{LISTED_MOST}}}"
    indefinite = rf"(?:an?|une?|una|uma?|eine?)\s+(?P<role>(?:{NOUN}|{GERMAN_NOUN}){COMPLEMENT}?)"
    aged = r"(?:D(?:er|ie) \d{1,3}-[Jj]ährige)"
    return (
        re.compile(rf"{start}(?i:{PRONOUN})\s+{IS}\s+(?:{ARTICLE}\s+|l['’])?(?P<role>{known}){END}", re.MULTILINE),
        re.compile(rf"{start}(?i:{PRONOUN})\s+{IS}\s+{indefinite}{END}", re.MULTILINE),
        re.compile(
            rf"{start}(?:Er|Sie|{aged})\s+ist\s+(?P<role>{GERMAN_NOUN}{COMPLEMENT}?)(?=\s+und\s|,|\.)", re.MULTILINE
        ),
        re.compile(rf"{start}(?:(?i:{ARTICLE})\s+|L['’])?(?P<role>{known}),\s+{PRONOUN}\s", re.MULTILINE),
    )
