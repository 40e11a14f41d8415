"""A Data Package (https://datapackage.org): tables as CSV with their schema, in a directory or a ZIP file.

Cells that a spreadsheet would run as formulas get an apostrophe before them, as `--safe-csv` gives it.
"""

import csv
import json
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from talkscli.exports.tables import BOOLEAN, DATE, INTEGER, LIST, NUMBER, TABLES, TEXT, Table
from talkscli.output.rowtext import FORMULA_STARTS

if TYPE_CHECKING:
    from talkscli.exports.source import Source

TYPES = {
    TEXT: "string",
    INTEGER: "integer",
    NUMBER: "number",
    DATE: "date",
    BOOLEAN: "boolean",
    LIST: "array",
}

SAFE = (
    "A cell of text that begins with =, +, -, @ or their like has an apostrophe before it, "
    "so that no spreadsheet runs it as a formula."
)

DESCRIPTOR = "datapackage.json"

FILES = frozenset({DESCRIPTOR, *(f"{table.name}.csv" for table in TABLES)})
"""What a package holds."""

STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the package: the same store makes the same bytes."""


def write_directory_package(source: "Source", path: str) -> None:
    """Write the files of a package into a directory."""
    for table in TABLES:
        with open(f"{path}/{table.name}.csv", "x", encoding="utf-8", newline="") as file:  # noqa: PTH123
            write_csv(source, table, file)
    with open(f"{path}/{DESCRIPTOR}", "x", encoding="utf-8") as file:  # noqa: PTH123
        file.write(json.dumps(describe_package(source), ensure_ascii=False, indent=2) + "\n")


def write_packed_package(source: "Source", path: str) -> None:
    """Write a package as one ZIP file."""
    with ZipFile(path, "x", ZIP_DEFLATED) as package:
        for table in TABLES:
            with package.open(_name(f"{table.name}.csv"), "w", force_zip64=True) as raw:
                text = TextIOWrapper(raw, encoding="utf-8", newline="", write_through=False)
                write_csv(source, table, text)
                text.flush()
                text.detach()
        descriptor = json.dumps(describe_package(source), ensure_ascii=False, indent=2)
        package.writestr(_name(DESCRIPTOR), descriptor + "\n")


def _name(name: str) -> ZipInfo:
    info = ZipInfo(name, STAMP)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def write_csv(source: "Source", table: Table, file: TextIO) -> None:
    """Write a table as RFC 4180 has it."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(table.names)
    words = [place for place, column in enumerate(table.columns) if column.type == TEXT]
    flags = [place for place, column in enumerate(table.columns) if column.type == BOOLEAN]
    for row in source.rows(table):
        cells = list(row)
        for place in words:
            cell = cells[place]
            if cell is not None and cell.startswith(FORMULA_STARTS):
                cells[place] = "'" + cell
        for place in flags:
            cells[place] = "true" if cells[place] else "false"
        writer.writerow(cells)


def describe_package(source: "Source") -> dict[str, Any]:
    """Return the descriptor: what the package is, and the schema of each table."""
    facts = source.facts
    described = {
        "profile": "tabular-data-package",
        "name": "talks-export",
        "title": facts["title"],
        "description": "\n\n".join(filter(None, [facts["description"], SAFE])),
        "as_of": facts["as_of"],
        "store_sha256": facts["store_sha256"],
        "made_with": facts["made_with"],
        "resources": [describe_table(table) for table in TABLES],
    }
    return {key: value for key, value in described.items() if value}


def describe_table(table: Table) -> dict[str, Any]:
    """Return the description of a table."""
    keys = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers_to == table.name else column.refers_to,
                "fields": [next(one for one in TABLES if one.name == column.refers_to).key[0]],
            },
        }
        for column in table.columns
        if column.refers_to
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.description,
        "schema": {
            "fields": [
                {"name": column.name, "type": TYPES[column.type], "description": column.description}
                for column in table.columns
            ],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }
