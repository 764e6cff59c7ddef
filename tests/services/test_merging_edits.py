"""Two people's edits of one section: what either changed is in the form, and what both changed is asked about."""

from hypothesis import given
from hypothesis import strategies as st

from campaign.services.authorities.together import SHAPES as AUTHORITY
from campaign.services.authorities.together import Part
from campaign.services.editing.entries import Section
from campaign.services.editing.merging import SHAPES, Clash, Note, Told, merge

DEMANDS, TEXTS, ADDRESSEES = SHAPES[Section.DEMANDS], SHAPES[Section.TEXTS], SHAPES[Section.ADDRESSEES]


def demand(number: object, text: str, level: str = "0", **more: object) -> dict[str, object]:
    return {"id": str(number), "level": level, "text_en": text, **more}


def texts_of(rows) -> list[str]:
    return [("  " if row["level"] == "1" else "") + row["text_en"] for row in rows]


BASE = [demand(1, "one"), demand(2, "two"), demand(3, "three")]


def test_what_only_one_side_changed_is_taken_and_told() -> None:
    mine = [demand(1, "one, mine"), *BASE[1:]]
    theirs = [BASE[0], demand(2, "two, theirs"), BASE[2]]

    merged = merge(BASE, mine, theirs, DEMANDS)

    assert texts_of(merged.rows) == ["one, mine", "two, theirs", "three"]
    assert merged.notes == (Note(Told.TAKEN, 1, "text_en"),)
    assert merged.clashes == ()


def test_what_both_changed_stays_mine_with_theirs_beside_it() -> None:
    merged = merge(BASE, [demand(1, "mine"), *BASE[1:]], [demand(1, "theirs"), *BASE[1:]], DEMANDS)

    assert texts_of(merged.rows) == ["mine", "two", "three"]
    assert merged.clashes == (Clash(0, "text_en", "theirs"),)


def test_the_same_change_on_both_sides_is_no_question() -> None:
    both = [demand(1, "better "), *BASE[1:]]

    merged = merge(BASE, both, [demand(1, "better"), *BASE[1:]], DEMANDS)

    assert (merged.notes, merged.clashes) == ((), ())


def test_what_makes_sense_only_together_is_never_put_together_from_both_sides() -> None:
    def contact(raw: str, e164: str, note: str) -> dict[str, str]:
        return {"id": "1", "kind": "fax", "raw": raw, "e164": e164, "note": note}

    shape = AUTHORITY[Part.CONTACTS]
    base = [contact("+355 4 1", "+35541", "")]
    theirs = [contact("+355 4 2", "+35541", "at night")]

    apart = merge(base, [contact("+355 4 1", "+35543", "")], theirs, shape)
    theirs_alone = merge(base, base, theirs, shape)

    assert apart.rows == (contact("+355 4 1", "+35543", "at night"),)
    assert apart.clashes == (Clash(0, "raw", "+355 4 2"), Clash(0, "e164", "+35541"))
    assert theirs_alone.rows == tuple(theirs)
    assert theirs_alone.clashes == ()


def test_rows_that_either_side_adds_moves_or_takes_out_are_merged() -> None:
    mine = [BASE[0], demand("", "new, mine"), BASE[2]]  # took out two
    theirs = [BASE[2], BASE[0], BASE[1], demand(9, "new, theirs")]

    merged = merge(BASE, mine, theirs, DEMANDS)

    assert texts_of(merged.rows) == ["three", "one", "new, mine", "new, theirs"]
    assert {note.told for note in merged.notes} == {Told.ADDED, Told.ORDER}


def test_a_row_that_one_takes_out_and_the_other_changes_is_in_the_form() -> None:
    mine = [demand(1, "one, mine"), BASE[2]]  # took out two
    theirs = [demand(2, "two, theirs"), BASE[2]]  # took out one

    merged = merge(BASE, mine, theirs, DEMANDS)

    assert texts_of(merged.rows) == ["one, mine", "two, theirs", "three"]
    assert merged.rows[0]["id"] == ""  # it is stored no more
    assert merged.notes == (Note(Told.STAYED, 0), Note(Told.RETURNED, 1))


def test_a_row_that_they_took_out_unchanged_is_gone_and_told() -> None:
    merged = merge(BASE, BASE, [BASE[0], BASE[2]], DEMANDS)

    assert texts_of(merged.rows) == ["one", "three"]
    assert merged.notes == (Note(Told.REMOVED, words="two"),)


def test_orders_that_both_changed_stay_mine_and_are_told() -> None:
    one, two, three = BASE

    merged = merge(BASE, [two, one, three], [one, three, two], DEMANDS)

    assert texts_of(merged.rows) == ["two", "one", "three"]
    assert merged.notes == (Note(Told.BOTH_ORDERS),)


def test_parts_stay_with_their_demand_whatever_is_added_beside_them() -> None:
    base = [demand(1, "one"), demand(2, "part", "1"), demand(3, "two")]
    mine = [*base[:2], demand("", "my part", "1"), base[2]]
    theirs = [*base[:2], demand(8, "new"), base[2]]

    merged = merge(base, mine, theirs, DEMANDS)

    assert texts_of(merged.rows) == ["one", "  part", "  my part", "new", "two"]


def test_a_part_that_is_added_keeps_its_demand_in_the_form() -> None:
    mine = [BASE[0], BASE[1], demand("", "my part", "1"), BASE[2]]

    merged = merge(BASE, mine, [BASE[0], BASE[2]], DEMANDS)

    assert texts_of(merged.rows) == ["one", "two", "  my part", "three"]
    assert merged.notes == (Note(Told.STAYED, 1),)


def test_demands_that_become_parts_of_each_other_are_both_there() -> None:
    one, two = BASE[:2]
    mine, theirs = [one, {**two, "level": "1"}], [two, {**one, "level": "1"}]

    merged = merge([one, two], mine, theirs, DEMANDS)

    assert sorted(row["text_en"] for row in merged.rows) == ["one", "two"]


def test_what_both_sides_add_alike_is_one_row() -> None:
    new, stored = {"id": "", "authority": "judge", "role": "copy"}, {"id": "5", "authority": "judge", "role": "target"}

    addressees = merge([], [new], [stored], ADDRESSEES)
    saved_twice = merge(BASE, [*BASE, demand("", "new")], [*BASE, demand(4, "new")], DEMANDS)

    assert [row["id"] for row in addressees.rows] == ["5"]
    assert addressees.clashes == (Clash(0, "role", "target"),)
    assert [row["id"] for row in saved_twice.rows] == ["1", "2", "3", "4"]


def test_without_a_base_every_difference_is_asked_about_and_every_row_is_there() -> None:
    mine = [demand(1, "one"), demand(2, "")]
    theirs = [demand(2, "two"), demand(1, "one"), demand(3, "three")]

    merged = merge(None, mine, theirs, DEMANDS)

    assert sorted(row["id"] for row in merged.rows) == ["1", "2", "3"]
    assert [(merged.rows[clash.place]["id"], clash.theirs) for clash in merged.clashes] == [("2", "two")]


WORDS = st.sampled_from(["", "a", "b", "c", "a b"])


@st.composite
def edited_twice(draw):
    """A base and two edits of it, each as a form could make it."""
    count = draw(st.integers(0, 4))
    base = [demand(n + 1, draw(WORDS), draw(st.sampled_from("01")), kind=draw(WORDS)) for n in range(count)]
    return base, draw(_edit(base, "mine")), draw(_edit(base, "theirs"))


@st.composite
def _edit(draw, base, side):
    rows = [dict(row) for row in draw(st.permutations(base)) if draw(st.integers(0, 4))]
    for row in rows:
        for field in ("text_en", "kind"):
            if not draw(st.integers(0, 3)):
                row[field] = draw(WORDS) + side * draw(st.integers(0, 1))
        if not draw(st.integers(0, 5)):
            row["level"] = draw(st.sampled_from("01"))
    for number in range(draw(st.integers(0, 2))):
        new = demand("" if side == "mine" else 50 + number, draw(WORDS) + f" {side}", draw(st.sampled_from("01")))
        rows.insert(draw(st.integers(0, len(rows))), new)
    return rows


def outline(rows) -> list[tuple[str, str, str]]:
    above = ""
    found = []
    for row in rows:
        part = row["level"] == "1" and above
        found.append((row["text_en"], str(row.get("kind") or ""), above if part else ""))
        above = above if part else row["text_en"]
    return found


@given(edited_twice())
def test_nothing_that_was_typed_is_absent_from_the_form(edits) -> None:
    base, mine, theirs = edits
    before = {row["id"]: row for row in base}

    merged = merge(base, mine, theirs, DEMANDS)

    here = [row["text_en"] for row in merged.rows]
    for row in mine:
        was = before.get(row["id"])
        if was is None or row["text_en"] != was["text_en"]:
            assert row["text_en"] in here
    said = here + [clash.theirs for clash in merged.clashes]
    for row in theirs:
        was = before.get(row["id"])
        if was is None or row["text_en"] != was["text_en"]:
            assert row["text_en"] in said


@given(edited_twice())
def test_merging_is_the_same_from_both_sides_where_nothing_is_to_be_chosen(edits) -> None:
    base, mine, theirs = edits

    one, other = merge(base, mine, theirs, DEMANDS), merge(base, theirs, mine, DEMANDS)

    if not one.clashes and Told.BOTH_ORDERS not in {note.told for note in (*one.notes, *other.notes)}:
        assert outline(one.rows) == outline(other.rows)
        assert other.clashes == ()


@given(edited_twice())
def test_where_only_one_side_changed_anything_the_form_says_what_that_side_said(edits) -> None:
    base, mine, theirs = edits

    assert outline(merge(base, mine, base, DEMANDS).rows) == outline(mine)
    taken = merge(base, base, theirs, DEMANDS)
    assert outline(taken.rows) == outline(theirs)
    assert taken.clashes == ()
