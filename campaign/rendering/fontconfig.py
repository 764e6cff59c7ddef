"""What fontconfig is told: our fonts, and none of the machine's."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from campaign.rendering.fonts import FAMILIES


@contextmanager
def our_fonts_only() -> Iterator[None]:
    """While it lasts, fontconfig finds our fonts and nothing else; what is set up inside keeps to them afterwards."""
    home = Path(tempfile.mkdtemp(prefix="campaign-fonts-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    config = home / "fonts.conf"
    folders = "".join(f"<dir>{escape(folder)}</dir>" for folder in sorted({str(f.parent) for f in FAMILIES.values()}))
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{folders}<cachedir>{escape(str(home))}</cachedir></fontconfig>"
    )
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(config)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
