"""Measure what it costs to import a table: processor time, and the memory of the largest process.

    python benchmarks/importing.py [ROWS …] [--new] [--work DIRECTORY] [--profile FILE]

The rows are claims of `generate.py` as people write them, with names instead of ids. They come into a store
that has all that they name; with `--new`, into an empty one that gets it from the table. However
many the rows are, they speak of no more than a store of `--like` claims does.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
from itertools import chain
from pathlib import Path

from generate import Generator

COLUMNS = (
    *(
        "who",
        "about",
        "property",
        "value",
        "stance",
        "status",
        "only",
        "when",
        "outlet",
        "title",
        "published",
    ),
    *("paragraph", "quote", "via", "mentions", "text"),
)
LEARN = (
    *("--create", "--ignore", "mentions", "--kind", "about=meeting,who=person"),
    *("--type", "venue=place,head=actor,agenda=terms,expectation=quote"),
)
EMPTY = {"schema_version": 1, "title": "Invented talks", "claims": []}


def write_table(path: Path, store: Path, rows: int, like: int) -> None:
    """Write a table of claims, and a store that has all that they name and no claim."""
    made = Generator(min(rows, like), 1)
    made.claims = rows
    named = chain(made.actors(), made.places(), made.rounds())
    names = {record["id"]: record["name"] for record in named}
    documents = {document["id"]: document for document in made.papers()}

    def name(ids: object) -> str:
        return "; ".join(names.get(one, one) for one in (ids if isinstance(ids, list) else [ids]))

    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for claim in made.statements():
            what, source = claim["what"], claim["source"]
            document = documents[source["document"]]
            table.writerow(
                {
                    **{field: what.get(field, "") for field in ("property", "stance", "status", "text")},
                    **{field: document[field] for field in ("title", "published")},
                    **{field: source[field] for field in ("paragraph", "quote")},
                    "who": name(claim["who"]),
                    "about": name(what["about"]),
                    "value": name(what.get("value", "")),
                    "only": "yes" if what.get("only") else "",
                    "when": claim.get("when", ""),
                    "outlet": name(document["outlet"]),
                    "via": name(source.get("via", [])),
                    "mentions": name(what.get("mentions", [])),
                }
            )
    made.claims = 0
    with store.open("w", encoding="utf-8") as file:
        made.write(file)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", type=int, nargs="*", default=[100_000])
    parser.add_argument("--new", action="store_true", help="The store is empty, and learns the names.")
    parser.add_argument("--like", type=int, default=50_000)
    parser.add_argument("--work", type=Path, default=Path("/tmp/talks-importing"))
    parser.add_argument("--profile", type=Path, help="Write a profile of cProfile there.")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    for rows in given.rows:
        table, known = given.work / f"{rows}-{given.like}.csv", given.work / f"{rows}-{given.like}.json"
        if not table.exists() or not known.exists():
            write_table(table, known, rows, given.like)
        store = given.work / "store.json"
        if given.new:
            store.write_text(json.dumps(EMPTY, indent=2), encoding="utf-8")
        else:
            store.write_bytes(known.read_bytes())
        profile = ("-m", "cProfile", "-o", str(given.profile)) if given.profile else ()
        command = [sys.executable, *profile, "-m", "talkscli", "import", str(table), "--store", str(store)]
        environ = {**os.environ, "TALKS_CACHE": str(given.work / "cache"), "TALKS_FORMAT": "tsv"}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        with (given.work / "report.tsv").open("wb") as report:
            done = subprocess.run(
                [*command, *(LEARN if given.new else ())], stdout=report, env=environ, check=False
            )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        memory = after.ru_maxrss / 1024
        print(f"{rows:,} rows: status {done.returncode}, {used:.1f} s of processor time, {memory:.0f} MB")


if __name__ == "__main__":
    main()
