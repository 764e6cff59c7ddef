"""`campaign authorities`: out, edited, in, and back."""

from pathlib import Path

from tests.cli.conftest import Campaign


def test_the_directory_goes_out_as_both_kinds_of_file_and_comes_back_unchanged(
    loaded: Campaign, tmp_path: Path
) -> None:
    for name in ("all.csv", "all.xlsx"):
        assert loaded("authorities", "export", "-o", name).exit_code == 0
        result = loaded("authorities", "import", name, "--dry-run")
        assert (result.exit_code, "0 new, 0 changed, " in result.output, " 0 with mistakes" in result.output) == (
            0,
            True,
            True,
        )
    assert (tmp_path / "all.csv").read_bytes().startswith(b"\xef\xbb\xbfslug,state,")


def test_a_file_is_shown_confirmed_imported_and_taken_back(loaded: Campaign, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("state;title_en;fax_1\nAL;Judge;+355 4 222 2222\nXX;Nobody;\n")

    shown = loaded("authorities", "import", "new.csv", "--dry-run", "--source", "a call")
    asked = loaded("authorities", "import", "new.csv", "--source", "a call")
    done = loaded("authorities", "import", "new.csv", "--source", "a call", "--yes")
    listed = loaded("directory", "show", "judge")
    undone = loaded("authorities", "undo", 1)

    assert "row 2: judge (new)" in shown.output
    assert "row 3, state: “XX” is no country" in shown.output
    assert (asked.exit_code, "Import 1 rows and leave 1 out?" in asked.output) == (1, True)
    assert "campaign authorities undo 1" in done.output
    assert "+355 4 222 2222" in listed.output
    assert "1 authorities are what they were before." in undone.output
    assert "no authority “judge”" in loaded("directory", "show", "judge").output


def test_the_template_is_printed_and_wrong_words_are_told(loaded: Campaign) -> None:
    template = loaded("authorities", "--template").output

    assert template.lstrip("\ufeff").startswith("slug,state,office,gender,languages,refuses,title_en,name_en")
    assert "Export the directory" in loaded("authorities").output
    assert "ends in .csv or .xlsx" in loaded("authorities", "export", "-o", "all.ods").output
    assert "cannot be read" in loaded("authorities", "import", "nothing.csv").output
