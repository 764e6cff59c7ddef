"""What is one for the whole action: codes, country, deadline, languages, rules, consent."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Form, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from campaign.errors import BadEntry
from campaign.models.vocabulary import (
    ActionKind,
    Consent,
    DeadlineRule,
    LevelledField,
    NameEmphasis,
    OrganisationMention,
    OwnMinister,
    PublicationLevel,
)
from campaign.services.editing.entries import Basics
from campaign.services.languages import OWN_LANGUAGE
from campaign.web.desk.forms.choices import (
    Choices,
    countries_in,
    country_choices,
    filled,
    languages_in,
    time_zone_choices,
    words_of,
)

KINDS = {
    "action": _("urgent action"),
    "update": _("update"),
    "extension": _("extension"),
    "stop": _("stop"),
    "open_letter": _("open letter"),
    "ready_letter": _("letter ready to be signed"),
}
RULES = {"before": _("before this day"), "until": _("until this day, the day included")}
MENTIONS = {
    "forbid": _("letters must not name it"),
    "allow": _("letters may name it"),
    "require": _("letters must name it"),
}
OWN_MINISTERS = {
    "foreign_minister": _("the foreign minister"),
    "prime_minister": _("the prime minister"),
    "head_of_state": _("the head of state"),
}
EMPHASES = {"none": _("as other words"), "bold": _("in bold"), "capitals": _("in capitals")}
CONSENTS = {
    "not_recorded": _("not recorded yet"),
    "given": _("they agreed"),
    "could_not_be_had": _("it could not be had; the note says why"),
}


FACTS_LEVELS = {
    "public": _("everyone: on the page and in letters"),
    "letter_only": _("readers of letters: the page leaves it out"),
    "internal": _("coordinators alone: neither the page nor letters have it"),
}
PAGE_LEVELS = {
    "public": _("everyone: on the page"),
    "letter_only": _("nobody on the page: it is published, and not shown"),
    "internal": _("coordinators alone: it is not published"),
}
LEVELS_HINT = _("Keep back what could harm somebody if it were public.")


class BasicsForm(Form):  # type: ignore[misc]
    """The form; dates are typed as 2026-05-31, moments as 2026-05-31 18:00 in the action's time zone."""

    kind = SelectField(_("Kind"), choices=words_of(ActionKind, KINDS))
    follows = SelectField(_("Updates the action"))
    follows_other = StringField(
        _("… or another one, by its code"),
        description=_("The page of that action then leads to this one, once this one is published."),
    )
    case_code = StringField(_("Case code"))
    document_index = StringField(_("Index of the document"))
    issue_date = StringField(_("Issued on"))
    country = SelectField(_("Country whose authorities are written to"))
    time_zone = SelectField(_("Time zone of the last day"))
    deadline_date = StringField(_("Last day, as printed"))
    deadline_rule = SelectField(_("Which means"), choices=words_of(DeadlineRule, RULES))
    deadline_wording = StringField(_("In the words of the sheet"))
    late_letters_allowed = BooleanField(_("Letters after the last day are still of help"))
    languages = StringField(_("Languages to write in, best first; “own” for the supporter's own"))
    copies_to_missions = BooleanField(_("Copies go to the embassy in the supporter's country"))
    own_minister = SelectField(
        _("Supporters also write to their own government"),
        choices=words_of(OwnMinister, OWN_MINISTERS, _("no")),
        description=_(
            "Whoever holds that office in the supporter's country is asked to raise the case, with all demands."
        ),
    )
    do_not_write_from = StringField(_("Nobody should take part from these countries"))
    organisations = SelectMultipleField(_("Published by"))
    organisation_mention = SelectField(_("The organisation"), choices=words_of(OrganisationMention, MENTIONS))
    name_emphasis = SelectField(_("Names stand in letters"), choices=words_of(NameEmphasis, EMPHASES))
    level_summary = SelectField(
        _("Who sees the danger in a sentence"), choices=words_of(PublicationLevel, PAGE_LEVELS), description=LEVELS_HINT
    )
    level_facts = SelectField(
        _("Who sees what happened"), choices=words_of(PublicationLevel, FACTS_LEVELS), description=LEVELS_HINT
    )
    level_background = SelectField(
        _("Who sees the background"), choices=words_of(PublicationLevel, PAGE_LEVELS), description=LEVELS_HINT
    )
    unlisted = BooleanField(_("Keep it out of lists: only who has the link finds it"))
    embargo_until = StringField(_("Not public before"))
    consent = SelectField(_("Consent of the persons at risk"), choices=words_of(Consent, CONSENTS))
    consent_note = TextAreaField(_("Note on consent"))
    consent_on = StringField(_("Consent recorded on"))

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices()
        self.time_zone.choices = time_zone_choices()
        followed = (SelectChoice(*each) for each in choices.followed)
        self.follows.choices = [SelectChoice("", _("none")), *followed]
        self.organisations.choices = [SelectChoice(*each) for each in choices.organisations]


def basics_data(basics: Basics) -> dict[str, Any]:
    """Return the basics as the form begins with them."""
    zone = ZoneInfo(basics.time_zone)
    moment = basics.embargo_until.astimezone(zone).strftime("%Y-%m-%d %H:%M") if basics.embargo_until else ""
    return {
        "kind": basics.kind.value,
        "follows": basics.follows or "",
        **{f"level_{field}": basics.levels.get(field, PublicationLevel.PUBLIC).value for field in LevelledField},
        "case_code": basics.case_code or "",
        "document_index": basics.document_index or "",
        "issue_date": _typed(basics.issue_date),
        "country": basics.country,
        "time_zone": basics.time_zone,
        "deadline_date": _typed(basics.deadline_date),
        "deadline_rule": (basics.deadline_rule or DeadlineRule.UNTIL).value,
        "deadline_wording": basics.deadline_wording or "",
        "late_letters_allowed": basics.late_letters_allowed,
        "languages": ", ".join(basics.languages),
        "copies_to_missions": basics.copies_to_missions,
        "own_minister": basics.own_minister or "",
        "do_not_write_from": ", ".join(basics.do_not_write_from),
        "organisations": list(basics.organisations),
        "organisation_mention": basics.organisation_mention.value,
        "name_emphasis": basics.name_emphasis.value,
        "unlisted": basics.unlisted,
        "embargo_until": moment,
        "consent": basics.consent.value,
        "consent_note": basics.consent_note or "",
        "consent_on": _typed(basics.consent_on),
    }


def with_followed(row: dict[str, Any]) -> dict[str, Any]:
    """Return the form's row in which the code of an action that was typed stands as the choice."""
    typed = filled(row.get("follows_other"))
    return {**row, "follows": typed, "follows_other": ""} if typed else row


def basics_entry(form: BasicsForm) -> Basics:
    """Return what the form holds; raises BadEntry for a day, a moment or a code that is none."""
    day = _day(form.deadline_date.data)
    return Basics(
        kind=ActionKind(form.kind.data),
        follows=form.follows.data or None,
        case_code=filled(form.case_code.data),
        document_index=filled(form.document_index.data),
        issue_date=_day(form.issue_date.data),
        country=form.country.data,
        time_zone=form.time_zone.data,
        deadline_date=day,
        deadline_rule=DeadlineRule(form.deadline_rule.data) if day else None,
        deadline_wording=(form.deadline_wording.data or "").strip() if day else None,
        late_letters_allowed=bool(form.late_letters_allowed.data),
        languages=languages_in(form.languages.data, also=(OWN_LANGUAGE,)),
        copies_to_missions=bool(form.copies_to_missions.data),
        own_minister=OwnMinister(form.own_minister.data) if form.own_minister.data else None,
        do_not_write_from=countries_in(form.do_not_write_from.data),
        organisation_mention=OrganisationMention(form.organisation_mention.data),
        name_emphasis=NameEmphasis(form.name_emphasis.data),
        unlisted=bool(form.unlisted.data),
        embargo_until=_moment(form.embargo_until.data, form.time_zone.data),
        organisations=tuple(sorted(form.organisations.data or ())),
        levels={
            field: level for field in LevelledField if (level := _level(form, field)) is not PublicationLevel.PUBLIC
        },
        consent=Consent(form.consent.data),
        consent_note=filled(form.consent_note.data),
        consent_on=_day(form.consent_on.data),
    )


def _level(form: BasicsForm, field: LevelledField) -> PublicationLevel:
    return PublicationLevel(form[f"level_{field}"].data)


def _typed(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str | None) -> date | None:
    typed = filled(text)
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadEntry("“%(text)s” is no day: write it as 2026-05-31.", text=typed) from None


def _moment(text: str | None, time_zone: str) -> datetime | None:
    typed = filled(text)
    if typed is None:
        return None
    try:
        moment = datetime.strptime(typed, "%Y-%m-%d %H:%M")  # noqa: DTZ007 (the zone follows)
    except ValueError:
        raise BadEntry("“%(text)s” is no moment: write it as 2026-05-31 18:00.", text=typed) from None
    return moment.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
