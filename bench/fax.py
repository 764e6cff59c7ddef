"""What a fax costs beyond its PDF, beside Ghostscript where that is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.report import report
from bench.stage import demonstration, letter_writer
from campaign.rendering.fax import fax_pdf
from campaign.rendering.papers import PAPERS
from campaign.rendering.scan import Resolution, scan
from campaign.rendering.tiff import Coding, fax_tiff_file

GHOSTSCRIPT = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffg4", "-r204x196", "-dAdjustWidth=1"]


def fax() -> None:
    """How long a page takes from PDF to image file; the PDF itself is the yardstick."""
    with demonstration() as settings:
        letters = letter_writer(settings)()
    pdf = fax_pdf(letters, PAPERS["a4"]).content
    drawn = scan(pdf, Resolution.FINE)
    parts = {
        "the fax as a PDF": lambda: fax_pdf(letters, PAPERS["a4"]),
        "drawn, fine": lambda: scan(pdf, Resolution.FINE),
        "drawn, standard": lambda: scan(pdf, Resolution.STANDARD),
        "coded, Group 4": lambda: fax_tiff_file(drawn, Resolution.FINE, Coding.G4),
        "coded, Group 3": lambda: fax_tiff_file(drawn, Resolution.FINE, Coding.G3),
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fax.pdf"
        file.write_bytes(pdf)
        if shutil.which("gs"):
            parts["Ghostscript, both"] = lambda: subprocess.run(
                [*GHOSTSCRIPT, f"-sOutputFile={folder}/fax.tif", str(file)], check=True, capture_output=True
            )
        report(f"one fax of {len(drawn)} page", parts)
