"""Papers: what a letter is printed on, in millimetres."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A sheet and its margins, in millimetres."""

    name: str
    width_mm: float
    height_mm: float
    margin_top_mm: float = 18
    margin_right_mm: float = 20
    margin_bottom_mm: float = 16
    margin_left_mm: float = 25

    @property
    def page_rule(self) -> str:
        """The sheet as a CSS page rule."""
        margins = (self.margin_top_mm, self.margin_right_mm, self.margin_bottom_mm, self.margin_left_mm)
        edges = " ".join(f"{margin}mm" for margin in margins)
        return f"@page {{ size: {self.width_mm}mm {self.height_mm}mm; margin: {edges} }}"


PAPERS = {
    "a4": Paper("a4", 210, 297),  # ISO 216
    "letter": Paper("letter", 215.9, 279.4),  # ANSI/ASME Y14.1: 8.5 by 11 inches
}

LETTER_COUNTRIES = frozenset({"US", "CA"})


def paper_for(country: str) -> Paper:
    """Return the paper that people have at home in a country."""
    return PAPERS["letter" if country in LETTER_COUNTRIES else "a4"]
