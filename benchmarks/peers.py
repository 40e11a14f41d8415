"""What else can answer from the same claims: jq and DuckDB, where they are there.

DuckDB is asked twice: reading the store's JSON, as a user with only the file would, and reading a file of its
own, into which the claims were loaded before with the fields that `talks claims` writes.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PERSON = "p1"

_LOAD = """
import duckdb, sys
rows, file = sys.argv[1:]
connection = duckdb.connect(file)
connection.execute(f"CREATE TABLE claims AS SELECT * FROM read_json('{rows}', format='newline_delimited')")
connection.close()
"""
_ASK_JSON = """
import duckdb, sys
store, person = sys.argv[1:]
claims = f"SELECT unnest(claims) AS c FROM read_json('{store}', maximum_object_size=2000000000)"
print(duckdb.sql(f"SELECT c FROM ({claims}) WHERE c.who = '{person}'").fetchall())
"""
_ASK_OWN = """
import duckdb, sys
file, person = sys.argv[1:]
print(duckdb.connect(file, read_only=True).sql(f"SELECT * FROM claims WHERE who = '{person}'").fetchall())
"""
_COPY = """
import duckdb, sys
file, form, target = sys.argv[1:]
duckdb.connect(file, read_only=True).execute(f"COPY claims TO '{target}' (FORMAT {form})")
"""

Command = Sequence[str]


class DuckDB:
    """DuckDB in an interpreter that has it."""

    def __init__(self, python: str, file: Path) -> None:
        self.python = python
        self.file = file
        """Its own file."""

    def load(self, rows: Path) -> None:
        self.file.unlink(missing_ok=True)
        subprocess.run([self.python, "-c", _LOAD, str(rows), str(self.file)], check=True, capture_output=True)

    def ask_json(self, store: Path) -> Command:
        return self.python, "-c", _ASK_JSON, str(store), PERSON

    def ask_own(self) -> Command:
        return self.python, "-c", _ASK_OWN, str(self.file), PERSON

    def copy(self, form: str, target: Path) -> Command:
        return self.python, "-c", _COPY, str(self.file), form, str(target)


def find_duckdb(python: str, file: Path) -> DuckDB | None:
    try:
        done = subprocess.run([python, "-c", "import duckdb"], capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else DuckDB(python, file)


def find_jq(store: Path) -> Command | None:
    jq = shutil.which("jq")
    return (jq, "-c", f'.claims[] | select(.who == "{PERSON}")', str(store)) if jq else None
