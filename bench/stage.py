"""A stage to measure and draw on: a fresh database with the demonstration, and a server on a free port."""

import logging
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from werkzeug.serving import make_server

from campaign import schema
from campaign.app import create_app
from campaign.db import Database
from campaign.services.demonstration import load_demonstration
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION


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
    """Yield the address of a server with these settings, which can be ended at once whatever a browser still holds."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app = create_app(settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    app.extensions[EXTENSION].close()
