"""A draft opened in Thunderbird, without a screen and with a profile of its own, for tests that read its window."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_SECONDS = 60  # it takes three or four
ASK_EVERY_SECONDS = 0.2
# Without an account that can receive, Thunderbird opens no window for writing.
PROFILE = {
    "mail.accountmanager.accounts": "account1",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.account.account1.server": "server1",
    "mail.account.account1.identities": "id1",
    "mail.server.server1.type": "pop3",
    "mail.server.server1.hostname": "127.0.0.1",
    "mail.server.server1.userName": "sender",
    "mail.identity.id1.useremail": "sender@sender.example",
    "mail.shell.checkDefaultClient": False,  # no question before the first window
    "offline.startup_state": 3,  # always offline: nothing is fetched or sent
    "marionette.port": 0,  # any free one; Thunderbird writes it into its profile
}
WINDOWS = "return [...Services.wm.getEnumerator('')].map(w => w.document.documentElement.getAttribute('windowtype'))"
# The text comes last, after addresses and attachments: where it stands, the window is complete.
COMPOSED = """
const shown = Services.wm.getMostRecentWindow("msgcompose");
const text = shown?.gMsgCompose?.editor?.document.body.innerText;
if (!text?.trim()) return null;
const page = shown.document;
const addresses = row => [...page.querySelectorAll(`#${row} mail-address-pill`)].map(pill => pill.fullAddress);
return {
  to: addresses("toAddrContainer"), cc: addresses("ccAddrContainer"),
  subject: page.getElementById("msgSubject").value,
  text, attachments: shown.gAttachmentBucket.itemChildren.map(item => item.attachment.name),
};
"""


class NoThunderbird(Exception):
    """Thunderbird is not installed on this machine."""


class NoComposeWindow(Exception):
    """Thunderbird runs, but opened no window for writing; the kinds of the windows it did open are named."""


@dataclass(frozen=True)
class Composed:
    """What a window for writing shows; attachments by their names."""

    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[str, ...]


def opened(draft: bytes, folder: Path, seconds: float = 30) -> Composed:
    """Open a draft in an empty folder, as a click on it would, and return what the window for writing shows.

    Raises NoThunderbird, TimeoutError if it does not start, and NoComposeWindow if none opens in `seconds` from then.
    """
    with _thunderbird(draft, folder):
        port = _awaited(lambda: _port(folder / "profile" / "MarionetteActivePort"), START_SECONDS)
        if port is None:
            raise TimeoutError(f"Thunderbird did not start: {(folder / 'output.txt').read_text(errors='replace')}")
        with _marionette(port) as run:
            shown = _awaited(lambda: run(COMPOSED), seconds)
            if shown is None:
                raise NoComposeWindow(f"Thunderbird opened these only: {run(WINDOWS)}")
    to, cc, attachments = (tuple(shown[name]) for name in ("to", "cc", "attachments"))
    return Composed(to, cc, shown["subject"], shown["text"], attachments)


@contextmanager
def _thunderbird(draft: bytes, folder: Path) -> Iterator[None]:
    """Have Thunderbird run and open a draft for as long as this lasts, with `folder` for its home."""
    program = shutil.which("thunderbird")
    if program is None:
        raise NoThunderbird("the package thunderbird is not installed")
    file, profile = folder / "draft.eml", folder / "profile"
    file.write_bytes(draft)
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PROFILE.items())
    (profile / "user.js").write_text("".join(lines))
    options = ("--headless", "--no-remote", "--marionette", "--remote-allow-system-access")
    command: list[str | Path] = [program, *options, "--profile", profile, file]
    places = dict.fromkeys(("HOME", "TMPDIR", "XDG_RUNTIME_DIR"), str(folder))
    settings = {"PATH": os.environ["PATH"], "MOZ_CRASHREPORTER_DISABLE": "1", **places}
    with (folder / "output.txt").open("wb") as output:
        running = subprocess.Popen(command, env=settings, stdout=output, stderr=output, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGKILL)  # its helpers too; there is nothing to be saved
        running.wait()


@contextmanager
def _marionette(port: int) -> Iterator[Callable[[str], Any]]:
    """Yield what runs a script inside Thunderbird: JSON over a socket, each message after its length and a colon."""
    with socket.create_connection(("127.0.0.1", port), START_SECONDS) as line, line.makefile("rb") as incoming:

        def heard() -> Any:
            length = b""
            while (byte := incoming.read(1)) not in {b":", b""}:
                length += byte
            return json.loads(incoming.read(int(length)))

        def asked(command: str, **values: object) -> Any:
            message = json.dumps([0, 1, command, values]).encode()
            line.sendall(b"%d:%s" % (len(message), message))
            _, _, error, answer = heard()
            if error:
                raise RuntimeError(f"{command}: {error}")
            return answer

        heard()  # it speaks first
        asked("WebDriver:NewSession")
        asked("Marionette:SetContext", value="chrome")  # Thunderbird's own windows, not what they show
        yield lambda script: asked("WebDriver:ExecuteScript", script=script, args=[], sandbox="system")["value"]


def _port(file: Path) -> int | None:
    """Return the port of the remote control once it stands in the file."""
    written = file.read_text() if file.exists() else ""
    return int(written) if written else None


def _awaited(ask: Callable[[], Any], seconds: float) -> Any:
    """Return the first answer that is not None, or None after so many seconds."""
    end = time.monotonic() + seconds
    while (answer := ask()) is None and time.monotonic() < end:
        time.sleep(ASK_EVERY_SECONDS)
    return answer
