"""`python -m bench [PART …]` measures and prints medians, each beside a yardstick from the same run.

These machines are noisy: compare ratios of one run, never milliseconds of two.
"""

import subprocess
import sys

from bench.authorities import authorities
from bench.desk import desk, desk_on_postgresql
from bench.directory import directory
from bench.fax import fax
from bench.glance import glance
from bench.importer import importer
from bench.importer_marks import importer_marks
from bench.interactive import interactive
from bench.pages import pages
from bench.peers.by_weasyprint import html, style
from bench.peers.measure import peers
from bench.report import report
from bench.stage import demonstration, letter_writer
from bench.stamping import stamping
from campaign.rendering.fontconfig import our_fonts_only
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf


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

    with demonstration() as settings:
        merged = letter_writer(settings)

    letters = merged()
    page, styles = html(letters[0]), style()

    def naive() -> None:
        weasyprint.HTML(string=page).write_pdf(stylesheets=[weasyprint.CSS(string=styles)], pdf_variant="pdf/ua-1")

    with our_fonts_only():
        report(
            "one letter, warm",
            {
                "weasyprint, nothing shared": naive,
                "print_pdf": lambda: print_pdf(letters, PAPERS["a4"]),
                "write_letters (words only)": merged,
            },
        )


PARTS = {
    "startup": startup,
    "letter": letter,
    "fax": fax,
    "glance": glance,
    "stamping": stamping,
    "interactive": interactive,
    "peers": peers,
    "pages": pages,
    "importer": importer,
    "importer-marks": importer_marks,
    "authorities": authorities,
    "desk": desk,
    "desk-postgresql": desk_on_postgresql,
    "directory": directory,
}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := set(wanted) - PARTS.keys():
        sys.exit(f"There is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}.")
    for part in wanted:
        PARTS[part]()
