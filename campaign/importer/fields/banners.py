"""The words that head an appeal and are neither its title nor its issuer's name."""

from campaign.importer.words import every


def without_banner(text: str) -> str:
    """Return a line without the banner before its own words: “URGENT ACTION: Student held …”."""
    return "" if every("banners").fullmatch(text) else every("before").sub("", text).strip()
