"""The appeals of tests/appeals, mangled: the importer never fails on them, however often their text was changed."""

import pytest

from bench.manglings import mangled
from campaign.importer.draft import Draft
from campaign.importer.importing import read_appeal
from campaign.importer.reading.reading import read_here
from tests.appeals.corpus import Appeal, appeals

SAMPLE = 4  # of so many appeals one is mangled without `make test-long`
EVERY = [
    pytest.param(appeal, id=appeal.name)
    for part in ("tuning", "held_out")
    for appeal in appeals(part)  # type: ignore[arg-type]
]


@pytest.mark.parametrize("appeal", EVERY[::SAMPLE])
def test_an_appeal_is_read_as_it_stands_and_mangled_once(appeal: Appeal) -> None:
    text = read_here(appeal.content, appeal.file_name).text

    assert isinstance(read_appeal(text), Draft)
    assert isinstance(read_appeal(mangled(text, 3, appeal.name)), Draft)


@pytest.mark.long
@pytest.mark.parametrize("appeal", EVERY)
def test_five_hundred_manglings_of_an_appeal_never_make_the_importer_fail(appeal: Appeal) -> None:
    text = read_here(appeal.content, appeal.file_name).text

    for number in range(500):
        assert isinstance(read_appeal(mangled(text, 1 + number % 6, f"{appeal.name} {number}")), Draft)
