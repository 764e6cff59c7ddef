"""Writing: the form and the result. Nothing is stored; what was typed travels from form to form."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from flask import Blueprint, jsonify, redirect, request
from flask_babel import get_locale

from campaign.errors import CampaignError, Sentence, TooBusy
from campaign.merging.letter import MergedLetter
from campaign.merging.supporter import Supporter
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAuthority, in_language
from campaign.models.vocabulary import Channel
from campaign.rendering.order import Order
from campaign.services.actions import Standing
from campaign.services.authorities.standing import addressed_now
from campaign.services.checks import advice_on_length, without_own_words
from campaign.services.letters import Choice, refuse_unless_open, write_letters
from campaign.services.missions import missions_by_country
from campaign.services.own_ministers import own_ministers_by_country
from campaign.web.database import database
from campaign.web.supporter.asking import advice_on, asked_for, form_page, refusal, refuse_old_forms
from campaign.web.supporter.cards import by_post, cards_of, result_page, showable
from campaign.web.supporter.forms import LetterForm
from campaign.web.supporter.glancing import SEE, seen
from campaign.web.supporter.making import made, take_picture
from campaign.web.supporter.places import Answer, Place, with_place
from campaign.web.uploads import expect_picture

writing = Blueprint("write", __name__, url_prefix="/actions/<slug>")


@writing.get("/write")
@with_place
def form(place: Place) -> Answer:
    """The empty form; for a closed action, its page, which says so."""
    if place.found.standing is not Standing.OPEN:
        return redirect(place.address("supporter.action"), 303)
    return form_page(place, LetterForm(place.found))


@writing.get("/missions.json")
@with_place
def missions(place: Place) -> Answer:
    """For every country: the name of the mission that would get a copy. All at once, so that nobody tells theirs."""
    action = place.found.published
    day = day_in(action.time_zone, datetime.now(UTC))
    with database().reading() as session:
        there = missions_by_country(session, action.country, day) if action.copies_to_missions else {}
        written_to = addressed_now(session, action)
    return jsonify({country: _mission_name(each) for country, each in there.items() if each.slug not in written_to})


@writing.get("/own-ministers.json")
@with_place
def own_ministers(place: Place) -> Answer:
    """For every country: the name of whoever would get a letter there; nothing where no further letter is needed."""
    action = place.found.published
    if action.own_minister is None:
        return jsonify({})
    day = day_in(action.time_zone, datetime.now(UTC))
    with database().reading() as session:
        there = own_ministers_by_country(session, action.own_minister, day)
        written_to = addressed_now(session, action)
    named = {country: "" if each.slug in written_to else _holder_name(each) for country, each in there.items()}
    return jsonify({**named, action.country: ""})


@writing.post("/write")
@with_place
def written(place: Place) -> Answer:
    """The letters to take away; or the form again, with all that was typed, and one of the letters to look at."""
    expect_picture()
    filled = LetterForm(place.found, request.form)
    if SEE in request.form:
        return seen(place, filled)
    try:
        take_picture(filled)
        if "renew" in request.form:
            refuse_unless_open(place.found, "")
            filled.start_anew(place.found)
            return form_page(place, filled, renewed=True)
        refuse_old_forms(place, filled)
        if "change" in request.form:
            return form_page(place, filled)
        supporter, choice = asked_for(place, filled)
        letters = write_letters(place.found, choice, supporter, filled.language.data)  # their faults are told here
        cards, _unshown = showable(cards_of(place, choice, filled.country.data), letters)
        printed = {card.which for card in by_post(cards)}
        posted = [number for number, card in enumerate(cards) if card.which in printed]
        on_paper = [letter for card, letter in zip(cards, letters, strict=True) if Channel.PRINT in card.channels]
        _refuse_small_windows(place, filled, on_paper)
        length = _length(place, filled, choice, supporter, letters, posted)
        advice = [*(sentence for found in advice_on(place, filled).values() for sentence in found), *length]
        return result_page(place, filled, choice, letters, advice=advice)
    except CampaignError as error:
        return refusal(place, filled, error)


def _refuse_small_windows(place: Place, filled: LetterForm, letters: Sequence[MergedLetter]) -> None:
    """Raise DoesNotFit if an address is too long for the window: no letter is ready that nobody could print.

    While many letters are being made, it is told when one is asked for.
    """
    if filled.sheet.window is None or not letters:
        return
    with suppress(TooBusy):
        made(place, filled, letters, [Order(Channel.PRINT, filled.sheet)])


def _length(
    place: Place,
    filled: LetterForm,
    choice: Choice,
    supporter: Supporter,
    letters: Sequence[MergedLetter],
    posted: Sequence[int],
) -> list[Sentence]:
    """Say it if own words make a letter that goes by post longer than a page; without any, the coordinator was told.

    It is advice: while many letters are being made, the page does without.
    """
    bare = without_own_words(supporter)
    if bare == supporter or not posted:
        return []
    try:
        pages = _pages(place, filled, [letters[number] for number in posted])
        if pages == 1:
            return []
        without = write_letters(place.found, choice, bare, filled.language.data)
        return [advice_on_length(pages, _pages(place, filled, [without[number] for number in posted])).sentence]
    except TooBusy:
        return []


def _pages(place: Place, filled: LetterForm, letters: Sequence[MergedLetter]) -> int:
    """Return the pages of the longest of letters."""
    longest = max(letters, key=lambda letter: len("".join(letter.every_text())))
    (document,) = made(place, filled, [longest], [Order(Channel.PRINT, filled.sheet)])
    return document.pages[0]


def _holder_name(holder: PublishedAuthority) -> str:
    text = in_language(holder.texts, str(get_locale())) or holder.texts[0]
    return ", ".join(filter(None, (text.name, text.title)))


def _mission_name(mission: PublishedAuthority) -> str:
    text = in_language(mission.texts, str(get_locale())) or mission.texts[0]
    return text.organisation or text.title
