"""What a reading command loads when the index is there: start-up time is a feature."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Make = Callable[..., dict[str, Any]]

READ = """
import sys
import typer
before = set(sys.modules)
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.opening import open_archive
archive = open_archive(sys.argv[1])
found = archive.find("ann", ("actor", "place", "event"))
lines = list(archive.claim_lines(ClaimFilter(who=found.ids)))
facts = list(archive.facts(verdicts=("contradiction",), limit=20))
assert len(lines) == 2
print("\\n".join(sorted(set(sys.modules) - before)))
"""

EXPECTED = {
    "_sqlite3",
    "sqlite3",
    "sqlite3.dbapi2",
    "talkscli",
    "talkscli.conflicts",
    "talkscli.conflicts.verdict",
    "talkscli.errors",
    "talkscli.index",
    "talkscli.index.cache",
    "talkscli.index.private_files",
    "talkscli.queries",
    "talkscli.queries.archive",
    "talkscli.queries.fact_list",
    "talkscli.queries.facts",
    "talkscli.queries.filters",
    "talkscli.queries.rows",
    "talkscli.queries.names_lookup",
    "talkscli.queries.opening",
    "talkscli.files",
    "talkscli.files.store_paths",
    "talkscli.index.schema",
    "talkscli.queries.selection",
    "talkscli.queries.session",
}


def test_listing_a_persons_claims_loads_no_more_than_it_needs(
    tmp_path: Path, cache: Path, store: Make, claim: Make, written: Callable[..., bytes]
) -> None:
    del cache
    file = tmp_path / "store.json"
    file.write_bytes(written(store(claim("c1"), claim("c2"), claim("c3", who="bob"))))
    command = [sys.executable, "-c", READ, str(file)]
    subprocess.run(command, check=True, capture_output=True)
    # The store may have been written in the same tick: the second run settles that, the third is warm.
    subprocess.run(command, check=True, capture_output=True)
    warm = subprocess.run(command, check=True, capture_output=True, text=True)
    assert set(warm.stdout.split()) - EXPECTED <= {"datetime", "_datetime"}
