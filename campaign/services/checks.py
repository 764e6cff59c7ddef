"""Advice on a letter before it goes: on the supporter's own words, their safety, its length and its way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from campaign.errors import Sentence
from campaign.merging.countries import country_name
from campaign.merging.phrasebook import languages, tongue
from campaign.merging.supporter import Supporter
from campaign.merging.tone import ARABIC_FRONT, Tone, harsh_passages
from campaign.models.published import PublishedAction
from campaign.services.channels import POST_DAYS_AT_HOME

OWN_FIELDS = ("who_i_am", "my_link", "own_words")
WORDS_BY_TONE = {
    Tone.IMPOLITE: "“%(words)s” may sound rude: letters that stay polite are read to the end.",
    Tone.POLITICAL: "“%(words)s” may sound like a political attack: letters that speak of the person only help most.",
    Tone.SHOUTED: "“%(words)s” looks like shouting: plain small letters and one mark say more.",
}
TIES = Sentence(
    "If you have family in that country, or plan to travel there, think first: you can leave it out, sign with your "
    "initials alone, or not write. If you are not sure, do not write."
)


@dataclass(frozen=True)
class Advice:
    """A sentence of advice, and the field of the letter's form and of the sender's file that it stands beside."""

    field: str
    sentence: Sentence


def advice_on_words(action: PublishedAction, country: str, own: Mapping[str, str], language: str) -> tuple[Advice, ...]:
    """Return advice on what a supporter in a country adds to a letter in a language, field by field."""
    found = [*_on_tone(own), *_on_script(own, language)]
    if country == action.country or any(_names(text, action.country) for text in own.values()):
        found.append(Advice("identity", TIES))
    return tuple(found)


def own_words_of(supporter: Supporter) -> dict[str, str]:
    """Return what a supporter adds to the letter, by the names of the fields."""
    return {field: getattr(supporter, field) for field in OWN_FIELDS}


def without_own_words(supporter: Supporter) -> Supporter:
    """Return the supporter with nothing to add to the letter."""
    return replace(supporter, who_i_am="", my_link="", own_words="")


def advice_on_length(pages: int, pages_without: int) -> Advice:
    """Return what makes a letter of several pages so long: the supporter's own words, or what was published."""
    if pages_without < pages:
        return Advice(
            "own_words",
            Sentence(
                "Your own words make the letter %(pages)s pages long. Shorten them if you can: one page is read.",
                {"pages": pages},
            ),
        )
    return Advice(
        "",
        Sentence("This letter takes %(pages)s pages, whatever you add; one page is read more often.", {"pages": pages}),
    )


def advice_on_post(days_left: int | None) -> Sentence | None:
    """Return a warning where fewer days are left than even a letter at home takes."""
    if days_left is None or days_left >= POST_DAYS_AT_HOME:
        return None
    return Sentence(
        "%(days)s days are left: the post may be too slow, so choose e-mail or fax where you can.", {"days": days_left}
    )


def _on_tone(own: Mapping[str, str]) -> Iterator[Advice]:
    for field, text in own.items():
        for passage in harsh_passages(text):
            yield Advice(field, Sentence(WORDS_BY_TONE[passage.tone], {"words": passage.words}))


def _on_script(own: Mapping[str, str], language: str) -> Iterator[Advice]:
    """Notice words in another script than the letter's: whoever reads the letter may not read them."""
    letters = tongue(language).phrases.marks.letters.replace(" ", "")
    for field, text in own.items():
        own_letters = [character for character in text.casefold() if character.isalpha()]
        if own_letters and sum(_alike(letter, letters) for letter in own_letters) < len(own_letters) / 2:
            yield Advice(
                field,
                Sentence("This is not in the language of the letter: write it in that language, or leave it out."),
            )


def _alike(letter: str, letters: str) -> bool:
    """Whether a letter is of the script whose letters these are; scripts lie in blocks of their own."""
    first, last = min(map(ord, letters)), max(map(ord, letters))
    if last < 0x80:
        return ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00
    return first - 0x30 <= ord(letter) <= last + 0x60


def _names(text: str, country: str) -> bool:
    """Whether a text names a country in one of the languages of letters."""
    said, front = text.casefold(), rf"(?<!\w){ARABIC_FRONT}"  # Oman is in no “woman”
    for code in languages():
        name = country_name(country, code)
        forms = {name, tongue(code).phrases.country(country, name)}
        if any(re.search(front + re.escape(form.casefold()), said) for form in forms):
            return True
    return False
