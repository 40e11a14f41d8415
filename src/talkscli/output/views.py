"""The blocks of a view, drawn: headings, paragraphs, pairs, grids and calendar strips."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text as RichText

from talkscli.output.canvas import Canvas
from talkscli.output.layout import find_margin, fit_columns, measure_column
from talkscli.output.strips import draw_strip
from talkscli.output.styles import make_text
from talkscli.reports.blocks import Block, Gap, Grid, Heading, Line, Pairs, Paragraph, Strip


def draw_block(canvas: Canvas, block: Block) -> None:
    """Draw one block."""
    if isinstance(block, Heading):
        _draw_heading(canvas, block)
    elif isinstance(block, Paragraph):
        canvas.draw_text(make_text(block.text), block.indent, block.hanging)
    elif isinstance(block, Line):
        _draw_line(canvas, block)
    elif isinstance(block, Pairs):
        pairs = [(make_text(label, "dim"), make_text(text)) for label, text in block.items]
        draw_pairs(canvas, pairs, block.indent)
    elif isinstance(block, Grid):
        _draw_grid(canvas, block)
    elif isinstance(block, Strip):
        _draw_strip(canvas, block)
    elif isinstance(block, Gap):
        canvas.draw_line(RichText())


def draw_pairs(canvas: Canvas, pairs: Sequence[tuple[RichText, RichText]], indent: int = 0) -> None:
    """Draw labels and what they stand for, aligned; a label too long for its column has a line of its own."""
    margin = find_margin((label.plain for label, _ in pairs), (canvas.width - indent) // 3)
    start = indent + (margin + 2 if margin else 2)
    for label, text in pairs:
        lead = RichText(" " * indent).append_text(label)
        size = cell_len(lead.plain)
        if size > indent + margin:
            canvas.draw_text(label, indent, 2)
            canvas.draw_text(text, start)
        else:
            canvas.draw_text(text, start, lead=lead.append(" " * (start - size)))


def _draw_heading(canvas: Canvas, heading: Heading) -> None:
    text = make_text(heading.text, "strong" if heading.level == 1 else "under")
    if heading.remark:
        text.append("  ").append_text(make_text(heading.remark, "dim"))
    canvas.draw_text(text, hanging=2)


def _draw_line(canvas: Canvas, line: Line) -> None:
    room = canvas.width - line.indent
    start = RichText(" " * line.indent)
    for form in line.forms:
        text = make_text(form)
        if cell_len(text.plain) <= room:
            canvas.draw_line(start.append_text(text))
            return
    dots = "..." if canvas.ascii_only else "…"
    text.truncate(room - len(dots), overflow="crop")
    text.rstrip()
    canvas.draw_line(start.append_text(text).append(dots))


def _draw_grid(canvas: Canvas, grid: Grid) -> None:
    if not grid.rows:
        return
    rows = [[make_text(text) for text in row] for row in grid.rows]
    needs = [
        measure_column(
            column.label,
            [row[i].plain for row in rows],
            wrap=column.wrap,
            grow=column.grow,
            minimum=column.minimum,
            tight=column.tight,
        )
        for i, column in enumerate(grid.columns)
    ]
    widths = fit_columns(needs, canvas.width - grid.indent)
    if widths is None:
        _draw_grid_as_pairs(canvas, grid, rows)
        return
    labelled = any(column.label for column in grid.columns)
    canvas.draw_table(
        [make_text(column.label, "strong") for column in grid.columns] if labelled else None,
        rows,
        widths,
        right=[column.right for column in grid.columns],
        rules=grid.lines,
        indent=grid.indent,
    )


def _draw_grid_as_pairs(canvas: Canvas, grid: Grid, rows: Sequence[Sequence[RichText]]) -> None:
    for number, row in enumerate(rows):
        if number:
            canvas.draw_line(RichText())
        pairs = [
            (make_text(column.label, "dim"), text)
            for column, text in zip(grid.columns, row, strict=True)
            if text.plain
        ]
        draw_pairs(canvas, pairs, grid.indent)


def _draw_strip(canvas: Canvas, strip: Strip) -> None:
    for line in draw_strip(strip, canvas.width, ascii_only=canvas.ascii_only):
        if isinstance(line, Paragraph):
            draw_block(canvas, line)
        else:
            canvas.draw_line(make_text(line))
