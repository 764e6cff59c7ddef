"""Differences: whatever field changes, a second person sees what it was and what it will be."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from campaign.models import published as values
from campaign.models.deadline import Deadline
from campaign.models.published import (
    PublishedAction,
    PublishedAddress,
    PublishedAddressee,
    PublishedAddresseeText,
    PublishedAuthority,
    PublishedAuthorityText,
    PublishedContact,
    PublishedDemand,
    PublishedDemandText,
    PublishedPerson,
    PublishedPersonText,
)
from campaign.models.vocabulary import (
    Channel,
    ContactKind,
    DeadlineRule,
    DemandKind,
    Gender,
    LevelledField,
    Office,
    OrganisationMention,
    OwnMinister,
    PublicationLevel,
    Role,
)
from campaign.services.differences import Difference, differences
from campaign.services.marking import Mark, MarkKind, marked
from campaign.services.naming import FIELDS
from tests.factories import asked, published

Path = tuple[str | int, ...]


def an_addressee(slug: str, position: int, **changes: Any) -> PublishedAddressee:
    authority = PublishedAuthority(
        slug=slug,
        state="AL",
        office=Office.MINISTER,
        gender=Gender.FEMALE,
        languages=("en", "sq"),
        texts=(
            PublishedAuthorityText("en", f"Jane {slug}", "Mrs", "Minister", "Ministry", "Dear Minister,", "Yours,"),
        ),
        addresses=(PublishedAddress("en", ("1 Long Street", "1001 Town"), "AL", "a sheet"),),
        contacts=(
            PublishedContact(ContactKind.FAX, "+355 4 225 9388", "+35542259388", "at night", "a sheet"),
            PublishedContact(ContactKind.EMAIL, f"{slug}@example.org", None, None, "a page"),
        ),
        refuses=(Channel.FAX, Channel.EMAIL),
    )
    whole = PublishedAddressee(
        position=position,
        role=Role.TARGET,
        authority=authority,
        texts=(PublishedAddresseeText("en", "Dear Mrs Roe,", "Yours faithfully,"),),
        do_not_write_reason="She has left office.",
        do_not_write_from=("BY", "RU"),
    )
    return replace(whole, **changes)


def a_full_action(**changes: Any) -> PublishedAction:
    """An action with something in every field, so that each can be changed."""
    text = replace(published().texts[0], background="Before that.", after_deadline="Ask us.")
    person = PublishedPerson(
        Gender.MALE, "he/him", False, PublicationLevel.PUBLIC, (PublishedPersonText("en", "Ilir Doe", "a journalist"),)
    )
    full = published(
        follows="an-earlier-one",
        own_minister=OwnMinister.FOREIGN_MINISTER,
        document_index="EUR 1/2026",
        deadline=Deadline(date(2026, 6, 1), DeadlineRule.BEFORE, "before 1 June 2026"),
        languages=("en", "fr", "own"),
        do_not_write_from=("BY", "RU"),
        embargo_until=datetime(2026, 5, 5, tzinfo=UTC),
        letter_only=(LevelledField.FACTS, LevelledField.SUMMARY),
        texts=(text, replace(text, language="fr", title="Un titre")),
        persons=(person, replace(person, texts=(PublishedPersonText("en", "Ana Roe", "a lawyer"),))),
        demands=(
            replace(asked("release Ilir Doe", asked("at once"), asked("unconditionally")), only_to=(1, 2)),
            asked("drop all charges"),
        ),
        addressees=(an_addressee("minister", 1), an_addressee("prosecutor", 2)),
    )
    organisation = replace(full.organisations[0], report_address="reports@rights.example")
    return replace(full, organisations=(organisation,), **changes)


def changed(value: Any) -> Iterator[Any]:
    """Other values in place of one: the next in kind, none, fewer, in another order."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, StrEnum):
        yield from (word for word in type(value) if word is not value)
    elif isinstance(value, str):
        yield f"{value} indeed"
        yield ""
    elif isinstance(value, int):
        yield value + 3
    elif isinstance(value, datetime):
        yield value + timedelta(seconds=1)
    elif isinstance(value, date):
        yield value + timedelta(days=1)
    elif isinstance(value, tuple) and value:
        yield value[1:]
        yield value[:-1]
        yield (*value, value[0])
        yield from (tuple(other) for other in permutations(value) if tuple(other) != value)


def every_change(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any, Any]]:
    """Yield where something can be changed, what is there, what comes in its place, and the whole value after it."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            inside = getattr(value, field.name)
            for where, old, new, whole in every_change(inside, (*path, field.name)):
                yield where, old, new, replace(value, **{field.name: whole})
            if inside is not None and "None" in str(field.type):
                yield (*path, field.name), inside, None, replace(value, **{field.name: None})
        return
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            if is_dataclass(item):
                for where, old, new, whole in every_change(item, (*path, place)):
                    yield where, old, new, (*value[:place], whole, *value[place + 1 :])
    for other in changed(value):
        yield path, value, other, other


def said(difference: Difference) -> tuple[str, str]:
    return str(difference.before or ""), str(difference.after or "")


CHANGES = [change for change in every_change(a_full_action()) if change[0] != ("revision",)]


def test_the_action_that_changes_are_tried_on_has_something_in_every_field() -> None:
    kinds = {kind for kind in vars(values).values() if is_dataclass(kind) and kind.__module__ == values.__name__}
    touched = {step for path, *_ in CHANGES for step in path if isinstance(step, str)}

    assert {field.name for kind in kinds for field in fields(kind)} - touched == {"revision"}
    assert len(CHANGES) > 400


def test_every_field_but_a_revisions_own_number_has_words() -> None:
    kinds = {kind for kind in vars(values).values() if is_dataclass(kind) and kind.__module__ == values.__name__}
    kinds -= {values.ListedAction}  # a part of an action that is read by itself; what is compared is the whole

    wordless = [(k.__name__, f.name) for k in kinds for f in fields(k) if f.name not in FIELDS.get(k, {})]

    assert wordless == [("PublishedAction", "revision")]


def test_a_change_of_any_field_is_told_with_what_was_and_what_will_be() -> None:
    action = a_full_action()

    for path, old, new, after in CHANGES:
        found = differences(action, after)
        was = " ".join(f"{each.before} {each.language}" for each in found if each.before is not None)
        will_be = " ".join(f"{each.after} {each.language}" for each in found if each.after is not None)

        assert found, path
        assert in_plain_words(old) in was, (path, was)
        assert in_plain_words(new) in will_be, (path, will_be)
        assert differences(after, action), f"the way back from {path} is a change as well"


def in_plain_words(value: Any) -> str:
    """A value as a coordinator knows it; lists are told by their items, which other lines show."""
    if value is None or isinstance(value, tuple | Deadline):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.name.lower().replace("_", " ") if isinstance(value, StrEnum) else str(value)


def test_equal_values_have_no_difference_whatever_their_number() -> None:
    assert differences(a_full_action(), a_full_action(revision=9)) == ()


def test_a_value_of_which_nothing_was_published_is_all_new() -> None:
    found = differences(None, a_full_action())

    assert {difference.before for difference in found} == {None}
    words = " ".join(said(difference)[1] for difference in found)
    for piece in ("A title", "Un titre", "Ana Roe", "unconditionally", "Jane prosecutor", "1001 Town", "+35542259388"):
        assert piece in words


POOL = [asked("release him"), asked("resign"), asked("x", asked("y"), asked("z")), asked("resign", only_to=(1,))]
ADDRESSEES = [an_addressee("minister", 1), an_addressee("judge", 2), an_addressee("judge", 3, role=Role.COPY)]
TEXTS = [PublishedDemandText("en", ""), PublishedDemandText("fr", "None"), PublishedDemandText("en", "a, b")]


@st.composite
def actions(draw: st.DrawFn) -> PublishedAction:
    """Actions that share many of their parts, so that equal, moved and doubled ones come up often."""
    odd = st.builds(
        PublishedDemand,
        st.sampled_from(DemandKind),
        st.lists(st.sampled_from(TEXTS), max_size=2).map(tuple),
        st.lists(st.sampled_from(POOL), max_size=2).map(tuple),
        st.lists(st.integers(1, 4), max_size=2).map(tuple),
    )
    addressees = draw(st.lists(st.sampled_from(ADDRESSEES), max_size=4))
    if draw(st.booleans()):
        addressees = [replace(each, position=place) for place, each in enumerate(addressees, start=1)]
    return published(
        demands=tuple(draw(st.lists(st.sampled_from(POOL) | odd, max_size=4))),
        addressees=tuple(addressees),
        persons=tuple(
            PublishedPerson(None, pronouns, False, PublicationLevel.PUBLIC, ())
            for pronouns in draw(st.lists(st.sampled_from([None, "", "None", "they"]), max_size=3))
        ),
        languages=tuple(draw(st.lists(st.sampled_from(["en", "fr", "en, fr"]), max_size=3))),
    )


@given(actions(), actions())
def test_only_equal_values_have_no_difference(one: PublishedAction, other: PublishedAction) -> None:
    assert (differences(one, other) == ()) == (one == other)
    assert differences(one, one) == ()


def test_an_item_that_only_moved_is_told_as_moved() -> None:
    action = a_full_action(demands=(asked("release him"), asked("drop all charges"), asked("resign")))
    release, drop, resign = action.demands

    (found,) = differences(action, replace(action, demands=(resign, release, drop)))

    assert found.moved
    assert said(found) == ("3. resign", "1. resign")
    assert (str(found.label), found.place) == ("Demand 1", "demands.1")


def test_a_new_demand_in_front_leaves_the_others_alone() -> None:
    action = a_full_action()

    found = differences(action, replace(action, demands=(asked("tell the family"), *action.demands)))

    assert {difference.place.split(".")[1] for difference in found} == {"1"}
    assert "tell the family" in [difference.after for difference in found]


def test_a_demand_of_which_a_word_is_changed_is_shown_as_changed_and_not_as_another() -> None:
    action = a_full_action()
    other = asked("drop all the charges")

    (found,) = differences(action, replace(action, demands=(asked("tell the family"), action.demands[0], other)))[-1:]

    assert said(found) == ("drop all charges", "drop all the charges")
    assert [mark.text for mark in found.marks if mark.kind is MarkKind.ADDED] == ["the "]
    assert (str(found.label), found.language) == ("Demand 3: Words (en)", "en")


def test_addressees_in_another_order_change_nobodys_demands_but_a_number_that_means_another_does() -> None:
    action = a_full_action(demands=(asked("resign", only_to=(1,)),))
    swapped = tuple(replace(each, position=n) for n, each in enumerate(reversed(action.addressees), start=1))

    moved = differences(action, replace(action, addressees=swapped, demands=(asked("resign", only_to=(2,)),)))
    meant = differences(action, replace(action, addressees=swapped))

    assert [difference.moved for difference in moved] == [True]
    narrowed = next(difference for difference in meant if difference.place == "demands.1.only_to")
    assert said(narrowed) == ("1. Jane minister", "1. Jane prosecutor")


def test_an_addressee_in_place_of_another_is_told_as_one_that_goes_and_one_that_comes() -> None:
    action = a_full_action()
    other = an_addressee("governor", 2)

    found = differences(action, replace(action, addressees=(action.addressees[0], other)))

    gone = [difference for difference in found if difference.place.startswith("addressees.-2.")]
    come = [difference for difference in found if difference.place.startswith("addressees.2.")]
    assert {difference.after for difference in gone} == {difference.before for difference in come} == {None}
    assert "Jane prosecutor" in [difference.before for difference in gone]
    assert tuple(difference.after for difference in come if difference.place.endswith(("2.raw", "texts.1.name")))[
        ::-1
    ] == ("governor@example.org", "Jane governor")


def test_organisation_mention_reads_as_words() -> None:
    action = a_full_action()

    (found,) = differences(action, replace(action, organisation_mention=OrganisationMention.REQUIRE))

    assert str(found.label) == "Letters may name the organisation"
    assert said(found) == ("forbid", "require")


@given(st.text(max_size=60), st.text(max_size=60))
def test_marks_hold_both_texts_whole(before: str, after: str) -> None:
    marks = marked(before, after)

    assert "".join(mark.text for mark in marks if mark.kind is not MarkKind.ADDED) == before
    assert "".join(mark.text for mark in marks if mark.kind is not MarkKind.REMOVED) == after


def test_only_the_words_that_change_are_marked() -> None:
    assert marked("He was held on Monday.", "He was beaten on Monday.") == (
        Mark(MarkKind.KEPT, "He was "),
        Mark(MarkKind.REMOVED, "held "),
        Mark(MarkKind.ADDED, "beaten "),
        Mark(MarkKind.KEPT, "on Monday."),
    )
    assert [mark.text for mark in marked("他被捕了。", "他被释放了。")] == ["他被", "捕", "释放", "了。"]


def test_a_text_without_a_word_is_told_to_be_there() -> None:
    action = a_full_action()
    person, other = action.persons
    with_german = replace(person, texts=(*person.texts, PublishedPersonText("de", None, None)))

    (found,) = differences(action, replace(action, persons=(with_german, other)))

    assert (str(found.label), *said(found)) == ("Person at risk 1: Text in de", "", "empty")


def test_lines_that_would_read_the_same_are_told_apart() -> None:
    action = a_full_action(languages=("en", "fr, own"))

    (found,) = differences(action, replace(action, languages=("en", "fr", "own")))

    assert said(found) == ("('en', 'fr, own')", "('en', 'fr', 'own')")


def test_a_demand_in_place_of_a_wholly_different_one_is_another() -> None:
    action = a_full_action(demands=(asked("release Ilir Doe and his brother"),))

    found = differences(action, replace(action, demands=(asked("tell the truth about the raid"),)))

    assert {difference.place.split(".")[1] for difference in found} == {"-1", "1"}
    assert not [difference for difference in found if difference.before and difference.after]
