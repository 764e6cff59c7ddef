"""Saving a section: only over what its editor saw, and with a word to whoever comes second."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from campaign.errors import BadEntry, ConflictingEdit, NotFound
from campaign.models import Action, ActionText, Case
from campaign.services.copying import free_slug
from campaign.services.editing.entries import Content, Section, fingerprint
from campaign.services.editing.reading import content_of
from campaign.services.editing.writing import (
    write_addressees,
    write_basics,
    write_demands,
    write_persons,
    write_texts,
)
from campaign.services.slugs import plain_slug

KEPT_FREE = frozenset({"new"})  # the desk has a page of that name
WRITERS: dict[Section, Callable[[Session, Action, Any], None]] = {
    Section.BASICS: write_basics,
    Section.TEXTS: write_texts,
    Section.PERSONS: write_persons,
    Section.DEMANDS: write_demands,
    Section.ADDRESSEES: write_addressees,
}


def save(session: Session, action: Action, section: Section, content: Content, seen: str) -> bool:
    """Write a section whose fingerprint was `seen` when its form was opened; return whether anything changed.

    Raises ConflictingEdit if it was changed in between.
    """
    there = content_of(action, section)
    if fingerprint(there) != seen:
        raise ConflictingEdit("Somebody else changed this section since you opened it.")
    if there == content:
        return False
    WRITERS[section](session, action, content)
    return content_of(action, section) != there  # a code may mean what was chosen already


def slug_of(session: Session, number: int) -> str:
    """Return the slug of the action with a number; raises NotFound."""
    slug = session.scalar(select(Action.slug).where(Action.id == number))
    if slug is None:
        raise NotFound("There is no such action.")
    return slug


def get_action(session: Session, slug: str, *together: ORMOption) -> Action:
    """Return an action by its slug, whatever its state, read with what services/loading.py names; raises NotFound."""
    query = select(Action).filter_by(slug=slug).options(*together)
    found = session.scalar(query) if slug.isprintable() else None
    if found is None:
        raise NotFound("There is no action “%(slug)s”.", slug=slug)
    return found


def create_action(session: Session, *, title: str, language: str, country: str, time_zone: str, issued: date) -> Action:
    """Return a new draft with a title in one language."""
    if not title.strip():
        raise BadEntry("Give the action a title.")
    action = Action(
        case=Case(),
        slug=slug_for(session, title),
        country=country,
        time_zone=time_zone,
        issue_date=issued,
        languages=(language,),
        texts={language: ActionText(language=language, title=title.strip())},
    )
    session.add(action)
    session.flush()
    return action


def slug_for(session: Session, title: str) -> str:
    """Return a plain name for addresses made from a title, with a number behind it if it is taken."""
    slug = plain_slug(title, otherwise="action")
    taken = session.scalar(select(exists(select(Action.id).where(Action.slug == slug))))
    return free_slug(session, slug) if taken or slug in KEPT_FREE else slug
