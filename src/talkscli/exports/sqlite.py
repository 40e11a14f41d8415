"""A database of SQLite: the tables with their keys, the columns explained, and what the export is."""

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from talkscli.exports.extract import quote
from talkscli.exports.tables import BOOLEAN, INTEGER, NUMBER, TABLES, Table

if TYPE_CHECKING:
    from talkscli.exports.source import Source

TYPES = {INTEGER: "INTEGER", BOOLEAN: "INTEGER", NUMBER: "NUMERIC"}
"""How columns are declared; all others are TEXT."""

SETTINGS = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA page_size=8192;
PRAGMA cache_size=-65536;
"""
"""How the file is made: nobody else sees it, and one that is not finished is thrown away."""

INDEXED = {"claims": ("fact", "who", "document"), "verdicts": ("verdict",)}


def write_sqlite(source: "Source", path: str) -> None:
    """Write a database where there is no file yet."""
    try:
        # The path is that of a temporary file, which has no sign that an address would read as its own.
        with closing(sqlite3.connect(path, isolation_level=None, uri=True)) as connection:
            connection.executescript(SETTINGS)
            if source.archive.attach_to(connection):
                source.prepare(connection)
            connection.execute("BEGIN")
            for table in TABLES:
                connection.execute(declare_table(table))
                source.copy(connection, table, f"INSERT INTO main.{quote(table.name)}")
            for name, columns in INDEXED.items():
                for column in columns:
                    index = quote(f"{name}_{column}")
                    connection.execute(f"CREATE INDEX {index} ON {quote(name)} ({quote(column)})")
            connection.execute(
                'CREATE TABLE "columns" ("table" TEXT, "column" TEXT, type TEXT, description TEXT)'
            )
            connection.executemany(
                'INSERT INTO "columns" VALUES (?, ?, ?, ?)',
                (
                    (table.name, one.name, one.type, one.description)
                    for table in TABLES
                    for one in table.columns
                ),
            )
            connection.execute("CREATE TABLE export (key TEXT PRIMARY KEY, value TEXT)")
            connection.executemany("INSERT INTO export VALUES (?, ?)", source.facts.items())
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        # A disk that is full, or a file that grew too large: SQLite has words of its own for it.
        raise OSError(0, str(error)) from error


def declare_table(table: Table) -> str:
    """Write the statement that makes a table."""
    lines = [f"{quote(one.name)} {TYPES.get(one.type, 'TEXT')}" for one in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(quote, table.key))})")
    for one in table.columns:
        if one.refers_to:
            target = next(other for other in TABLES if other.name == one.refers_to)
            lines.append(
                f"FOREIGN KEY ({quote(one.name)}) REFERENCES {quote(target.name)} ({quote(target.key[0])})"
            )
    return f"CREATE TABLE main.{quote(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"
