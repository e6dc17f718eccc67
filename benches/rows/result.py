"""What a row has to say: lines for the table of reaches, tables with what stands behind them, and all that was measured."""

import dataclasses
import statistics


@dataclasses.dataclass
class Line:
    """One line of the table: what is asked for, and what came of it."""

    what: str
    reach: str
    measured: str
    reached: bool


@dataclasses.dataclass
class Result:
    lines: list
    # Title, the heads of the columns, rows of cells.
    tables: list
    data: dict


def median(values, digits=3):
    return round(statistics.median(values), digits)


def ratio(ours, floor):
    return round(ours / floor, 2)


def markdown(rows):
    """A table, the first row its head."""
    head, *body = [[str(cell) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body))
