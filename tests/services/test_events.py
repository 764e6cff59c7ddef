"""The log of changes: whatever is done to it is found, on both engines and with several writers."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import AlteredLog, KeyUnavailable
from campaign.models import Event, EventHead
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.events import Log, changed_fields, history, record
from campaign.services.key_file import KEY_BYTES, KeyFile
from campaign.services.sealing import SEALED, entry_hash, sealed_moment
from campaign.services.verifying import holds, newest_entry, verify
from tests.factories import KEY, NOW, a_log

ENTRIES = 30
COLUMNS = [column.key for column in Event.__table__.columns]
HEAD_COLUMNS = [column.key for column in EventHead.__table__.columns]
EVENTS = sa.table("event", *(sa.column(name) for name in COLUMNS))  # without types: whatever is stored, or is to be
HEAD = sa.table("event_head", *(sa.column(name) for name in HEAD_COLUMNS))
ANYTHING = [None, "", "other", "created", "broken", "2020-01-01 00:00:00.000000", b"\xff\xfe", 0, -1, 7, 10**6, 1.5]
UNGUARDED = (
    "CREATE TABLE copy AS SELECT * FROM {0}",
    "DROP TABLE {0}",
    "ALTER TABLE copy RENAME TO {0}",
)


def recorded(session: Session, count: int, *, key: bytes = KEY, subject: str = "an-action") -> list[Event]:
    return [
        record(
            session,
            key,
            now=NOW + timedelta(minutes=n),
            who="ana@desk.example",
            what=EventKind.EDITED,
            subject_kind=SubjectKind.ACTION,
            subject=subject,
            before={"title": f"Title {n}"},
            after={"title": f"Title {n + 1}", "summary": "“Ĉu?”"},
        )
        for n in range(count)
    ]


def said(session: Session, key: bytes = KEY) -> list[str]:
    return [str(broken.sentence) for broken in verify(session, key)]


def swap(session: Session, one: int, other: int) -> None:
    for old, new in ((one, -1), (other, one), (-1, other)):
        session.execute(sa.update(EVENTS).filter_by(number=old).values(number=new))


@pytest.fixture(scope="module")
def unguarded(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A log of which all triggers and constraints have been taken away; what a test does to it, it takes back."""
    file = tmp_path_factory.mktemp("log") / "campaign.sqlite"
    shutil.copy(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    with database.transaction() as session:
        recorded(session, ENTRIES)
    with database.transaction() as session:
        for table in ("event", "event_head"):
            for statement in UNGUARDED:
                session.execute(sa.text(statement.format(table)))
    yield database
    database.close()


@pytest.fixture
def tampered(unguarded: Database) -> Iterator[Session]:
    """A session to tamper with that log, and to look at it, before everything is taken back."""
    with unguarded.transaction() as session:
        yield session
        session.rollback()


def change_a_column(draw: st.DataObject, session: Session) -> None:
    number, column = draw.draw(st.integers(1, ENTRIES)), draw.draw(st.sampled_from(COLUMNS))
    new = draw.draw(st.sampled_from(ANYTHING))
    assume(new != session.scalar(sa.select(EVENTS.c[column]).filter_by(number=number)))
    session.execute(sa.update(EVENTS).filter_by(number=number).values({column: new}))


def remove_some(draw: st.DataObject, session: Session) -> None:
    numbers = draw.draw(st.sets(st.integers(1, ENTRIES), min_size=1))
    session.execute(sa.delete(EVENTS).where(EVENTS.c.number.in_(numbers)))


def remove_the_newest_and_move_the_mark(draw: st.DataObject, session: Session) -> None:
    kept = draw.draw(st.integers(1, ENTRIES - 1))
    session.execute(sa.delete(EVENTS).where(EVENTS.c.number > kept))
    session.execute(sa.text("UPDATE event_head SET (number, hash) = (SELECT max(number), hash FROM event)"))


def swap_two(draw: st.DataObject, session: Session) -> None:
    swap(session, *draw.draw(st.lists(st.integers(1, ENTRIES), min_size=2, max_size=2, unique=True)))


def insert_one(draw: st.DataObject, session: Session) -> None:
    """Put a copy of an entry somewhere, perhaps sealed with a guessed key, and perhaps move the mark there."""
    source, number = draw.draw(st.integers(1, ENTRIES)), draw.draw(st.integers(-1, ENTRIES + 2))
    row = {**session.execute(sa.select(EVENTS).filter_by(number=source)).mappings().one(), "number": number}
    if draw.draw(st.booleans()):
        row["previous_hash"] = session.scalar(sa.select(EVENTS.c.hash).filter_by(number=number - 1)) or ""
        row["hash"] = entry_hash(b"guessed", {**row, "at": sealed_moment(NOW)})
    session.execute(sa.insert(EVENTS).values(row))
    if draw.draw(st.booleans()):
        session.execute(sa.update(HEAD).values(number=number, hash=row["hash"]))


def change_the_mark(draw: st.DataObject, session: Session) -> None:
    column, new = draw.draw(st.sampled_from(HEAD_COLUMNS)), draw.draw(st.sampled_from(ANYTHING))
    session.execute(sa.delete(HEAD) if draw.draw(st.booleans()) else sa.update(HEAD).values({column: new}))


def move_all(draw: st.DataObject, session: Session) -> None:
    by = draw.draw(st.sampled_from([-1, 1, 1000]))
    session.execute(sa.update(EVENTS).values(number=EVENTS.c.number + by))


TAMPERINGS = [
    change_a_column,
    change_a_column,
    remove_some,
    remove_the_newest_and_move_the_mark,
    swap_two,
    insert_one,
    change_the_mark,
    move_all,
]


@given(st.data())
def test_whatever_is_done_to_the_log_is_found(unguarded: Database, data: st.DataObject) -> None:
    with unguarded.transaction() as session:
        assert said(session) == []

        data.draw(st.sampled_from(TAMPERINGS))(data, session)

        assert said(session) != []
        session.rollback()


@pytest.mark.parametrize(
    ("done", "sentences"),
    [
        ("UPDATE event SET who = 'me' WHERE number = 5", ["Entry 5 was altered, or not written by this program."]),
        ("UPDATE event SET at = x'ff' WHERE number = 5", ["Entry 5 was altered, or not written by this program."]),
        ("UPDATE event SET hash = 'é' WHERE number = 5", ["Entry 5 was altered, or not written by this program."]),
        ("DELETE FROM event WHERE number = 5", ["Entry 5 was removed."]),
        ("DELETE FROM event WHERE number BETWEEN 1 AND 3", ["Entries 1 to 3 were removed."]),
        ("DELETE FROM event WHERE number > 28", ["Entries 29 to 30 were removed."]),
        (
            "INSERT INTO event SELECT * FROM event WHERE number = 5",
            ["Entry 5 was inserted: there is a number only once, from 1."],
        ),
        (
            "UPDATE event SET number = 100 WHERE number = 30",
            [
                "Entries 30 to 99 were removed.",
                "Entry 100 was altered, or not written by this program.",
                "Entry 100 is not the newest that was recorded.",
            ],
        ),
        (
            "UPDATE event SET number = NULL WHERE number = 5",
            ["An entry without a number was inserted.", "Entry 5 was removed."],
        ),
        ("UPDATE event_head SET number = 29", ["The mark of the newest entry was altered."]),
        ("DELETE FROM event_head", ["The mark of the newest entry was removed."]),
    ],
)
def test_each_tampering_is_named(tampered: Session, done: str, sentences: list[str]) -> None:
    tampered.execute(sa.text(done))

    assert said(tampered) == sentences


def test_two_entries_that_changed_places_are_both_named(tampered: Session) -> None:
    swap(tampered, 5, 9)

    assert [broken.number for broken in verify(tampered, KEY)] == [5, 9]


def test_a_log_that_somebody_wrote_anew_with_a_key_of_their_own_is_found(unguarded: Database) -> None:
    with unguarded.transaction() as session:
        session.execute(sa.text("DELETE FROM event"))
        session.execute(sa.text("UPDATE event_head SET number = 0, hash = '', seal = ''"))
        recorded(session, 3, key=b"theirs")

        assert [broken.number for broken in verify(session, KEY)] == [1, 2, 3, 3]
        session.rollback()


def test_another_key_finds_every_entry_altered(tampered: Session) -> None:
    numbers = {broken.number for broken in verify(tampered, bytes(KEY_BYTES))}

    assert numbers == set(range(1, ENTRIES + 1))


@pytest.mark.parametrize(
    "done",
    [
        "DELETE FROM event WHERE number = 30",
        "DELETE FROM event",
        "UPDATE event SET hash = 'x' WHERE number = 30",
        "UPDATE event_head SET seal = 'x'",
        "UPDATE event_head SET number = 0, hash = '', seal = ''",
        "UPDATE event_head SET hash = x'00ff'",
        "DELETE FROM event_head",
    ],
)
def test_what_is_recorded_after_a_tampering_does_not_cover_it_up(tampered: Session, done: str) -> None:
    tampered.execute(sa.text(done))
    tampered.expunge_all()

    for _ in range(3):
        (event,) = recorded(tampered, 1)

    assert any("recorded after those before it had been tampered with" in sentence for sentence in said(tampered))
    assert event.number > 0


def test_entries_that_were_removed_are_still_named_after_the_next_was_recorded(tampered: Session) -> None:
    tampered.execute(sa.text("DELETE FROM event WHERE number > 28"))

    recorded(tampered, 2)

    assert said(tampered) == [
        "Entries 29 to 30 were removed.",
        "Entry 31 was recorded after those before it had been tampered with.",
    ]


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "Entry 1 is not the newest that was recorded."),
        (2, "Entry 2 does not follow the one before it: each is from another state of the log."),
    ],
)
def test_an_entry_from_another_state_of_the_log_does_not_fit(database: Database, count: int, sentence: str) -> None:
    with database.transaction() as session:
        recorded(session, 1, subject="one")
        session.flush()
        theirs = dict(session.execute(sa.select(EVENTS)).mappings().one())
        session.rollback()
    with database.transaction() as session:
        recorded(session, count, subject="two")
        session.execute(sa.text("DROP TRIGGER event_no_update"))
        session.execute(sa.update(EVENTS).filter_by(number=1).values(theirs))

        assert said(session) == [sentence]


def test_a_hash_that_was_kept_elsewhere_finds_an_older_state_put_back(database: Database) -> None:
    with database.transaction() as session:
        recorded(session, 2)
        older = newest_entry(session)
    with database.transaction() as session:
        recorded(session, 1)
        newest = newest_entry(session)

        assert (older[0], newest[0]) == (2, 3)
        assert holds(session, older[1])
        session.rollback()
    with database.reading() as session:
        assert verify(session, KEY) == ()
        assert not holds(session, newest[1])


def test_an_empty_log_is_in_order(empty_database: Database) -> None:
    schema.upgrade(empty_database)

    with empty_database.reading() as session:
        assert verify(session, KEY) == ()
        assert newest_entry(session) == (0, "")


def test_every_column_is_sealed() -> None:
    assert set(SEALED) == set(COLUMNS) - {"hash"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET who = 'me'",
        "UPDATE event SET number = number + 1000",
        "DELETE FROM event",
        "DELETE FROM event_head",
        "INSERT INTO event SELECT * FROM event WHERE true ON CONFLICT (number) DO UPDATE SET who = 'me'",
        {"sqlite": "INSERT OR REPLACE INTO event SELECT * FROM event", "postgresql": "TRUNCATE event"},
        {"sqlite": "INSERT OR REPLACE INTO event_head VALUES (1, 0, '', '')", "postgresql": "TRUNCATE event_head"},
    ],
)
def test_the_database_itself_refuses_to_change_the_log(empty_database: Database, change: str | dict[str, str]) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        recorded(session, 3)
    statement = change if isinstance(change, str) else change[empty_database.engine.dialect.name]

    with pytest.raises(DBAPIError, match="what was recorded never changes"), empty_database.transaction() as session:
        session.execute(sa.text(statement))


def test_several_writers_make_one_unbroken_log(empty_database: Database) -> None:
    schema.upgrade(empty_database)

    def write(name: int) -> None:
        for _ in range(10):
            with empty_database.transaction() as session:
                head = session.scalars(sa.select(EventHead)).one()  # known to the session before others change it
                recorded(session, 2, subject=f"action-{name}")
                assert head in session

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))

    with empty_database.reading() as session:
        assert newest_entry(session)[0] == 80
        assert verify(session, KEY) == ()


def test_an_entry_is_kept_only_if_its_transaction_is(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        recorded(session, 1)
        raise RuntimeError
    with database.transaction() as session:
        (event,) = recorded(session, 1)

    assert event.number == 1
    with database.reading() as session:
        assert verify(session, KEY) == ()


def test_the_history_of_a_subject_is_its_newest_entries_and_no_others(database: Database) -> None:
    with database.transaction() as session:
        recorded(session, 4)
        recorded(session, 2, subject="noise")

    with database.reading() as session:
        events = history(session, subject_kind=SubjectKind.ACTION, subject="an-action", limit=3)

        assert [event.number for event in events] == [4, 3, 2]
        assert [event.number for event in history(session, limit=2)] == [6, 5]
        assert history(session, subject_kind=SubjectKind.AUTHORITY, subject="an-action", limit=3) == []


def test_the_fields_that_changed_are_told_before_and_after(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        log = a_log(session, tmp_path)
        event = log.record(
            EventKind.EDITED,
            subject_kind=SubjectKind.ACTION,
            subject="x",
            before={"same": 1, "title": "old", "gone": [1, 2]},
            after={"same": 1, "title": "nëw", "come": None},
        )

    assert event.after == '{"come":null,"same":1,"title":"nëw"}'
    assert [(change.name, change.before, change.after) for change in changed_fields(event)] == [
        ("come", None, "null"),
        ("gone", "[1,2]", None),
        ("title", '"old"', '"nëw"'),
    ]


@pytest.mark.parametrize("column", ["what", "at", "after"])
def test_an_entry_that_cannot_be_read_says_what_to_do(tampered: Session, column: str) -> None:
    tampered.execute(sa.update(EVENTS).values({column: "nonsense"}))
    tampered.expunge_all()

    with pytest.raises(AlteredLog, match="run `campaign audit verify`"):
        for event in history(tampered, limit=1):
            changed_fields(event)


def test_the_first_of_several_makes_the_key_and_all_have_the_same(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "new" / "audit.key")
    with ThreadPoolExecutor(8) as makers:
        keys = set(makers.map(lambda _: file.make(), range(50)))

    assert keys == {file.path.read_bytes()}
    assert len(file.path.read_bytes()) == KEY_BYTES
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.path.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.path.parent.iterdir()) == [file.path]


def test_a_key_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "short").write_bytes(b"short")
    (tmp_path / "folder").mkdir()

    with pytest.raises(KeyUnavailable, match="not a key of 32 bytes; restore it"):
        KeyFile(tmp_path / "short").read()
    with pytest.raises(KeyUnavailable, match="cannot be read: Is a directory"):
        KeyFile(tmp_path / "folder").read()
    with pytest.raises(KeyUnavailable, match="cannot be made"):
        KeyFile(tmp_path / "short" / "audit.key").make()


def test_a_log_whose_key_is_gone_does_not_go_on_with_another(database: Database, tmp_path: Path) -> None:
    def note(session: Session) -> None:
        log = Log(session, KeyFile(tmp_path / "audit.key"), who="ana@desk.example", now=NOW)
        log.record(EventKind.EXPORTED, subject_kind=SubjectKind.ACTION, subject="x")

    with database.transaction() as session:
        note(session)
    (tmp_path / "audit.key").rename(tmp_path / "elsewhere")

    why = "is not at .*audit.key.*CAMPAIGN_DATA_DIR.*campaign audit new-key"
    with pytest.raises(KeyUnavailable, match=why), database.transaction() as session:
        note(session)
    assert not (tmp_path / "audit.key").exists()
