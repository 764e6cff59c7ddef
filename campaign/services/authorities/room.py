"""How many lines of an address a paper can show: a hint for whoever enters one, not a rule."""

from campaign.models import Authority, PostalAddress

# Lines of 11 pt with name, office, organisation and country, from the height of what each window shows in every
# position of the sheet: DIN 5008 27.3 mm (six lines by the norm), Swiss 45 mm, French 25 mm, British DL 24 mm,
# US no. 10 16.9 mm. Plain paper and envelopes hold more than any address has.
LINES = {"US no. 10": 4, "UK DL": 5, "French": 5, "DIN A and B": 6, "Swiss": 9}


def lines_needed(authority: Authority, address: PostalAddress) -> int:
    """Return the lines that an address takes abroad, with name, office, organisation and country."""
    text = authority.texts.get(address.language) or next(iter(authority.texts.values()), None)
    above = [text.name, text.title, text.organisation] if text else []
    return len([line for line in above if line]) + len(address.lines) + 1


def too_small(lines: int) -> tuple[str, ...]:
    """Return the windows that cannot show so many lines."""
    return tuple(name for name, most in LINES.items() if lines > most)
