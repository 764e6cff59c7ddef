"""A stage to measure and draw on: a fresh database with the demonstration, and a server on a free port."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import waitress

from campaign import schema
from campaign.app import create_app
from campaign.db import Database
from campaign.services.demonstration import load_demonstration
from campaign.settings import Settings, load_settings


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
def served(settings: Settings) -> Iterator[str]:
    """Yield the address of a server with these settings."""
    server = waitress.create_server(create_app(settings), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)
