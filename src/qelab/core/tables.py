"""Reading the small CSV tables that are packaged with the code.

Answers: how does a packaged table become rows? What the rows mean is each reader's own affair.
"""

import csv
from pathlib import Path


def read_table(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of a packaged CSV file, checked to have exactly ``columns``.

    Raises
    ------
    ValueError : other columns, or a row with too many or too few cells (a defect of the package)
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise ValueError(f"{path.name}: columns {reader.fieldnames}, expected {columns}")
        rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{path.name}:{number}: {len(columns)} cells expected")
    return rows
