"""`python -m bench [PART …]` measures and prints medians, each beside a yardstick from the same run.

These machines are noisy: compare ratios of one run, never milliseconds of two.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from bench.pages import pages
from bench.stage import demonstration
from campaign.db import Database
from campaign.merging.letter import MergedLetter
from campaign.merging.supporter import read_supporter
from campaign.paths import LETTERS
from campaign.rendering.fonts import our_fonts_only
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.templates import letter_templates
from campaign.services.actions import find_action
from campaign.services.letters import choose_addressees, write_letters

ROUNDS = 15
SENDER = {
    "name": "Maria Novak",
    "address_lines": ["Hauptstraße 12", "10115 Berlin"],
    "country": "DE",
    "place": "Berlin",
}


def startup() -> None:
    """How long `campaign --help` takes, beside a Python that does nothing."""

    def run(*words: str) -> None:
        subprocess.run([sys.executable, *words], check=True, capture_output=True)

    report(
        "start-up",
        {
            "python -c pass": lambda: run("-c", "pass"),
            "campaign --help": lambda: run("-m", "campaign", "--help"),
            "campaign letter --help": lambda: run("-m", "campaign", "letter", "--help"),
        },
    )


def letter() -> None:
    """How long a letter takes: merged, rendered by us, and rendered by WeasyPrint with nothing shared."""
    import weasyprint

    supporter = read_supporter(SENDER)
    with demonstration() as settings, Database(settings.database).reading() as session:
        found = find_action(session, "UA 315/14", datetime.now(UTC), date(2015, 1, 5))
    choice = choose_addressees(found.published, {1}, "DE")

    def merged() -> tuple[MergedLetter, ...]:
        return write_letters(found, choice, supporter, "en")

    letters = merged()
    html = letter_templates().get_template("letter/letter.html").render(letter=letters[0])
    style = PAPERS["a4"].page_rule + (LETTERS / "letter" / "letter.css").read_text("utf-8")

    def naive() -> None:
        weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=style)], pdf_variant="pdf/ua-1")

    with our_fonts_only():
        report(
            "one letter, warm",
            {
                "weasyprint, nothing shared": naive,
                "print_pdf": lambda: print_pdf(letters, PAPERS["a4"]),
                "write_letters (words only)": merged,
            },
        )


def report(title: str, parts: dict[str, Callable[[], object]]) -> None:
    """Run the parts in turn, several rounds, and print the median of each with its ratio to the first."""
    times: dict[str, list[float]] = {name: [] for name in parts}
    for part in parts.values():
        part()
    for _ in range(ROUNDS):
        for name, part in parts.items():
            begin = time.perf_counter()
            part()
            times[name].append((time.perf_counter() - begin) * 1000)
    medians = {name: statistics.median(values) for name, values in times.items()}
    yardstick = next(iter(medians.values()))
    print(f"\n{title}")
    for name, median in medians.items():
        print(f"  {name:<30} {median:9.2f} ms   {median / yardstick:6.3f} x")


PARTS = {"startup": startup, "letter": letter, "pages": pages}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := set(wanted) - PARTS.keys():
        sys.exit(f"There is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}.")
    for part in wanted:
        PARTS[part]()
