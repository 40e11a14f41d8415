"""docs/exporting.md has every column; TALKS_GOLDEN=update brings it up to date."""

import os
import re
from pathlib import Path

from talkscli.exports.tables import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "exporting.md"


def describe() -> str:
    lines = []
    for table in TABLES:
        lines += [
            f"**{table.name}**: {table.description}.",
            "",
            "| column | type | what it is |",
            "|---|---|---|",
        ]
        lines += [f"| `{one.name}` | {one.type} | {one.description} |" for one in table.columns]
        lines.append("")
    return "\n".join(lines)


def test_the_page_has_every_column() -> None:
    text = PAGE.read_text(encoding="utf-8")
    between = re.compile(r"(?<=<!-- columns -->\n).*?(?=<!-- end -->)", re.DOTALL)
    wanted = between.sub(lambda _: describe(), text)
    if os.environ.get("TALKS_GOLDEN") == "update":
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted
