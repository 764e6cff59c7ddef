"""`campaign serve`: the pages, through waitress."""

import logging
from typing import Any

import click
import waitress

from campaign import schema
from campaign.db import Database
from campaign.errors import CampaignError
from campaign.settings import load_settings
from campaign.tasks.scheduler import Scheduler

# What is posted and what is handed out never touches a disk: a larger post is refused before the spooling begins.
IN_MEMORY: dict[str, Any] = {
    "max_request_body_size": 13_000_000,  # an appeal to be imported may have 10 MB
    "inbuf_overflow": 2**24,
    "outbuf_overflow": 2**25,
    "ident": None,
}


@click.command("serve")
@click.option("--host", help="Where to listen; by default HOST of the settings.")
@click.option("--port", type=click.IntRange(0, 65535), help="By default PORT of the settings.")
def command(host: str | None, port: int | None) -> None:
    """Serve the pages until interrupted."""
    from campaign.app import create_app  # Flask takes a while to load; only this command needs it

    settings = load_settings()
    schema.require_current(Database(settings.database))
    set_up_log()
    host, port = host or settings.host, settings.port if port is None else port
    try:
        server = waitress.create_server(
            create_app(settings), host=host, port=port, threads=settings.server_threads, **IN_MEMORY
        )
    except (OSError, ValueError) as error:
        raise CampaignError(
            f"The pages cannot be served at {host}, port {port}: {error}. Choose another with --host or --port."
        ) from error
    Scheduler(settings).start()
    click.echo(f"Serving at http://{host}:{server.effective_port} (Ctrl+C ends it)")
    server.run()


def set_up_log() -> None:
    """Let the server say on standard error what goes wrong, without the addresses that were asked for."""
    from campaign.web.logs import WithoutAddresses  # Flask, as above

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue under load is no news
    logging.getLogger("waitress").addFilter(WithoutAddresses())
