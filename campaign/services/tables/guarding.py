"""Texts that a spreadsheet would run as a formula, and the apostrophe that keeps it from doing so.

A telephone number begins with a plus, so this is no rare case. What is guarded is found again exactly: an apostrophe is
put before what could run, and before what already has one, and one is taken away when the file is read.
"""

import re

# “=”, “+”, “-” and “@”, narrow or as wide as a Chinese character, behind any space, seen or unseen; and what OWASP
# names besides: a tab, a carriage return or a line feed at the beginning.
COULD_RUN = re.compile(r"'*(?:[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
FORMULA = re.compile(r"\s*=")


def guarded(text: str) -> str:
    """Return a text as a CSV file may hold it."""
    return f"'{text}" if COULD_RUN.match(text) else text


def guarded_as_text(text: str) -> str:
    """Return a text as a cell may hold it that is marked as text, which no spreadsheet runs.

    Only what looks guarded already gets an apostrophe, so that reading takes the right one away.
    """
    return guarded(text) if text.startswith("'") else text


def unguarded(text: str) -> str:
    """Return what was guarded; what never was stays as it is."""
    return text[1:] if text.startswith("'") and COULD_RUN.match(text[1:]) else text
