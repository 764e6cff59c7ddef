"""A stage to measure and draw on: a fresh database with the demonstration, and a server on a free port."""

import logging
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from werkzeug.serving import make_server

from campaign import schema
from campaign.app import create_app
from campaign.db import Database
from campaign.merging.letter import MergedLetter
from campaign.merging.supporter import read_supporter
from campaign.services.actions import find_action
from campaign.services.demonstration import load_demonstration
from campaign.services.letters import choose_addressees, write_letters
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION

SENDER = {
    "name": "Maria Novak",
    "address_lines": ["Hauptstraße 12", "10115 Berlin"],
    "country": "DE",
    "place": "Berlin",
}


@contextmanager
def demonstration() -> Iterator[Settings]:
    """Yield settings whose database holds the demonstration and vanishes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"CAMPAIGN_DATA_DIR": str(Path(folder))})
        database = Database(settings.database)
        schema.upgrade(database)
        with database.transaction() as session:
            load_demonstration(session, datetime.now(UTC))
        yield settings
        database.close()


@contextmanager
def served(settings: Settings, port: int = 0) -> Iterator[str]:
    """Yield the address of a server with these settings, which can be ended at once whatever a browser still holds.

    Without a port it takes one that is free.
    """
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app = create_app(settings)
    server = make_server("127.0.0.1", port, app, threaded=True)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    app.extensions[EXTENSION].close()


def letter_writer(settings: Settings) -> Callable[[], tuple[MergedLetter, ...]]:
    """Return what merges one letter of the demonstration, as of a day when its action was open."""
    with Database(settings.database).reading() as session:
        found = find_action(session, "UA 315/14", datetime.now(UTC), date(2015, 1, 5))
    supporter = read_supporter(SENDER)
    choice = choose_addressees(found.published, {1}, supporter.country)
    return lambda: write_letters(found, choice, supporter, "en")
