"""Papers, envelopes and labels: all of their geometry, in millimetres from the top left corner, with its sources.

Where a sheet can move in its envelope, `address` is what the window shows in every position, and `clear` what it shows
in any: nothing but the address may stand there. See docs/developer/letters.md.
"""

from dataclasses import dataclass

MARKS_LEFT_MM, HAIRLINE_MM = 5, 0.25  # as far out as printers print, and as fine as they surely draw


@dataclass(frozen=True)
class Box:
    """A rectangle on a sheet, in millimetres."""

    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float

    @property
    def right_mm(self) -> float:
        """Its right edge."""
        return self.left_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """Its lower edge."""
        return self.top_mm + self.height_mm


@dataclass(frozen=True)
class Window:
    """What a window envelope makes of a sheet: where the address stands, what must stay clear, where all else goes."""

    address: Box
    clear: Box
    sender: Box  # its height is not used: a long sender moves the text down
    text_top_mm: float
    return_line: Box | None = None  # the sender in small type above the address, where the standard has it
    folds_mm: tuple[float, ...] = ()
    hole_mm: float | None = None

    @property
    def marks(self) -> tuple[Box, ...]:
        """The fine marks at the edge of the sheet: where to fold, and longer, where to punch."""
        folds = tuple(Box(MARKS_LEFT_MM, fold, 3, HAIRLINE_MM) for fold in self.folds_mm)
        return (*folds, Box(MARKS_LEFT_MM, self.hole_mm, 5, HAIRLINE_MM)) if self.hole_mm else folds


@dataclass(frozen=True)
class Paper:
    """A sheet and its margins, in millimetres; for a window envelope, or plain."""

    name: str
    title: str
    width_mm: float
    height_mm: float
    margin_top_mm: float = 18
    margin_right_mm: float = 20
    margin_bottom_mm: float = 16
    margin_left_mm: float = 25
    window: Window | None = None

    @property
    def page_rule(self) -> str:
        """The sheet as a CSS page rule."""
        margins = (self.margin_top_mm, self.margin_right_mm, self.margin_bottom_mm, self.margin_left_mm)
        edges = " ".join(f"{margin}mm" for margin in margins)
        return f"@page {{ size: {self.width_mm}mm {self.height_mm}mm; margin: {edges} }}"


@dataclass(frozen=True)
class Envelope:
    """An envelope as it goes through a printer: the longer side across, the sender above, the addressee below."""

    name: str
    title: str
    width_mm: float
    height_mm: float
    address: Box
    sender: Box

    @property
    def sheet(self) -> Paper:
        """The envelope as a sheet without margins."""
        return Paper(self.name, self.title, self.width_mm, self.height_mm, 0, 0, 0, 0)


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of labels, counted from 1 along the rows; `inset` keeps text from their edges and from the sheet's."""

    name: str
    title: str
    width_mm: float
    height_mm: float
    columns: int
    rows: int
    first: Box  # the label at the top left
    across_mm: float  # from one label to the next
    down_mm: float
    inset_mm: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def sheet(self) -> Paper:
        """The sheet without margins."""
        return Paper(self.name, self.title, self.width_mm, self.height_mm, 0, 0, 0, 0)

    def text_box(self, place: int) -> Box:
        """Return where text may stand on a label, counted from 0."""
        row, column = divmod(place, self.columns)
        return Box(
            self.first.left_mm + column * self.across_mm + self.inset_mm,
            self.first.top_mm + row * self.down_mm + self.inset_mm,
            self.first.width_mm - 2 * self.inset_mm,
            self.first.height_mm - 2 * self.inset_mm,
        )


A4 = (210.0, 297.0)  # ISO 216
US_LETTER = (215.9, 279.4)  # ANSI/ASME Y14.1: 8.5 by 11 inches
RIGHT = Box(125, 18, 65, 0)  # right of the window, where DIN 5008 has its block of information

PLAIN = (Paper("a4", "A4", *A4), Paper("letter", "US Letter", *US_LETTER))
WINDOWS = (
    Paper(
        "din-a",
        "DIN A",
        *A4,
        window=Window(
            # DIN 5008, form A, as KOMA-Script has it (DINmtext.lco): field 85 × 45 at 20, 27; folds 87, 192; hole
            # 148.5. In the field: text from 25; the upper 17.7 for the return address, the lower 27.3 for six lines
            # (din-5008-richtlinien.de).
            address=Box(25, 44.7, 79, 27),
            clear=Box(20, 27, 85, 45),
            sender=RIGHT,
            text_top_mm=80.5,  # DIN 5008: the subject
            return_line=Box(25, 28, 79, 15.5),
            folds_mm=(87, 192),
            hole_mm=148.5,
        ),
    ),
    Paper(
        "din-b",
        "DIN B",
        *A4,
        window=Window(
            # DIN 5008, form B (DIN.lco): field 85 × 45 at 20, 45; folds 105, 210; hole 148.5; the field as in form A.
            address=Box(25, 62.7, 79, 27),
            clear=Box(20, 45, 85, 45),
            sender=RIGHT,
            text_top_mm=98.5,  # DIN 5008: the subject
            return_line=Box(25, 46, 79, 15.5),
            folds_mm=(105, 210),
            hole_mm=148.5,
        ),
    ),
    Paper(
        "swiss-left",
        "Swiss left",
        *A4,
        window=Window(
            # SN 10130, window at the left (SNleft.lco): field 100 × 45 at 20, 35.5; folds 105, 210.
            address=Box(25, 53.2, 92, 27),
            clear=Box(20, 35.5, 100, 45),
            sender=RIGHT,
            text_top_mm=89,
            return_line=Box(25, 36.5, 92, 15.5),
            folds_mm=(105, 210),
        ),
    ),
    Paper(
        "swiss-right",
        "Swiss right",
        *A4,
        window=Window(
            # SN 10130, window at the right (SN.lco): field 90 × 45 at 112, 45; folds 105, 210.
            address=Box(117, 62.7, 82, 27),
            clear=Box(112, 45, 90, 45),
            sender=Box(25, 18, 82, 0),
            text_top_mm=98.5,
            return_line=Box(117, 46, 82, 15.5),
            folds_mm=(105, 210),
        ),
    ),
    Paper(
        "french",
        "French",
        *A4,
        window=Window(
            # NF Z 11-001 (NF.lco): field 100 × 45 at 100, 35, text from 110; folds 99, 198. Mailing houses advise
            # 85 × 33 at 110, 55 (edics.fr). The address stands inside both. The sender goes on the envelope's flap.
            address=Box(111, 55.7, 83, 24),
            clear=Box(100, 35, 100, 45),
            sender=Box(25, 18, 70, 0),
            text_top_mm=89,
            folds_mm=(99, 198),
        ),
    ),
    Paper(
        "us-10",
        "US #10",
        *US_LETTER,
        window=Window(
            # #10 envelope 241.3 × 104.8 (9 1/2 × 4 1/8 in), window 114.3 × 28.6 at 22.2 from the left and 12.7 from
            # the bottom, as envelopes are sold; the sheet in thirds (93.1) can move by 25.4 and 11.7.
            address=Box(25, 64.2, 85.5, 15.7),
            clear=Box(0, 51.8, 136.5, 40.3),
            sender=Box(141.5, 18, 54.4, 0),
            text_top_mm=95.5,
        ),
    ),
    Paper(
        "uk-dl",
        "UK DL",
        *A4,
        window=Window(
            # DL 220 × 110, window 90 × 35 at 20 from the left and 18 from the bottom: BS 4264 as envelopes are sold,
            # not read in the standard itself; Royal Mail asks for 15 and 18 at least. The sheet in thirds (99) can
            # move by 10 and 11.
            address=Box(25, 57.7, 74, 22.8),
            clear=Box(10, 46, 100, 46),
            sender=RIGHT,
            text_top_mm=95,
        ),
    ),
)
PAPERS = {paper.name: paper for paper in (*PLAIN, *WINDOWS)}

# The address: at least 40 from the top and 15 from the other edges (Deutsche Post), 18 from the bottom (Royal Mail),
# between 15.9 and 69.9 from the bottom and 12.7 from the sides (USPS, Publication 28, appendix A1). The sender, at the
# top left: clear of the 74 × 40 in the corner that belong to stamps, and above the address.
ENVELOPES = {
    envelope.name: envelope
    for envelope in (
        Envelope("dl", "DL", 220, 110, address=Box(105, 42, 100, 50), sender=Box(12, 10, 130, 28)),  # ISO 269
        Envelope("c5", "C5", 229, 162, address=Box(110, 95, 104, 49), sender=Box(12, 10, 139, 28)),  # ISO 269
        Envelope("c6", "C6", 162, 114, address=Box(72, 46, 75, 50), sender=Box(12, 10, 72, 28)),  # ISO 269
        # 9 1/2 × 4 1/8 inches
        Envelope("us-10", "US #10", 241.3, 104.8, address=Box(115, 40.5, 111, 46), sender=Box(12, 10, 151, 28)),
    )
}

LABEL_SHEETS = {
    labels.name: labels
    for labels in (
        # 24 labels of 70 × 37 without gaps; half a millimetre is left above and below.
        LabelSheet("a4-3x8", "A4, 3 × 8", *A4, 3, 8, Box(0, 0.5, 70, 37), across_mm=70, down_mm=37, inset_mm=5.5),
        # 30 labels of 2 5/8 × 1 inches, 1/8 apart, from 3/16 and 1/2 (Avery 5160).
        LabelSheet(
            "us-5160",
            "US 5160, 3 × 10",
            *US_LETTER,
            3,
            10,
            Box(4.8, 12.7, 66.7, 25.4),
            across_mm=69.85,
            down_mm=25.4,
            inset_mm=3,
        ),
    )
}

LETTER_COUNTRIES = frozenset({"US", "CA"})
USUAL_WINDOWS = {"DE": "din-b", "AT": "din-b", "FR": "french", "GB": "uk-dl"} | dict.fromkeys(LETTER_COUNTRIES, "us-10")


def paper_for(country: str) -> Paper:
    """Return the plain paper that people have at home in a country."""
    return PAPERS["letter" if country in LETTER_COUNTRIES else "a4"]


def window_paper_for(country: str) -> Paper | None:
    """Return the paper for the window envelopes that are usual in a country; none where it is not one kind."""
    return PAPERS.get(USUAL_WINDOWS.get(country, ""))


def envelope_for(country: str) -> Envelope:
    """Return the envelope for a letter that is folded twice, as people have it at home in a country."""
    return ENVELOPES["us-10" if country in LETTER_COUNTRIES else "dl"]


def labels_for(country: str) -> LabelSheet:
    """Return the sheet of labels that is sold in a country."""
    return LABEL_SHEETS["us-5160" if country in LETTER_COUNTRIES else "a4-3x8"]
