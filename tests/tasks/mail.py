"""A real mail server for tests, which keeps what it takes and can be told to refuse, to fail and to dawdle."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

Answer = Callable[[Envelope], str | None]


class Keeper:
    """Keeps mail; `at` holds what to do at a step (EHLO, MAIL, RCPT, DATA), before anything is kept or answered."""

    def __init__(self) -> None:
        self.mail: list[EmailMessage] = []
        self.at: dict[str, Answer] = {}
        self.dawdle_s = 0.0
        self._lock = threading.Lock()

    async def handle_EHLO(self, server: Any, session: Any, envelope: Envelope, hostname: str, responses: list[str]):  # noqa: N802
        session.host_name = hostname
        self._answer("EHLO", envelope)
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        return self._answer("MAIL", envelope) or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self._answer("RCPT", envelope) or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.dawdle_s)
        refusal = self._answer("DATA", envelope)
        if refusal is None:
            self.keep(envelope)
        return refusal or "250 OK"

    def keep(self, envelope: Envelope) -> None:
        """Keep what a client has handed over."""
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        with self._lock:
            self.mail.append(message)  # type: ignore[arg-type]

    def _answer(self, step: str, envelope: Envelope) -> str | None:
        return self.at[step](envelope) if step in self.at else None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def mail_server(keeper: Keeper, port: int = 0, **options: Any) -> Iterator[int]:
    """Yield the port of a server that hands what it gets to a keeper."""
    controller = Controller(keeper, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
