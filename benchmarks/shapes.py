"""Write stores of unusual shapes: one in another layout, or one fact with very many values.

python benchmarks/shapes.py pretty|line|commas STORE OUT
python benchmarks/shapes.py count|date|quote NUMBER OUT
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def write_leading_commas(store: dict[str, Any]) -> str:
    """Write a claim a line, with the comma before it."""
    claims = store.pop("claims")
    head = json.dumps(store, ensure_ascii=False)
    lines = "\n, ".join(json.dumps(claim, ensure_ascii=False) for claim in claims)
    return f'{head[:-1]}\n, "claims": [\n  {lines}\n]}}\n'


LAYOUTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "pretty": lambda store: json.dumps(store, ensure_ascii=False, indent=2),
    "line": lambda store: json.dumps(store, ensure_ascii=False),
    "commas": write_leading_commas,
}
"""The layouts beside that of `generate.py`, which is one claim a line."""

VALUES: dict[str, Callable[[int], str]] = {
    "count": str,
    "date": lambda n: f"{1000 + n // 300}-{n % 300 // 25 + 1:02}-{n % 25 + 1:02}",
    "quote": lambda n: f"words {n} of many",
}
"""By type a value for each number."""


def make_fact(kind: str, number: int) -> dict[str, Any]:
    """Make a store with one fact, of which each of so many people says something else."""
    value = VALUES[kind]
    return {
        "schema_version": 2,
        "title": "Many values",
        "actors": [
            {"id": "o", "kind": "outlet", "name": "The Outlet"},
            *({"id": f"w{n}", "kind": "person", "name": f"Person {n}"} for n in range(number)),
        ],
        "events": [{"id": "e", "kind": "round", "name": "Event"}],
        "properties": [{"id": "x", "type": kind}],
        "documents": [{"id": f"d{n}", "outlet": "o", "title": f"Report {n}"} for n in range(10)],
        "claims": [
            {
                "id": f"c{n}",
                "who": f"w{n}",
                "what": {"about": "e", "property": "x", "value": value(n), "text": f"Person {n} said so."},
                "source": {"document": f"d{n % 10}"},
            }
            for n in range(number)
        ],
    }


def main(shape: str, given: str, out: str) -> None:
    if shape in LAYOUTS:
        text = LAYOUTS[shape](json.loads(Path(given).read_text(encoding="utf-8")))
    else:
        text = json.dumps(make_fact(shape, int(given)))
    Path(out).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
