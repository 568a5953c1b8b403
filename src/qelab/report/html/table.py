"""Tables of the page: their cells may differ between the languages, their shape may not."""

import re
from collections.abc import Callable, Iterable, Sequence

from qelab.core.language import Language
from qelab.report.html.markup import Html, Say, both, joined, minus, quoted, said, tag
from qelab.report.text import Table

Cell = str | Say
_NUMBER = re.compile(r"-[\d.,]+")


def cell(content: Cell) -> Html:
    """The content of a cell."""
    return both(content) if callable(content) else joined([content])


def grid(header: Sequence[Cell], rows: Iterable[Sequence[Cell]], *, align: str, caption: Cell = "") -> Html:
    """A table that scrolls sideways where the page is narrow.

    ``align`` has a letter a column: l for words, r for numbers. The first column heads its row; a row of one
    cell is a heading of those below.
    """
    # The style sheet puts the first column left and the others right: only what differs is told.
    wordy = "r" not in align
    sides = [None if wordy or (letter == "l") == (place == 0) else letter for place, letter in enumerate(align)]

    def row(cells: Sequence[Cell]) -> Html:
        if len(cells) == 1 < len(header):
            return tag("tr", tag("th", cell(cells[0]), colspan=len(header), class_="group"))
        first = tag("th", cell(cells[0]), class_=sides[0])  # a row's header by its place
        rest = [tag("td", cell(c), class_=side) for c, side in zip(cells[1:], sides[1:], strict=True)]
        return tag("tr", first, *rest)

    heads = [_head(cell(c), side) for c, side in zip(header, sides, strict=True)]
    title = [tag("caption", cell(caption))] if caption else []
    body = (tag("thead", tag("tr", *heads)), tag("tbody", *map(row, rows)))
    table = tag("table", *title, *body, class_="wordy" if wordy else None)
    return tag("div", table, class_="scroll", tabindex="0")


def _head(content: Html, side: str | None) -> Html:
    """The name of a column; a column without one has an ordinary empty cell."""
    return tag("th" if content else "td", content, class_=side)


def from_table(make: Callable[[str], Table | None]) -> Html:
    """A table of ``report.tables``, asked for in each language; its title and notes stand round it."""
    tables = [table for language in Language if (table := make(language.value)) is not None]
    if not tables:
        return Html("")
    first = tables[0]
    align = first.align or "".join("l" if place < first.left else "r" for place in range(len(first.header)))
    header = merged([table.header for table in tables])
    rows = [merged(cells) for cells in zip(*(table.rows for table in tables), strict=True)]
    titles, notes = (
        [tag("p", cell(text), class_="note") for text in merged(texts)]
        for texts in ([(table.title,) for table in tables if table.title], [table.notes for table in tables])
    )
    return joined([*titles, grid(header, rows, align=align), *notes])


def merged(by_language: Sequence[Sequence[str]]) -> list[Cell]:
    """The cells of a row, given once for each language, numbers with a true minus sign."""
    return [_in(dict(zip(Language, texts, strict=True))) for texts in zip(*by_language, strict=True)]


def _in(texts: dict[Language, str]) -> Say:
    return lambda lang: _number(texts[Language(lang)].replace("\n", " "))


def _number(content: str) -> str:
    return minus(content) if _NUMBER.fullmatch(content) else content


def definitions(rows: Iterable[tuple[Cell, Cell]]) -> Html:
    """Words and what belongs to them."""
    parts = [joined([tag("dt", cell(name)), tag("dd", cell(content))]) for name, content in rows if content]
    return tag("dl", *parts)


def keyed_rows(make: Callable[[str], list[tuple[str, str]]]) -> list[tuple[Cell, Cell]]:
    """Rows of ``report.scenario`` with their words; sources stay in the language in which they were written."""
    return [(said(f"column.{key}"), content) for key, content in keyed_texts(make)]


def keyed_texts(make: Callable[[str], list[tuple[str, str]]]) -> list[tuple[str, Cell]]:
    """The same with their keys, without those that have no text."""
    found: list[tuple[str, Cell]] = []
    for rows in zip(*(make(language.value) for language in Language), strict=True):
        key, first = rows[0]
        if not first:
            continue
        is_quoted = key.endswith("source") and len({content for _, content in rows}) == 1
        content = _in(dict(zip(Language, (content for _, content in rows), strict=True)))
        found.append((key, quoted(first) if is_quoted else content))
    return found
