"""Make the pictures of README from real runs.

    python benchmarks/pictures.py [--report]

`docs/conflicts.svg` is what a terminal shows of a command, drawn by rich; a test holds it to the page that
shows the same as text. With `--report`, `docs/report.png` is the top of a report as Chromium shows it.
"""

import argparse
import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
COMMAND = "talks conflicts round-3.date"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = (1000, 1180)


def draw_terminal(command: str) -> str:
    """Draw what a terminal with colours shows of a command, as SVG."""
    from rich.console import Console
    from rich.text import Text

    from talkscli.cli.main import main
    from talkscli.output.streams import Streams

    streams = Streams.for_tests(width=80, terminal=True, colour=True)
    main(command.split()[1:], streams=streams)
    console = Console(
        record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.from_ansi(streams.captured))
    # Without the address from which rich would have the reader's browser load a font.
    return re.sub(r"@font-face \{.*?\}\n", "", console.export_svg(title=command), flags=re.DOTALL)


def take_report(target: Path) -> None:
    """Take a picture of the top of the shipped store's report."""
    from talkscli.cli.main import main
    from talkscli.output.streams import Streams

    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit(f"one of these programs is needed: {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        main(["report", "--about", "round-3", "-o", str(page)], streams=Streams.for_tests())
        width, height = SIZE
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={folder}/browser", f"--window-size={width},{height}",
             f"--screenshot={target}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def main_pictures() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    (DOCS / "conflicts.svg").write_text(draw_terminal(COMMAND), encoding="utf-8")
    if options.report:
        take_report(DOCS / "report.png")


if __name__ == "__main__":
    main_pictures()
