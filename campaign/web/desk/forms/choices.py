"""What the forms of the desk let one choose from, and how they read lists, empty fields and languages."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import available_timezones

from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from wtforms.fields.choices import SelectChoice

from campaign.errors import BadEntry
from campaign.merging.countries import COUNTRIES, country_name, is_country
from campaign.models import Action, Authority, Case, Organisation
from campaign.services.choosing import authorities_at_hand
from campaign.services.editing.entries import Section
from campaign.services.editing.following import could_be_followed

LONGEST_QUESTION = 200  # characters


@dataclass(frozen=True)
class Choices:
    """What exists to choose from while an action is edited."""

    languages: tuple[str, ...]  # that anything of the action is written in
    organisations: tuple[tuple[str, str], ...]  # slug and name
    authorities: tuple[tuple[str, str], ...]
    addressees: tuple[tuple[int, str], ...]  # id and name
    words: str  # that authorities were found by; empty: they are those at hand
    followed: tuple[tuple[str, str], ...] = ()  # slug and title, of those that the action could follow


def choices_for(
    session: Session, action: Action, part: Section, *, typed: Iterable[str] = (), words: str = ""
) -> Choices:
    """Return the choices for a section of an action: authorities that words find, and what is `typed` in its form.

    Typed are authorities, or the action that this one follows; whether there is one is found out on saving.
    """
    words = words[:LONGEST_QUESTION]
    typed = [text for each in typed if (text := each.strip()) and text.isprintable()]
    chosen = {each.authority.slug for each in action.addressees} | set(typed)
    return Choices(
        languages=_languages(action) or ("en",),
        organisations=_organisations(session) if part is Section.BASICS else (),
        authorities=authorities_at_hand(session, action.country, chosen, words) if part is Section.ADDRESSEES else (),
        addressees=tuple((each.id, authority_name(each.authority)) for each in action.addressees),
        words=words,
        followed=_followed(session, action, typed) if part is Section.BASICS else (),
    )


def authority_name(authority: Authority) -> str:
    """Return how a list names an authority: name and office, in English if there is any."""
    text = authority.texts.get("en") or next(iter(authority.texts.values()), None)
    return ", ".join(filter(None, (text.name, text.title))) if text else authority.slug


def words_of(kind: type[StrEnum], words: dict[str, str], empty: str = "") -> list[SelectChoice]:
    """Return the words of a vocabulary as choices, each as the desk says it."""
    first = [SelectChoice("", empty)] if empty else []
    return first + [SelectChoice(word.value, words[word.value]) for word in kind]


def country_choices() -> list[SelectChoice]:
    """Return all countries by their names in the language of the page."""
    language = str(get_locale())
    named = sorted(((code, country_name(code, language)) for code in COUNTRIES), key=_by_name)
    return [SelectChoice("", _("Choose a country")), *(SelectChoice(code, name) for code, name in named)]


def time_zone_choices() -> list[SelectChoice]:
    """Return all time zones by their names."""
    return [SelectChoice(name, name) for name in sorted(available_timezones())]


def listed(text: str | None) -> tuple[str, ...]:
    """Return the words of a list that was typed with commas or spaces between them."""
    return tuple(dict.fromkeys(filter(None, (text or "").replace(",", " ").split())))


def countries_in(text: str | None) -> tuple[str, ...]:
    """Return country codes that were typed as a list; raises BadEntry for what is none."""
    codes = tuple(code.upper() for code in listed(text))
    for code in codes:
        if not is_country(code):
            raise BadEntry("“%(code)s” is no country: use two-letter codes (ISO 3166), such as RU.", code=code)
    return codes


def languages_in(text: str | None, also: Iterable[str] = ()) -> tuple[str, ...]:
    """Return language codes that were typed as a list; raises BadEntry for what is none and not among `also`."""
    codes = listed(text)
    for code in codes:
        if code not in also and code not in Locale("en").languages:
            raise BadEntry("“%(code)s” is no language: use codes such as en, ru or fr.", code=code)
    return codes


def filled(text: str | None) -> str | None:
    """Return a text that was typed; none if nothing but space was."""
    return (text or "").strip().replace("\r\n", "\n") or None


def _languages(action: Action) -> tuple[str, ...]:
    demands = list(action.demands)
    for demand in demands:
        demands.extend(demand.items)
    found = set(action.texts)
    found.update(language for person in action.persons for language in person.texts)
    found.update(language for addressee in action.addressees for language in addressee.texts)
    found.update(language for demand in demands for language in demand.texts)
    return tuple(sorted(found))


def _organisations(session: Session) -> tuple[tuple[str, str], ...]:
    query = select(Organisation).options(selectinload(Organisation.names)).order_by(Organisation.slug)
    return tuple((each.slug, _organisation(each)) for each in session.scalars(query))


def _organisation(organisation: Organisation) -> str:
    return next((name.text for name in organisation.names), organisation.slug)


def _followed(session: Session, action: Action, typed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    of_case = selectinload(Case.actions).options(selectinload(Action.texts), selectinload(Action.follows))
    session.scalars(select(Case).filter_by(id=action.case_id).options(of_case)).one()  # read together, however many
    there = {each.slug: _title(each) for each in could_be_followed(action)}
    return (*there.items(), *((each, each) for each in typed if each not in there))


def _title(action: Action) -> str:
    return next((text.title for text in action.texts.values()), action.slug)


def _by_name(pair: tuple[str, str]) -> str:
    return unicodedata.normalize("NFD", pair[1]).casefold()
