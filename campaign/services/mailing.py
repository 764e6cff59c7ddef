"""Handing mail to a mail server: encrypted, its certificate checked, and with every refusal told apart."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from campaign.errors import MailRefused, MailServerAway

COMMAND_S = 30  # for each answer of the server while we are let in
# For the answer to the whole mail. A server may take its time to look at it (RFC 5321, 4.5.3.2.6: 10 minutes), and
# whoever gives up early sends a second copy of what was accepted.
ACCEPTING_S = 600


@dataclass(frozen=True)
class MailServer:
    """A mail server, and how to be let in; `security` is starttls, tls or none."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


class Post:
    """One connection to a mail server, made when it is first needed and again after it was lost."""

    def __init__(self, server: MailServer, certificates: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._certificates = certificates
        self._connection: smtplib.SMTP | None = None

    def open(self, greeting: str) -> None:
        """Connect, unless we are; `greeting` is our own domain. Raises MailServerAway."""
        if self._connection is not None:
            return
        try:
            self._connection = self._connected(greeting)
        except smtplib.SMTPAuthenticationError as error:  # its words may repeat what we said
            raise MailServerAway(
                "The mail server %(host)s does not accept SMTP_USER and SMTP_PASSWORD (answer %(code)s).",
                host=self._server.host,
                code=error.smtp_code,
            ) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise MailServerAway(
                "The mail server %(host)s, port %(port)s, cannot be used: %(reason)s. See to SMTP_HOST, SMTP_PORT and "
                "SMTP_SECURITY, or try again later.",
                host=self._server.host,
                port=self._server.port,
                reason=_reason(error),
            ) from error

    def send(self, message: EmailMessage) -> None:
        """Send a mail to its one recipient; raises MailRefused, or MailServerAway if no answer came."""
        if self._connection is None:
            raise MailServerAway("No mail server is connected; open the post first.")
        try:
            self._hand_over(self._connection, message)
        except smtplib.SMTPResponseException as error:
            self._begin_anew()
            raise MailRefused(
                "The mail server refused the mail to %(to)s: %(reason)s.", to=message["To"], reason=_reason(error)
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MailServerAway(
                "The mail server went away before it answered (%(reason)s).", reason=_reason(error)
            ) from error

    def close(self) -> None:
        """End the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _connected(self, greeting: str) -> smtplib.SMTP:
        server, certificates = self._server, self._certificates or ssl.create_default_context()
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, greeting, timeout=COMMAND_S, context=certificates
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, greeting, timeout=COMMAND_S)
        try:
            if server.security == "starttls":
                connection.starttls(context=certificates)  # raises where the server does not offer it
            connection.ehlo_or_helo_if_needed()
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _hand_over(self, connection: smtplib.SMTP, message: EmailMessage) -> None:
        _require(*connection.mail(message["From"]))
        _require(*connection.rcpt(message["To"]))
        _wait_up_to(ACCEPTING_S, connection)
        _require(*connection.data(message.as_bytes(policy=SMTP)))
        _wait_up_to(COMMAND_S, connection)

    def _begin_anew(self) -> None:
        """Make the connection ready for another mail after a refusal, or give it up."""
        try:
            if self._connection is not None:
                self._connection.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


def _require(code: int, answer: bytes) -> None:
    """Go on only if the server said yes."""
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, answer)


def _wait_up_to(seconds: int, connection: smtplib.SMTP) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)


def _reason(error: Exception) -> str:
    """Return what a server said, or what went wrong, on one line that steers no terminal."""
    words = f"{error.smtp_code} {_text(error.smtp_error)}" if isinstance(error, smtplib.SMTPResponseException) else ""
    text = words or str(error) or type(error).__name__
    return "".join(character if character.isprintable() else " " for character in text)[:300].rstrip(". ")


def _text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer
