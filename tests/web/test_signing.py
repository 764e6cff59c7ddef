"""Signing without a browser: what is posted signs the letters, travels from form to form, and is kept nowhere."""

import base64
import html
import http.client
import io
import json
import threading
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient

from campaign.app import create_app
from campaign.cli.serve import IN_MEMORY
from campaign.errors import TooBusy
from campaign.rendering.pictures import LARGEST_UPLOAD
from campaign.settings import Settings
from campaign.web.supporter.making import RENDERER
from campaign.web.uploads import LARGEST_POST, LARGEST_POST_WITH_PICTURE
from tests.pictures import as_file, flourish, signed_paper
from tests.web.test_writing import LETTERS, TYPED, WRITE, kept_words

DRAWING = json.dumps([{"points": [{"x": round(x, 1), "y": round(y, 1)} for x, y in flourish(400, 120)]}])
PHOTO = as_file(signed_paper(), "JPEG", comment=b"Quetzalcanary")
PICTURE, DRAWN = {**TYPED, "signature": "picture"}, {**TYPED, "signature": "drawn"}
CANARIES = (b"Quetzalcanary", b"7654.3", base64.b64encode(PHOTO)[60:100])


def with_upload(content: bytes, name: str = "me.jpg", **changes: Any) -> dict[str, Any]:
    return {**PICTURE, **changes, "upload": (io.BytesIO(content), name)}


def objects_in(pdf: bytes) -> set[int]:
    """The kinds of what stands on the first page."""
    return {each.type for each in pypdfium2.PdfDocument(pdf)[0].get_objects(max_depth=5)}


def test_an_uploaded_picture_signs_every_letter_that_the_page_offers(client: FlaskClient) -> None:
    page = client.post(WRITE, data=with_upload(PHOTO))
    words = kept_words(page.text)
    every = client.post(f"{LETTERS}/all", data=words)

    assert page.status_code == 200, page.text
    assert base64.b64decode(words["picture"][0]).startswith(b"\x89PNG")
    assert "upload" not in words
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in objects_in(every.data)
    assert "Print each letter and sign it." not in page.text


def test_a_drawing_signs_every_letter_that_the_page_offers(client: FlaskClient) -> None:
    page = client.post(WRITE, data={**DRAWN, "drawing": DRAWING})
    words = {name: [html.unescape(value) for value in values] for name, values in kept_words(page.text).items()}
    every = client.post(f"{LETTERS}/all", data=words)

    assert words["drawing"] == [DRAWING]
    assert pypdfium2.raw.FPDF_PAGEOBJ_PATH in objects_in(every.data)


def test_a_picture_stays_while_something_else_is_mended(client: FlaskClient) -> None:
    wrong = client.post(WRITE, data=with_upload(PHOTO, place=""))
    (source,) = [part.split('"')[0] for part in wrong.text.split("data:image/png;base64,")[1:]]
    mended = client.post(WRITE, data={**PICTURE, "picture": source}, content_type="multipart/form-data")
    changed = client.post(WRITE, data={**kept_words(mended.text), "change": "1"})

    assert wrong.status_code == 422
    assert mended.status_code == 200
    assert kept_words(mended.text)["picture"] == [source]
    assert f"data:image/png;base64,{source}" in changed.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (DRAWN, "Nothing is drawn yet"),
        ({**DRAWN, "drawing": "[[["}, "The drawing cannot be read"),
        (PICTURE, "Choose a picture of your signature"),
        ({**PICTURE, "picture": "aGVsbG8="}, "please choose it again"),
        ({**PICTURE, "upload": b"%PDF-1.7"}, "choose a PNG or JPEG file"),
        ({**PICTURE, "upload": b"\0" * (LARGEST_UPLOAD + 1)}, "larger than 5 MB"),
        ({**PICTURE, "upload": as_file(signed_paper())[:-900]}, "cannot be read"),
    ],
)
def test_what_signs_nothing_is_told_at_the_field_and_every_word_is_kept(
    client: FlaskClient, typed: dict[str, Any], said: str
) -> None:
    words = {name: value for name, value in typed.items() if name != "upload"}

    answer = client.post(WRITE, **_multipart(words, typed.get("upload", b"")))

    assert answer.status_code == 422
    assert answer.text.replace(f'data-large="This file is {said}', "").count(said) == 2
    for field in ("name", "own_words", "place"):
        assert TYPED[field] in answer.text


@pytest.mark.parametrize("way", ["ink", "typed"])
def test_whoever_chose_another_way_is_not_held_up_by_a_picture(client: FlaskClient, way: str) -> None:
    answer = client.post(WRITE, data=with_upload(b"nonsense", signature=way))

    assert answer.status_code == 200


def test_a_letter_is_never_made_without_the_signature_that_was_chosen(client: FlaskClient) -> None:
    for typed in (DRAWN, PICTURE):
        answer = client.post(f"{LETTERS}/all", data=typed)

        assert (answer.status_code, answer.mimetype) == (422, "text/html")


def test_a_picture_that_must_wait_keeps_every_word(app: Flask, client: FlaskClient) -> None:
    class Busy:
        def clean(self, upload: bytes) -> bytes:
            raise TooBusy("Too many letters are being made at this moment. Please try again in a minute.")

    app.extensions[RENDERER] = Busy()

    answer = client.post(WRITE, data=with_upload(PHOTO))

    assert answer.status_code == 503
    assert kept_words(answer.text)["own_words"] == [TYPED["own_words"]]


def test_only_the_form_takes_pictures_and_words_stay_as_limited_as_ever(client: FlaskClient) -> None:
    many = "x" * (LARGEST_POST + 1)

    for path, post in (
        (WRITE, {"data": {**TYPED, "own_words": many}}),
        (WRITE, _multipart({**PICTURE, "own_words": many}, PHOTO)),
        (WRITE, _multipart(PICTURE, b"\0" * LARGEST_POST_WITH_PICTURE)),
        (f"{LETTERS}/all", _multipart(PICTURE, b"\0" * LARGEST_POST)),
    ):
        answer = client.post(path, **post)
        assert (answer.status_code, "too much" in answer.text) == (413, True)


def test_a_picture_never_touches_a_disk(settings: Settings) -> None:
    found: list[Path] = []

    class Looking:
        def clean(self, upload: bytes) -> bytes:
            found.extend(path for path in Path("/proc/self/fd").iterdir() if _is_a_deleted_file(path))
            assert upload.startswith(PHOTO)
            raise TooBusy("Please try again.")

    app = create_app(settings)
    app.extensions[RENDERER] = Looking()
    before = {path for path in Path("/proc/self/fd").iterdir() if _is_a_deleted_file(path)}
    server = waitress.create_server(app, host="127.0.0.1", port=0, **IN_MEMORY)
    threading.Thread(target=server.run, daemon=True).start()
    post = _multipart(PICTURE, PHOTO + b"\0" * (LARGEST_UPLOAD - len(PHOTO)))

    connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=20)
    connection.request("POST", WRITE, post["data"], {"Content-Type": post["content_type"]})
    with connection.getresponse() as answer:
        status = answer.status
    connection.close()

    assert status == 503
    assert set(found) - before == set()


def test_nothing_of_a_signature_is_found_anywhere_afterwards(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    written = io.StringIO()
    app.logger.handlers[0].setStream(written)  # type: ignore[attr-defined]
    drawing = DRAWING.replace('"x": 0.0', '"x": 7654.3')

    for changes in ({}, {"revision": "0"}, {"place": ""}):
        page = client.post(WRITE, data=with_upload(PHOTO, **changes))
        client.post(WRITE, data={**DRAWN, **changes, "drawing": drawing})
    picture = base64.b64decode(kept_words(page.text).get("picture", [""])[0])[60:100]
    client.post(WRITE, data=with_upload(PHOTO[:-900]))
    for path in (f"{LETTERS}/all", f"{LETTERS}/1"):
        client.post(path, data={**DRAWN, "drawing": drawing})

    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    told = (written.getvalue() + "".join(capfd.readouterr())).encode()
    assert any(b"SQLite" in content for content in kept)
    for canary in (*CANARIES, *([picture] if picture else [])):
        assert [content for content in (*kept, told) if canary in content] == []


def _is_a_deleted_file(path: Path) -> bool:
    try:
        return "(deleted)" in str(path.readlink())
    except OSError:
        return False


def _multipart(fields: dict[str, Any], upload: bytes) -> dict[str, Any]:
    """A post as browsers make it; the test client would spool a large one to a disk itself."""
    pairs = [
        (name, value) for name, values in fields.items() for value in ([values] if isinstance(values, str) else values)
    ]
    parts = [f'--end\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pairs]
    head = (
        '--end\r\nContent-Disposition: form-data; name="upload"; filename="me.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    body = "".join(parts).encode() + head.encode() + upload + b"\r\n--end--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=end"}
