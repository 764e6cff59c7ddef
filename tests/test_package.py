"""The wheel: it holds what stands outside the package, and works by itself."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from zipfile import ZipFile

import pytest

from campaign.paths import HOME


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=HOME,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_outside_parts_and_no_strangers(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()

    for part in (
        "campaign/templates/layout.html",
        "campaign/letters/letter/letter.html",
        "campaign/letters/phrases/en.toml",
        "campaign/migrations/env.py",
        "campaign/migrations/versions/0001_the_house.py",
        "campaign/config.py",
        "campaign/services/demonstration/1_judicial_harassment.toml",
        "campaign/web/static/pages.css",
        "campaign/web/static/vendor/signature_pad.min.js",
        "campaign/web/static/vendor/signature_pad.LICENSE",
    ):
        assert part in names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"campaign"}


def test_scripts_of_others_are_pinned_by_their_hash_and_name_no_host() -> None:
    locked = json.loads((HOME / ".ci" / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((HOME / ".ci" / "package.json").read_text("utf-8"))["dependencies"]

    packages = {name.removeprefix("node_modules/"): package for name, package in locked.items() if name}
    assert {name: package["version"] for name, package in packages.items()} == wanted
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())


def test_the_installed_wheel_sets_itself_up_and_serves_a_page_from_another_directory(
    wheel: Path, tmp_path: Path
) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    pip = [tmp_path / "venv/bin/pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", HOME / "requirements.lock"], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True, capture_output=True)
    campaign = str(tmp_path / "venv/bin/campaign")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {"PATH": os.environ["PATH"], "CAMPAIGN_DATA_DIR": str(tmp_path / "data")}
    for words in (["db", "upgrade"], ["demo"]):
        subprocess.run([campaign, *words], check=True, cwd=elsewhere, env=environment, capture_output=True)
    port = _free_port()

    server = subprocess.Popen(
        [campaign, "serve", "--port", str(port)],
        cwd=elsewhere,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert "Igor Kalyapin attacked in Grozny" in _page(f"http://127.0.0.1:{port}/")
    finally:
        server.terminate()
        server.wait(timeout=10)
    assert list(elsewhere.iterdir()) == []


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _page(address: str) -> str:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310  (our own server)
                return answer.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
