"""The directory at the desk: the list, one authority with all that is known of it, and the form."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from campaign.errors import BadContact, BadEntry, CampaignError, ConflictingEdit, NotFound
from campaign.merging.countries import is_country
from campaign.models import Authority
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.history import history_of
from campaign.services.authorities.listing import best_text, find_authorities, states_in_directory
from campaign.services.authorities.merging import merges_of
from campaign.services.authorities.room import lines_needed, too_small
from campaign.services.authorities.saving import add_authority, get_authority, save_authority, take_authority
from campaign.services.authorities.standing import family, standing
from campaign.services.authorities.succeeding import known_as, successions_of
from campaign.services.authorities.using import uses_of
from campaign.services.authorities.verifying import name_of, note_bounce, verify
from campaign.services.directory import confirm_number
from campaign.services.editing.entries import fingerprint
from campaign.services.lifecycle import note_change_of_authority
from campaign.services.loading import whole_authority
from campaign.services.paging import page_number
from campaign.services.staleness import stale_addresses, stale_contacts
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, or_else
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.desk.authority_sheet import AuthoritySheet, Together, opened, posted, with_theirs
from campaign.web.desk.directory_words import step_label, step_value
from campaign.web.desk.forms.authorities import (
    CONTACTS,
    GENDERS,
    MISSIONS,
    OFFICES,
    REFUSABLE,
    AuthorityForm,
    authority_entry,
    rearranged,
    without_empty_rows,
)
from campaign.web.desk.forms.wrong import mark_wrong
from campaign.web.filters import said

SAVE = "save"
WRONG, CONFLICT = 422, 409
LONGEST_QUESTION = 200  # characters
WORDS = {"offices": OFFICES, "genders": GENDERS, "kinds": CONTACTS, "missions": MISSIONS, "channels": REFUSABLE}
authorities = Blueprint("authorities", __name__, url_prefix="/desk/authorities")


@authorities.get("")
@needs(CoordinatorRole.VIEWER)
def overview() -> Answer:
    """All authorities, or those that words, a number or a country find, page by page."""
    country = request.args.get("country", "")
    with database().reading() as session:
        found = searched(session, country if is_country(country) else "")
    return render_template("desk/authorities.html", **found, channels=REFUSABLE)


def searched(session: Session, country: str) -> dict[str, Any]:
    """Return what a page with a search shows: what is asked for, a part of whom that finds, and all states."""
    words, language = request.args.get("q", "").strip()[:LONGEST_QUESTION], str(get_locale())
    part = find_authorities(
        session,
        words=words,
        country=country,
        page=page_number(request.args.get("page", "")),
        day=datetime.now(UTC).date(),
        language=language,
    )
    return {"part": part, "words": words, "country": country, "states": states_in_directory(session, language)}


@authorities.get("/new")
@needs(CoordinatorRole.EDITOR)
def new() -> Answer:
    """The form for one more."""
    return _form_page(None, AuthoritySheet({"texts": [{"language": "en"}]}))


def _typed_again(slug: str | None = None) -> Answer:
    """The form with what was typed before a session ended; nothing is saved by it."""
    note = _("You were signed out while you typed. Everything is here: save it once more.")
    return _form_page(slug, _typed(), problem=note)


@authorities.post("/new")
@needs(CoordinatorRole.EDITOR)
@or_else(_typed_again)
def created() -> Answer:
    """One more authority."""
    sheet, do, now = _typed(), request.form.get("do", SAVE), datetime.now(UTC)
    if do != SAVE:
        return _form_page(None, AuthoritySheet(rearranged(sheet.data, do)))
    data = without_empty_rows(sheet.data)
    try:
        with database().transaction() as session:
            slug = add_authority(authority_entry(data), data["source"] or "", log_of(session, now)).slug
    except BadEntry as error:
        return _form_page(None, AuthoritySheet(data), error=error), WRONG
    return redirect(url_for("authorities.one", slug=slug), SEE_OTHER)


@authorities.get("/<slug>")
@needs(CoordinatorRole.VIEWER)
def one(slug: str) -> Answer:
    """One authority: every field, its history, and where it is used; for one that was merged, the other."""
    with database().reading() as session:
        now_at = standing(get_authority(session, slug)).slug
    return page(slug) if now_at == slug else redirect(url_for("authorities.one", slug=now_at), SEE_OTHER)


@authorities.get("/<slug>/edit")
@needs(CoordinatorRole.EDITOR)
def edit(slug: str) -> Answer:
    """The form of an authority as it is now; for one that was merged, that of the other."""
    with database().reading() as session:
        authority = get_authority(session, slug, *whole_authority())
        entry, now_at = entry_of(authority), standing(authority).slug
    if now_at != slug:
        return redirect(url_for("authorities.edit", slug=now_at), SEE_OTHER)
    return _form_page(slug, opened(entry))


@authorities.post("/<slug>/edit")
@needs(CoordinatorRole.EDITOR)
@or_else(_typed_again)
def changed(slug: str) -> Answer:
    """It is saved; or the form again, with rows added or taken out, with what is wrong, or with what others changed."""
    sheet, do, now = _typed(), request.form.get("do", SAVE), datetime.now(UTC)
    if do != SAVE:
        return _form_page(slug, replace(sheet, data=rearranged(sheet.data, do)))
    sheet = sheet.chosen()
    sheet = replace(sheet, data=without_empty_rows(sheet.data))
    try:
        with database().transaction() as session:
            authority = take_authority(session, slug)
            there = entry_of(authority)
            if fingerprint(there) != sheet.seen:
                together = with_theirs(sheet, there)
                if together.has_news:
                    return _form_page(slug, together.sheet, together=together), CONFLICT
                sheet = together.sheet
            entry, source = authority_entry(sheet.data), sheet.data["source"] or ""
            save_authority(authority, entry, sheet.seen, source, log_of(session, now))
    except BadEntry as error:
        return _form_page(slug, sheet, error=error), WRONG
    except ConflictingEdit as error:
        return _form_page(slug, sheet, error=error), CONFLICT
    return redirect(url_for("authorities.one", slug=slug), SEE_OTHER)


@authorities.post("/<slug>/verified")
@needs(CoordinatorRole.EDITOR)
def verified(slug: str) -> Answer:
    """Somebody saw today that addresses and contacts are right."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            authority = take_authority(session, slug)
            verify(authority, request.form.getlist("which"), request.form.get("source", ""), log_of(session, now))
    except (BadEntry, ConflictingEdit, NotFound) as error:
        return page(slug, error), WRONG
    return redirect(url_for("authorities.one", slug=slug, _anchor="reach"), SEE_OTHER)


@authorities.post("/<slug>/bounced")
@needs(CoordinatorRole.EDITOR)
def bounced(slug: str) -> Answer:
    """Something that was sent there did not arrive."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            authority = take_authority(session, slug)
            note_bounce(authority, request.form.get("which", ""), request.form.get("source", ""), log_of(session, now))
    except (ConflictingEdit, NotFound) as error:
        return page(slug, error), WRONG
    return redirect(url_for("authorities.one", slug=slug, _anchor="reach"), SEE_OTHER)


@authorities.post(f"/<slug>/contacts/<int(max={LARGEST_ID}):which>/confirm")
@needs(CoordinatorRole.EDITOR)
def confirmed(slug: str, which: int) -> Answer:
    """The doubt about a number is settled."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            authority, log = take_authority(session, slug), log_of(session, now)
            note_change_of_authority(session, authority, log.who, now)
            confirm_number(authority, which, request.form.get("number", "").strip() or None, log=log)
    except (BadContact, ConflictingEdit, NotFound) as error:
        return page(slug, error), WRONG
    return redirect(url_for("authorities.one", slug=slug, _anchor="reach"), SEE_OTHER)


def _typed() -> AuthoritySheet:
    form = AuthorityForm(request.form)
    if not form.validate():
        raise BadRequest  # a choice that is not on the page
    return posted(form.data, request.form)


def page(slug: str, error: CampaignError | None = None) -> str:
    """Return the page of an authority, with what stood in the way of a step."""
    now, language = datetime.now(UTC), str(get_locale())
    with database().reading() as session:
        authority = get_authority(session, slug, *whole_authority())
        name, title, _organisation = best_text(authority, language)
        return render_template(
            "desk/authority.html",
            slug=slug,
            authority=authority,
            heading=name or title,
            subheading=title if name else "",
            texts=sorted(authority.texts.values(), key=lambda text: text.language),
            stale=_stale_names(authority, now),
            name_of=name_of,
            room={each.id: too_small(lines_needed(authority, each)) for each in authority.addresses},
            history=history_of(session, [each.slug for each in family(session, authority)]),
            merges=merges_of(session, authority),
            uses=uses_of(session, authority, now),
            successions=successions_of(session, authority),
            known_as=known_as,
            language=language,
            today=now.date(),
            problem=said(error.sentence) if error else "",
            words=WORDS,
            step_label=step_label,
            step_value=step_value,
        )


def _stale_names(authority: Authority, now: datetime) -> frozenset[str]:
    day = now.date()
    addresses, contacts = stale_addresses(authority.addresses, day), stale_contacts(authority.contacts, day)
    return frozenset([*map(name_of, addresses), *map(name_of, contacts)])


def _form_page(
    slug: str | None,
    sheet: AuthoritySheet,
    *,
    problem: str = "",
    error: CampaignError | None = None,
    together: Together | None = None,
) -> str:
    form = AuthorityForm(data=sheet.data)
    return render_template(
        "desk/authority-form.html",
        slug=slug,
        form=form,
        sheet=sheet,
        problem=said(error.sentence) if error else problem,
        wrong=mark_wrong(form, error) if error else None,
        is_behind=together is not None,
        sentences=together.sentences(form) if together else (),
        questions=together.questions(form) if together else sheet.questions(form),
    )
