"""Reports for people: a table that fits the terminal, or the view that a report has of itself.

Nothing is cut to fit: text wraps within its column, and where the columns cannot stand side by side each
record is shown as a block of labels and values instead.
"""

from collections.abc import Iterable, Sequence, Sized
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.output.canvas import Canvas
from talkscli.output.cells import show_cell
from talkscli.output.layout import Need, fit_columns, measure_column
from talkscli.output.request import Request
from talkscli.output.styles import make_cell, make_text
from talkscli.output.views import draw_block, draw_pairs
from talkscli.reports.table import Cell, Column

if TYPE_CHECKING:
    from talkscli.output.streams import Streams
    from talkscli.reports.blocks import Block

CHUNK = 200
"""How many rows are drawn at once; the first so many decide the widths."""

_WRAPPING = {"text", "name", "list"}
_RIGHT = {"count", "score"}


def write_table(request: Request) -> int:
    """Draw a report's view, or a table where it has none or columns are asked for.

    Of a view whose rows are made as they are read, the number returned says only whether there was one.
    """
    streams = request.streams
    canvas = Canvas(streams.width, colour=streams.colour, ascii_only=streams.ascii_only)
    if request.report.view is not None and request.keys is None:
        return _draw_view(request, canvas)
    columns, rows = request.select()
    shown = [i for i, column in enumerate(columns) if request.keys is not None or not column.hidden]
    source = ([row[i] for i in shown] for row in rows)
    return _draw_rows(request, canvas, [columns[i] for i in shown], source)


def _draw_view(request: Request, canvas: Canvas) -> int:
    report, streams = request.report, request.streams
    if report.view is not None:
        draw_blocks(streams, report.view(canvas.width), canvas)
    if request.limit is not None:
        # The view has its own way to the rows; counting them here tells whether the limit left some out.
        return sum(1 for _ in request.take(report.rows))
    if isinstance(report.rows, Sized):
        return len(report.rows)
    # Making all rows only to count them would be waste; that there is one is all that anyone needs.
    return sum(1 for _ in islice(report.rows, 1))


def draw_blocks(streams: "Streams", blocks: "Iterable[Block]", canvas: Canvas | None = None) -> None:
    """Draw blocks on a terminal, each as it comes."""
    canvas = canvas or Canvas(streams.width, colour=streams.colour, ascii_only=streams.ascii_only)
    for block in blocks:
        draw_block(canvas, block)
        streams.draw(canvas.take())
    streams.flush()


def _draw_rows(
    request: Request, canvas: Canvas, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> int:
    streams, source = request.streams, iter(rows)
    chunk = list(islice(source, CHUNK))
    if not chunk:
        return 0
    head = [make_text(column.label, "strong") for column in columns] if request.header else None
    right = [column.kind in _RIGHT for column in columns]
    widths = None if request.report.single else fit_columns(_measure(columns, chunk, request), canvas.width)
    count = 0
    while chunk:
        if widths is None:
            _draw_records(canvas, columns, chunk, start=count)
        else:
            cells = [list(map(make_cell, columns, row)) for row in chunk]
            canvas.draw_table(None if count else head, cells, widths, right=right)
        streams.draw(canvas.take())
        streams.flush()
        count += len(chunk)
        chunk = list(islice(source, CHUNK))
        if widths is not None and chunk:
            needs = _measure(columns, chunk, request)
            if any(need.least > width for need, width in zip(needs, widths, strict=True)):
                # Rather a shift of the columns in the middle of a long table than ids broken in two.
                widths = fit_columns(needs, canvas.width) or widths
    return count


def _measure(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], request: Request) -> list[Need]:
    return [
        measure_column(
            column.label if request.header else "",
            [show_cell(row[i]) for row in rows],
            wrap=column.kind in _WRAPPING,
            grow=column.grow,
        )
        for i, column in enumerate(columns)
    ]


def _draw_records(
    canvas: Canvas, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, start: int
) -> None:
    for number, row in enumerate(rows, start):
        if number:
            canvas.draw_line(make_text(""))
        texts = [
            (make_text(column.label, "dim"), make_cell(column, cell))
            for column, cell in zip(columns, row, strict=True)
        ]
        draw_pairs(canvas, [(label, text) for label, text in texts if text.plain])
