"""Tables that set addresses side by side and go on with their contacts in the rows below."""

from campaign.importer.shapes import has_contact

TALLEST = 14  # lines of a cell


class Grid:
    """The cells of an open table, by the lines of the page in which each begins."""

    def __init__(self) -> None:
        self.rows: list[list[int]] = []
        self.tall = False  # whether a cell with several lines stood beside another

    def begin_row(self) -> None:
        """Note that a row begins."""
        self.rows.append([])

    def begin_cell(self, line: int) -> None:
        """Note that a cell begins in a line."""
        if self.rows:
            self.rows[-1].append(line)

    def put_by_columns(self, lines: list[str]) -> None:
        """Put the lines of the table at a page's end column by column; they stay where its rows are whole.

        A second row goes on with the first where each of its cells begins with a number or an e-mail address.
        """
        rows = [row for row in self.rows if row]
        widths = {len(row) for row in rows}
        if not self.tall or len(rows) < 2 or len(widths) != 1 or widths == {1}:
            return
        ends = [*(begin for row in rows for begin in row), len(lines)][1:]
        bounds = iter(ends)
        cells = [[_said(lines[begin : next(bounds)]) for begin in row] for row in rows]
        low = all(cell and len(cell) <= TALLEST for row in cells for cell in row)
        if low and all(has_contact(cell[0]) for cell in cells[1]):
            columns = ([line for cell in column for line in cell] for column in zip(*cells, strict=True))
            lines[rows[0][0] :] = [line for column in columns for line in (*column, "")]


def _said(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]
