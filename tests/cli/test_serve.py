"""What the server writes down."""

import logging
import socket
import threading
from collections.abc import Iterator

import pytest
import waitress

from campaign.cli.serve import set_up_log


@pytest.fixture
def guarded() -> Iterator[None]:
    """The server's log as `campaign serve` sets it up."""
    server = logging.getLogger("waitress")
    before = list(server.filters)
    server.disabled = False  # import-linter, in another test, disables every logger that is there
    set_up_log()
    yield
    server.filters = before


def test_no_address_is_written_down_when_a_request_fails(guarded: None, caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ, start_response):
        raise ZeroDivisionError

    server = waitress.create_server(broken, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()

    with socket.create_connection(("127.0.0.1", server.effective_port)) as asking:
        asking.sendall(b"GET /feeds/deadlines/a-secret.ics HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: asking.recv(4096), b""))
    server.close()

    assert answer.startswith(b"HTTP/1.0 500")
    assert "Exception while serving a request" in caplog.text
    assert "a-secret" not in caplog.text
