"""`campaign import`: one JSON object for what could be read, one sentence for what could not."""

import json
from pathlib import Path

from tests.cli.conftest import Campaign
from tests.importer.test_importing import SHEET


def test_import_prints_the_whole_draft_as_one_json_object(campaign: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "sheet.txt"
    file.write_text(SHEET.replace("Hugo Brandt", "Hugo Brandão"), "utf-8")

    result = campaign("import", file, "--json")

    draft = json.loads(result.stdout)
    assert result.exit_code == 0
    assert draft["addressees"][0]["name"] == "Hugo Brandão"
    assert "Brandão" in result.stdout
    assert set(draft) == {
        *("organisations", "title", "kind", "codes", "issue_date", "deadline", "deadline_rule", "last_valid_day"),
        *(
            "deadline_wording",
            "after_deadline",
            "country",
            "people",
            "languages",
            "text_language",
            "facts",
            "background",
        ),
        *("demands", "addressees", "copies_to_missions", "report_to", "missing", "doubts", "evidence"),
    }
    assert set(draft["demands"][0]) == {"text", "source", "kind", "items", "lines"}
    assert set(draft["addressees"][0]) == {
        *("name", "honorific", "office", "organisation", "address_lines", "country", "faxes", "phones", "emails"),
        *("handles", "salutations", "role", "lines"),
    }


def test_import_tells_in_a_few_lines_what_it_read(campaign: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "sheet.txt"
    file.write_text(SHEET, "utf-8")

    told = campaign("import", file).stdout

    assert "last valid day: 2015-06-17" in told
    assert "demand 2: let her see a doctor" in told
    assert "missing: organisations" in told


def test_import_says_in_one_sentence_what_cannot_be_read(campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")

    empty, absent = campaign("import", tmp_path / "empty.txt", "--json"), campaign("import", tmp_path / "absent.txt")

    assert (empty.exit_code, empty.stdout) == (1, "")
    assert "is empty" in empty.stderr
    assert absent.exit_code == 1
    assert "cannot be read: No such file" in absent.stderr
