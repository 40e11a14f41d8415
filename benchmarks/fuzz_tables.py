"""Tables as people make them, for `fuzz_writing.py`: values as written, odd separators, workbooks."""

import csv
import random
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from fuzz_material import change_bytes, make_text

NUMBERS = [
    "5", "1,000", "1.000", "1 000", "1'000", "1.234,5", "two dozen", "1.2 million", "half a million",
    "1½", "45,50", "0", "-3", "2025", "45583", "1675/6", "1:30", "several hundred", "tens of thousands",
    "nine hundred and five", "9", "1e9", "٣٤", "１２", "0.0000001", "1.2.3", "1,2,3", "4 1/2",
]  # fmt: skip
BEFORE = [
    "about", "almost", "at least", "more than", "no more than", "exactly", "up to", "~", ">=", "<",
    "just over", "between", "from", "ca.", "some", "c.", "a few", "not", "mid-", "early", "late",
    "since", "until", "before",
]  # fmt: skip
BETWEEN = ["-", "–", " to ", " and ", "/", "..", " or ", ", ", " bis ", " до ", "-", " "]
AFTER = [
    "or so", "or more", "+", "min", "minutes", "h", "hours 5 min", "days", "EUR", "€", "$", "USD",
    "million euros", "%", "people", "BC", "?", "ish", "each", "per day",
]  # fmt: skip
MONTHS = [
    "May", "Sept.", "травня", "мая", "Mayıs", "Mai", "mai", "juillet", "Juli", "липень", "Temmuz", "07",
    "VII", "Dec",
]  # fmt: skip
DAYS = [
    "16", "23-24", "1st", "31", "30 and 31", "05/06", "16.", "le 16", "den 16.", "Monday", "Tuesday, 3",
    "16 або 17",
]  # fmt: skip
YEARS = [
    "2025", "25", "'25", "2025 р.", "2025 г.", "1846-7", "", "", "0000", "9999", "0001", "12025", "2025?",
]  # fmt: skip
MOMENTS = [
    "yesterday", "last week", "summer 2025", "Q3 2025", "2025-W30", "20250723", "2025-07-23T14:00Z", "noon",
    "today", "2025-07-23/2025-07-24", "[2025-07-23..2025-07-24]", "2025-05~", "23/7/25", "7/23/2025 14:00",
    "spring 2025", "PT1H45M", "P3D", "1 h 45 min", "an hour and a half", "fortnight",
    "Anna Alpha; Bob Beta", "yes", "TRUE", "n/a",
]  # fmt: skip


def make_written(chance: random.Random) -> str:
    """Write a value as people do, or almost."""
    act = chance.randrange(6)
    if act == 0:
        text = chance.choice(MOMENTS)
    elif act < 3:
        parts = [chance.choice(DAYS), chance.choice(MONTHS), chance.choice(YEARS)]
        if chance.random() < 0.3:
            chance.shuffle(parts)
        text = chance.choice([" ", " ", ".", "/", "-", ", "]).join(parts)
    else:
        text = chance.choice(NUMBERS)
    if chance.random() < 0.3:
        text += chance.choice(BETWEEN) + chance.choice([*NUMBERS, *DAYS])
    if chance.random() < 0.3:
        text = f"{chance.choice(BEFORE)} {text}"
    if chance.random() < 0.3:
        text += f" {chance.choice(AFTER)}"
    if chance.random() < 0.15:
        at = chance.randrange(len(text) + 1)
        text = text[:at] + make_text(chance) + text[at:]
    return text.upper() if chance.random() < 0.1 else text


def pick_options(columns: Sequence[str], chance: random.Random) -> list[str]:
    """Choose some of the options that say how a table is written."""

    def column() -> str:
        return chance.choice([*columns, make_text(chance)])

    pool = [
        ["--date-order", chance.choice(["dmy", "mdy", "ymd", make_text(chance)])],
        ["--decimal", chance.choice([",", ".", make_text(chance)])],
        ["--measures", f"{column()},{column()}"],
        ["--kind", f"{chance.choice(['about', 'value'])}={chance.choice(['person', 'place', 'x'])}"],
        ["--split", chance.choice(["document", "outlet", "who", "document,who", make_text(chance)])],
        ["--ignore", column()],
        ["--na", chance.choice(["N/A,-", "n/a", "", make_text(chance)])],
        ["--list-separator", chance.choice([";", "|", ",", make_text(chance)])],
        ["--delimiter", chance.choice([";", "|", "\\t", ",", make_text(chance)])],
        ["--skip", chance.choice(["0", "1", "2", "-1", "9" * 25])],
        ["--no-header-line"],
        ["--encoding", chance.choice(["utf-8", "cp1252", "cp1251", "utf-16", "utf-7", "base64", "idna"])],
        ["--sheet", chance.choice(["Sheet1", "Rows", make_text(chance)])],
        ["--map", f"value={column()}/{column()}"],
        ["--explain"],
        ["--texts", "."],
    ]  # fmt: skip
    return [word for option in chance.sample(pool, chance.choice([0, 1, 1, 2, 3])) for word in option]


def write_odd_table(rows: Sequence[dict[str, Any]], chance: random.Random) -> bytes:
    """Write rows as a table with any separator, quoting, line end, encoding and lines above the header."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    if chance.random() < 0.3:
        names = [chance.choice([name, name.upper(), f" {name} ", name.replace("-", "_")]) for name in names]
    cells = [names, *([_write(row.get(name.strip().lower(), "")) for name in names] for row in rows)]
    if chance.random() < 0.2:
        line = chance.choice(cells)
        line[:] = line[: chance.randrange(len(line) + 1)] + [make_text(chance)] * chance.choice([0, 1, 5])
    out = StringIO()
    sign = chance.choice([",", ";", "\t", "|"])
    writer = csv.writer(
        out,
        delimiter=sign,
        lineterminator=chance.choice(["\n", "\r\n", "\r"]),
        quoting=chance.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    )
    above = [f"sep={sign}"] if chance.random() < 0.1 else [make_text(chance)] * chance.choice([0, 0, 0, 1, 2])
    for line in above:
        out.write(f"{line}\n")
    writer.writerows(cells)
    encoding = chance.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1251", "cp1252", "latin-1"])
    raw = out.getvalue().encode(encoding, chance.choice(["replace", "ignore"]))
    return change_bytes(raw, chance) if chance.random() < 0.3 else raw


def _write(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


_SHEETS = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{name}" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/{{kind}}" '
    'Target="{target}"/></Relationships>'
)


def write_workbook(rows: Sequence[dict[str, Any]], chance: random.Random) -> bytes:
    """Write rows as a workbook (xlsx), with cells of any kind and place; some are damaged."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    written = []
    for number, line in enumerate(lines, 1):
        cells = "".join(
            _write_cell(cell, _name_cell(place, number), chance) for place, cell in enumerate(line)
        )
        written.append(f'<row r="{number}">{cells}</row>')
    if chance.random() < 0.2:
        place = chance.choice(["XFD1048576", "A1048576", "XFD1", "A0", "ZZZZ9", "A99999999999"])
        written.append(f'<row r="1048576">{_write_cell("far", place, chance)}</row>')
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(written)}</sheetData></worksheet>"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _SHEETS.format(name=chance.choice(["Sheet1", "Rows"])),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    out = BytesIO()
    broken = chance.choice(list(parts)) if chance.random() < 0.3 else ""
    try:
        with ZipFile(out, "w", ZIP_DEFLATED) as book:
            for name, part in parts.items():
                raw = part.encode("utf-8", "replace")
                book.writestr(name, change_bytes(raw, chance) if name == broken else raw)
    except BadZipFile:
        return b"PK\x03\x04"
    raw = out.getvalue()
    return change_bytes(raw, chance) if chance.random() < 0.2 else raw


def _name_cell(place: int, row: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _write_cell(value: Any, place: str, chance: random.Random) -> str:
    text = _write(value)
    if text.isascii() and text.isdigit() and len(text) < 300:
        return f'<c r="{place}"><v>{text}</v></c>'
    if chance.random() < 0.05:
        kind, inner = chance.choice(
            [("b", "1"), ("e", "#N/A"), ("n", "1e999"), ("d", "2025-07-23"), ("s", "7"), ("str", "x")]
        )
        return f'<c r="{place}" t="{kind}"><v>{inner}</v></c>'
    shown = "".join(
        one for one in text if one in "\t\n" or (" " <= one < "\ud800") or "\ue000" <= one < "\ufffe"
    )
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(shown)}</t></is></c>'


def write_values(rows: list[dict[str, Any]], chance: random.Random) -> None:
    """Write some cells of rows as people write values."""
    for row in rows:
        for name in ("value", "when", "published", "at", "paragraph", "status"):
            if chance.random() < 0.3:
                row[name] = make_written(chance)
