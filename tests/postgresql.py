"""A private PostgreSQL server for tests, in a folder of its own, on a socket only."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

SERVER_USER = "postgres"  # the package makes this account; the server refuses to run as root


class NoPostgreSQL(Exception):
    """A private server cannot be had on this machine."""


@contextmanager
def private_server() -> Iterator[sa.URL]:
    """Yield the address of a server that lives as long as this lasts."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="campaign-pg-"))
    as_user = ["runuser", "-u", SERVER_USER, "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, SERVER_USER)

    def run(program: str, *arguments: str) -> None:
        # The server would keep a pipe open, so what it says goes to a file.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [*as_user, str(programs / program), *arguments], stdout=output, stderr=output, cwd="/", check=False
            )
            if done.returncode != 0:
                output.seek(0)
                raise NoPostgreSQL(output.read().decode(errors="replace"))

    data = folder / "data"
    run("initdb", "-D", str(data), "-U", SERVER_USER, "--auth=trust", "--encoding=UTF8", "--no-sync")
    run("pg_ctl", "-D", str(data), "-w", "-o", f"-c listen_addresses='' -k {folder} -c fsync=off", "start")
    try:
        yield sa.URL.create(
            "postgresql+psycopg", username=SERVER_USER, database="postgres", query={"host": str(folder)}
        )
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        raise NoPostgreSQL("the package postgresql is not installed")
    return found[-1].parent
