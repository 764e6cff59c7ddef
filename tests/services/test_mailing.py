"""Handing mail to a mail server: only over a connection that is sealed, and only to the server that it claims to be."""

import ssl
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from campaign.errors import MailServerAway
from campaign.services.mailing import MailServer, Post
from tests.tasks.mail import Keeper, mail_server

PASSWORD = "a password that nobody may see"  # noqa: S105


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody else has signed, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    file, key = folder / "certificate.pem", folder / "key.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=mail.example"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(file)]
    subprocess.run(["openssl", *words.split(), *names], check=True, capture_output=True)
    return file, key


@pytest.fixture
def keeper() -> Keeper:
    """What keeps the mail."""
    return Keeper()


@pytest.fixture
def sealed(keeper: Keeper, certificate: tuple[Path, Path]) -> Iterator[int]:
    """The port of a server that offers STARTTLS, takes no mail without it, and lets in who knows the password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)

    def check(server, session, envelope, mechanism, data) -> AuthResult:
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    options = {"tls_context": context, "require_starttls": True, "authenticator": check, "auth_required": True}
    with mail_server(keeper, **options) as port:
        yield port


def a_mail() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "desk@letters.example", "ines@desk.example", "A subject"
    message.set_content("Words.")
    return message


def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate[0]))


def test_mail_goes_over_a_sealed_connection_with_a_password(
    keeper: Keeper, sealed: int, certificate: tuple[Path, Path]
) -> None:
    post = Post(MailServer("127.0.0.1", sealed, "starttls", "desk", PASSWORD), trusting(certificate))
    post.open("letters.example")
    post.send(a_mail())
    post.send(a_mail())
    post.close()

    assert [message["Subject"] for message in keeper.mail] == ["A subject", "A subject"]


def test_a_wrong_password_is_told_without_being_repeated(sealed: int, certificate: tuple[Path, Path]) -> None:
    post = Post(MailServer("127.0.0.1", sealed, "starttls", "desk", "another secret"), trusting(certificate))

    with pytest.raises(MailServerAway, match="does not accept SMTP_USER and SMTP_PASSWORD .answer 535") as refused:
        post.open("letters.example")
    assert "another secret" not in f"{refused.value}{post._server}"


def test_a_certificate_that_nobody_trusts_is_refused(keeper: Keeper, sealed: int) -> None:
    post = Post(MailServer("127.0.0.1", sealed, "starttls", "desk", PASSWORD))

    with pytest.raises(MailServerAway, match="certificate verify failed"):
        post.open("letters.example")


def test_a_certificate_for_another_name_is_refused(sealed: int, certificate: tuple[Path, Path]) -> None:
    post = Post(MailServer("localhost", sealed, "starttls", "desk", PASSWORD), trusting(certificate))

    with pytest.raises(MailServerAway, match="localhost"):
        post.open("letters.example")


def test_where_starttls_is_not_offered_nothing_is_said(keeper: Keeper) -> None:
    with mail_server(keeper) as port:
        post = Post(MailServer("127.0.0.1", port, "starttls"))

        with pytest.raises(MailServerAway, match="STARTTLS"):
            post.open("letters.example")
    assert keeper.mail == []


def test_tls_from_the_first_byte(keeper: Keeper, certificate: tuple[Path, Path]) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    with mail_server(keeper, ssl_context=context) as port:
        post = Post(MailServer("127.0.0.1", port, "tls"), trusting(certificate))
        post.open("letters.example")
        post.send(a_mail())
        post.close()

    assert len(keeper.mail) == 1
