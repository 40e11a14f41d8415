"""A page as HTML or as Markdown: the templates, and what no text from a store may do in them."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from talkscli.errors import UsageError
from talkscli.output.rowtext import escape_markdown
from talkscli.output.safe_text import plain
from talkscli.output.strips import draw_strip, read_text
from talkscli.pages.content import group_disputes
from talkscli.reports.blocks import Paragraph

if TYPE_CHECKING:
    from jinja2 import Environment

    from talkscli.pages.content import Page
    from talkscli.pages.disputes import Sentence
    from talkscli.reports.blocks import Strip

HTML = "html"
MARKDOWN = "markdown"
FORMS = (HTML, MARKDOWN)

STRIP_WIDTH = 76

ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath d='M2 3h9v3H2zM5 7h9v3H5zM2 11h5v3H2z' fill='%230b63a5'/%3E%3C/svg%3E"
)
"""Within the page, so that a browser need not ask a server for one."""


def write_page(page: "Page", form: str) -> str:
    """Write a page.

    Args:
        page: What it shows.
        form: One of `FORMS`.

    Raises:
        UsageError: jinja2 is not installed.
    """
    return _write_html(page) if form == HTML else _write_markdown(page)


def check_libraries() -> None:
    """Refuse to begin where what makes a page is not installed.

    Raises:
        UsageError: jinja2 is not there.
    """
    _make_environment()


def _write_html(page: "Page") -> str:
    # Every text passes `plain` before it is escaped: what is hidden in it is written out, as on a terminal.
    environment = _make_environment(autoescape=True, finalize=_show)
    from markupsafe import Markup

    style = _read_template("report.css")
    # Nothing may be loaded from anywhere, and no style or script runs but the one style that stands here.
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    template = environment.get_template("report.html")
    ours = {"style": Markup(style), "icon": Markup(ICON)}  # noqa: S704
    return template.render(page=page, group=group_disputes, policy=policy, **ours)


def _write_markdown(page: "Page") -> str:
    environment = _make_environment(autoescape=False, finalize=_escape)
    return environment.get_template("report.md").render(page=page, draw=_draw_text, sentence=_write_sentence)


def _make_environment(**options: Any) -> "Environment":
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError as error:
        raise UsageError(
            "a report is made with jinja2, which is not installed", hint="pip install 'talkscli[report]'"
        ) from error
    return Environment(  # noqa: S701 - each form sets autoescape or escapes all in `finalize`
        loader=FunctionLoader(_read_template),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **options,
    )


def _read_template(name: str) -> str:
    return files("talkscli.pages").joinpath("templates", name).read_text(encoding="utf-8")


def _show(value: Any) -> Any:
    """Return what stands in the place of a value in HTML, before it is escaped."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return plain(value) if type(value) is str else value


def _escape(value: Any) -> Any:
    """Return what stands in the place of a value in Markdown; lines that are drawn come as `_Drawn`."""
    return value if isinstance(value, _Drawn) or not isinstance(value, str) else escape_markdown(value)


class _Drawn(str):
    """Lines for a block of code."""

    __slots__ = ()


def _write_sentence(parts: "Sentence") -> str:
    """Write a sentence in Markdown, its roles in bold."""
    pieces = []
    for role, text in parts:
        escaped = escape_markdown(text)
        before, after = (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])
        pieces.append(f"**{escaped}**" if role else f"{before}{escaped}{after}")
    return _Drawn("".join(pieces))


def _draw_text(strip: "Strip") -> str:
    """Draw a calendar strip in characters, as a block of code that no label can end."""
    lines = []
    for line in draw_strip(strip, STRIP_WIDTH):
        if isinstance(line, Paragraph):
            lines.append(" " * line.indent + read_text(line.text))
        else:
            lines.append("".join(piece.text for piece in line))
    return _Drawn("\n".join("    " + plain(line.rstrip()) for line in lines))
