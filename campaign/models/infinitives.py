"""English demands as appeals print them, gerunds and imperatives, made bare infinitives, as letters need them."""

import re
from dataclasses import dataclass
from enum import StrEnum

WORD = re.compile(r"[A-Za-z]+")
VERBS = frozenset(
    WORD.findall("""
    abandon abide abolish abstain accept acknowledge acquit act address adhere adopt afford allow amend annul answer
    apologise apologize apply arrange arrest assure attend avoid bring build cancel carry cease check clarify close
    commit commute compel compensate comply conclude condemn conduct confirm conform consider consult contact continue
    contribute cooperate counter create decide declare decriminalise decriminalize defend delay deliver demolish
    demonstrate denounce deport desist detain determine develop direct disclose discontinue discuss dismiss distribute
    do document drop educate eliminate empower enable encourage end enforce ensure erase establish evacuate examine
    execute exempt exercise exhume exonerate expel explain extend extradite facilitate feed fight find follow forgive
    free fulfil fulfill gather get give govern grant guarantee halt hand harass have hear help hire hold honour identify
    implement impose improve include increase inform initiate insist inspect instruct integrate intensify intervene
    intimidate introduce investigate invite issue join keep launch lead leave legislate let lift limit listen locate
    lower maintain make meet mitigate monitor move negotiate notify observe offer open oppose order outlaw oversee
    overturn pardon pass pay permit persuade place prepare present preserve prevent proceed prohibit promote prosecute
    protect provide publish punish pursue put quash raise ratify reach reaffirm rebuild recall receive recognise
    recognize reconsider reduce refer reform refrain register regulate rehabilitate reinstate reject release relocate
    remember remind remove renounce reopen repair repatriate repeal replace report rescind rescue resolve respect
    respond restore return reunite reveal reverse review revise revoke rule safeguard satisfy save say search secure see
    seek send separate serve set settle share show sign spare speak start stop strengthen submit supply support
    suspend tackle take tell terminate transfer translate transmit treat try unblock uncover undertake unfreeze unseal
    update uphold use vacate verify visit vote warn withdraw work write
    """)
)
FRONT = (  # what may stand before the verb
    "not|carefully|effectively|fully|immediately|impartially|independently|promptly|publicly|swiftly|thoroughly|"
    "unconditionally|unreservedly|urgently"
)
AUTHORITIES = (
    r"(?:them|him|her|you|(?:the |all )?(?:[\w’'-]+ ){0,3}?(?:authorit(?:y|ies)|government|president|minister|"
    r"ministry|officials|parliament|courts?|prosecutors?(?: general)?|attorney general|police|state|"
    r"chair(?:man|woman|person)?|head|committee|ambassador|king|queen)(?: (?:of|in|for) (?:the )?[\w’' -]{1,40}?)?)"
)
ASKING = (
    r"(?:(?:respectfully|strongly|politely)\s+)?(?:urging|urge|calling\s+(?:up)?on|call\s+(?:up)?on|asking|ask|"
    r"requesting|request|appealing\s+to|appeal\s+to|pressing|press|imploring|implore|pleading\s+with)"
)
LEAD = re.compile(rf"^{ASKING}\s+(?:{AUTHORITIES}\s+)?to\s+", re.IGNORECASE)
BARE_TO = re.compile(r"^(?:please\s+|kindly\s+)?(?:to\s+)?", re.IGNORECASE)
NUMBERING = re.compile(r"^\s*(?:[-–—•*·▪►>]|\(?(?:\d{1,2}|[ivx]{1,5}|[a-h])[.)])\s+", re.IGNORECASE)
NOT = re.compile(r"^(?:do\s+not|don['’]t|not\s+to)\s+", re.IGNORECASE)
BEFORE_VERB = re.compile(rf"(?:(?:{FRONT})(?:,?\s+and\s+|,?\s+))+", re.IGNORECASE)
ENDING = re.compile(r"(?:\s*[;,]\s*and\s*)?(?:[\s;,:]|(?<![A-Z]\.[A-Z])\.)*$")  # “the U.S.” keeps its full stop
PRONOUN = re.compile(r"\b(?:they|them)\b", re.IGNORECASE)


class DemandDoubt(StrEnum):
    """Why a demand may not read well behind “I urge you to”."""

    NO_VERB = "no_verb"  # it does not begin with an infinitive
    PRONOUN = "pronoun"  # “they” or “them”: who?
    OTHER_FORM = "other_form"  # a later verb is no infinitive: “release her and ensuring …”


@dataclass(frozen=True)
class Infinitive:
    """A demand as it goes on from “to”, and what a person has to look at."""

    text: str
    doubts: tuple[DemandDoubt, ...]


def bare_infinitive(published: str) -> Infinitive:
    """Return an English demand as a bare infinitive: without number, lead, “to” and end mark, its verb uninflected.

    “Urging them to carry out…”, “Carry out…” and “carrying out…” all become “carry out…”. Nothing is guessed: what
    begins with no verb that is known stays as it is, with a doubt.
    """
    text = ENDING.sub("", NUMBERING.sub("", " ".join(published.split())))
    text = NOT.sub("not ", BARE_TO.sub("", LEAD.sub("", text)))
    text, has_verb = _with_verb(text)
    doubts = {
        DemandDoubt.NO_VERB: not has_verb,
        DemandDoubt.PRONOUN: PRONOUN.search(text),
        DemandDoubt.OTHER_FORM: _goes_on_otherwise(text),
    }
    return Infinitive(text, tuple(doubt for doubt, is_there in doubts.items() if is_there))


def _with_verb(text: str) -> tuple[str, bool]:
    """Return the text with its first verb, which adverbs may stand before, as an infinitive, and whether it is one."""
    before = BEFORE_VERB.match(text)
    if before is None:
        return _with_first_verb(text)
    text, has_verb = _with_first_verb(text[before.end() :])
    return before[0].lower() + text, has_verb


def _goes_on_otherwise(text: str) -> bool:
    """Whether a gerund is joined to what has none before: with one before, it may well go on from that."""
    second = JOINED.search(text)
    return second is not None and not any(word.lower() in GERUNDS for word in WORD.findall(text[: second.start()]))


def _with_first_verb(text: str) -> tuple[str, bool]:
    first = WORD.match(text)
    if first is None:
        return text, False
    word = first[0].lower()
    verb = word if word in VERBS else GERUNDS.get(word)
    if verb is None:
        return text, False
    return verb + text[first.end() :], True


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    if verb in DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"


DOUBLED = frozenset(
    {
        "compel",
        "drop",
        "expel",
        "get",
        "let",
        "put",
        "set",
        "stop",
        "submit",
        "permit",
        "transfer",
        "transmit",
        "commit",
    }
)
GERUNDS = {_gerund(verb): verb for verb in VERBS}
JOINED = re.compile(rf"\b(?:and|or)\s+(?:[a-z]+ly\s+)?(?:{'|'.join(sorted(GERUNDS))})\b", re.IGNORECASE)
