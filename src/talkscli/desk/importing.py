"""Claims from a table: names found, values checked, each row taken or refused with its reason."""

import os
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from talkscli.claims import HEADER_KINDS, Claim, Document, Record, id_of, kind_of
from talkscli.desk.changes import Changes, count_kinds
from talkscli.desk.claim_content import DERIVED, fact_of
from talkscli.desk.claim_ledger import ClaimLedger
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.mapping import RowMapping, check_field
from talkscli.desk.new_records import RecordMaker
from talkscli.desk.row_explanation import explain_row
from talkscli.desk.table_rows import TableForm
from talkscli.desk.tables import open_table
from talkscli.desk.temporary_table import TemporaryTable
from talkscli.desk.text_checks import TextChecker
from talkscli.desk.transaction import WAIT, change_store
from talkscli.desk.written_values import split_list
from talkscli.errors import ChangedClaimError, TalksError, UsageError
from talkscli.values.as_written import UNKNOWN_STYLE, Style

if TYPE_CHECKING:
    from talkscli.desk.store_view import StoreView
    from talkscli.desk.table_rows import Row
    from talkscli.desk.tables import Progress, Table

TAKEN = "taken"
ALREADY = "already"
REFUSED = "refused"
HELD = "held"
LEFT_OUT = "left-out"

STATES = (TAKEN, ALREADY, REFUSED, HELD, LEFT_OUT)
"""`held`: good, and not taken because another row was refused; `left-out`: it says that there is no value."""

_AT_ONCE = 1000
"""So many rows are written to the temporary file at once."""

EXPLAINED = 3
"""So many rows are explained column by column."""

SAME = "the same claim is there already"

_TABLE = """
CREATE TABLE row (
  number INTEGER PRIMARY KEY, line INTEGER, state TEXT, id TEXT, fact TEXT, reason TEXT, command TEXT
);
"""

TableRow = tuple[int, str, str | None, str | None, str, str]
"""Line, state, the claim's id, its fact, the reason or what was understood, and the command that mends it."""


class ImportResult:
    """What became of each row of a table.

    Attributes:
        is_dry_run: Whether nothing was to be written.
        is_held: Whether good rows were left out since others were refused, so that nothing was written.
        new: How many records of each kind came in with the claims.
        unused: Columns that fill no field.
        remarks: What was found out of the table as a whole.
        explained: How the first rows were understood: line, column, cell, field and meaning.
    """

    def __init__(self, *, is_dry_run: bool) -> None:
        self.is_dry_run = is_dry_run
        self.is_held = False
        self.new: dict[str, int] = {}
        self.unused: list[str] = []
        self.remarks: list[str] = []
        self.explained: list[tuple[int, str, str, str, str]] = []
        self._table = TemporaryTable(_TABLE, kib=1024)
        self._kept: list[TableRow] = []

    def close(self) -> None:
        """Forget the rows."""
        self._table.close()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are in each state that any row is in."""
        self._write_kept()
        found = self._table.run("SELECT state, count(*) FROM row GROUP BY state ORDER BY state")
        counts = dict(found.fetchall())
        if self.is_held and TAKEN in counts:
            counts[HELD] = counts.pop(TAKEN)
        return counts

    def rows(self) -> Iterator[TableRow]:
        """Yield what became of each row, in their order."""
        self._write_kept()
        for line, state, *rest in self._table.run(
            "SELECT line, state, id, fact, reason, command FROM row ORDER BY number"
        ):
            yield line, HELD if self.is_held and state == TAKEN else state, *rest

    def keep(self, row: TableRow) -> None:
        """Keep what became of a row."""
        self._kept.append(row)
        if len(self._kept) >= _AT_ONCE:
            self._write_kept()

    def _write_kept(self) -> None:
        sql = "INSERT INTO row (line, state, id, fact, reason, command) VALUES (?, ?, ?, ?, ?, ?)"
        self._table.run_all(sql, self._kept)
        self._kept = []

    def refuse(self, one: str, reason: str) -> None:
        """Refuse the row that brings a claim after all, and those that say the same."""
        self._write_kept()
        # Few tables need it, and it takes as much room as the rows.
        self._table.run("CREATE INDEX IF NOT EXISTS row_id ON row (id)")
        sql = "UPDATE row SET state = ?, reason = ? WHERE id = ? AND state IN (?, ?)"
        self._table.run(sql, (REFUSED, reason, one, TAKEN, ALREADY))


def import_table(
    path: str,
    table: str | BinaryIO,
    *,
    mapping: RowMapping | None = None,
    form: TableForm | None = None,
    create: Collection[str] = (),
    actor_kind: str = "organisation",
    accept_near: bool = False,
    style: Style = UNKNOWN_STYLE,
    texts: str | None = None,
    skip_bad: bool = False,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    progress: "Progress | None" = None,
) -> ImportResult:
    """Take claims from a table into a store: all of its rows or none.

    Args:
        path: The store.
        table: The path of a file, or a stream of bytes: CSV, TSV, NDJSON or a JSON list of objects.
        mapping: Which columns are which fields; without it, columns that are named as the fields.
        form: How the table is written; without it, that is found out.
        create: What may be made where the store lacks it: any of `CREATED`.
        actor_kind: The kind of new actors that are no outlets.
        accept_near: Whether a name that is only near one of the store is taken for it.
        style: How its dates and numbers are written, where they could mean two things.
        texts: The directory with the documents' texts, in which paragraphs and quotes are looked up.
        skip_bad: Whether good rows come in though others are refused.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        progress: Called with the bytes of the table read and the bytes there are.

    Returns:
        What became of each row.

    Raises:
        UsageError: the table cannot be read, or does not fit the mapping.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    mapping = mapping or RowMapping()
    checker = TextChecker(texts) if texts else None
    result = ImportResult(is_dry_run=dry_run)
    try:
        with open_table(table, form=form, progress=progress) as rows:
            result.remarks += rows.remarks
            _check_columns(rows, mapping, result)

            def change(view: "StoreView") -> Changes:
                maker = RecordMaker(
                    view.archive,
                    accept_near=accept_near,
                    create=create,
                    actor_kind=actor_kind,
                    types=mapping.types,
                    style=style,
                )
                return _Importer(view, maker, mapping, result, style, checker).run(rows, skip_bad=skip_bad)

            change_store(path, change, dry_run=dry_run, wait=wait, environ=environ).close()
    except BaseException:
        result.close()
        raise
    return result


def _check_columns(table: "Table", mapping: RowMapping, result: ImportResult) -> None:
    """Refuse stated columns that no row has, and remark which columns are taken for what.

    Raises:
        UsageError: a column is not there.
    """
    _, there = table.find_missing([*mapping.columns.values(), *mapping.measures])
    pairs = mapping.find_columns(there)
    filled = {field for field, _ in pairs}
    missing = [(f"--map {field}", name) for field, name in mapping.columns.items() if field not in filled]
    if mapping.measures:
        # What a measure names and gives is no column of its own.
        missing = [(place, name) for place, name in missing if name not in there]
    missing += [("--measures", name) for name in mapping.measures if name not in there]
    if there and missing:
        place, column = missing[0]
        what = "columns" if table.has_columns else "keys"
        raise UsageError(
            f"the rows have no column {column!r}", place=place, hint=f"their {what} are {', '.join(there)}"
        )
    used = {column for _, columns in pairs for column in columns}
    used |= {*DERIVED, *mapping.ignored, *mapping.measures}
    result.unused = [column for column in there if column and column not in used]
    alike_only = [(field, columns[0]) for field, columns in pairs if field not in mapping.columns]
    result.remarks += [f"{column!r} is taken for {field}" for field, column in alike_only if field != column]
    for double in mapping.find_doubles(there):
        taken = next(column for _, column in alike_only if column in double)
        names = " and ".join(map(repr, double))
        result.remarks.append(
            f"{names} are named alike: only {taken!r} is taken; --map or --ignore settles it"
        )
    by_name = [field for field, column in alike_only if field == column]
    if mapping.columns and by_name:
        result.remarks.append(f"taken by their names: {', '.join(by_name)}; --ignore leaves them out")
    if there and "who" not in filled and "who" not in mapping.constants:
        result.remarks.append("no column names the claimants: each claim is its outlet's own")


class _Importer:
    """Decides on each row of a table against one store."""

    def __init__(
        self,
        view: "StoreView",
        maker: RecordMaker,
        mapping: RowMapping,
        result: ImportResult,
        style: Style,
        checker: TextChecker | None,
    ) -> None:
        self.view = view
        self.maker = maker
        self.mapping = mapping
        self.result = result
        self.drafter = ClaimDrafter(
            maker, style=style, separator=mapping.separator, kinds=mapping.kinds, checker=checker
        )
        self.ledger = ClaimLedger(view)
        self._outlets = view.header.subs["document"]
        self._is_strict = not mapping.columns
        """Whether a key of JSON that is no field is refused: nobody said that others may be there."""
        self._is_exact = False
        """Whether white space at the ends of words is part of them."""
        self._checked: tuple[str, ...] | None = None
        """The keys of the last row, none of which is unknown."""
        self._shown: set[int] = set()

    def run(self, table: "Table", *, skip_bad: bool) -> Changes:
        """Decide on all rows, and return what comes in."""
        is_strict = self._is_strict and not table.has_columns
        self._is_exact = not table.has_columns or table.is_own
        if self.maker.may_create("property"):
            self._learn_types(table)
        for row in table.rows():
            for taken in self._take_row(row, is_strict=is_strict):
                self.result.keep(taken)
        self.result.remarks += self.maker.describe_types()
        bad = [(one, f"revises: {why}; {hint}") for one, why, hint in self.ledger.find_revision_problems()]
        for one, reason in bad:
            self.ledger.drop(one)
            self.result.refuse(one, reason)
        added: list[Record] = list(self.maker.coming.values())
        if bad and added:
            added = _keep_used(added, self.ledger)
        counts = self.result.counts
        self.result.is_held = bool(counts.get(REFUSED)) and not skip_bad
        if self.result.is_held or not counts.get(TAKEN):
            self.ledger.close()
            return Changes()
        self.result.new = count_kinds(added)
        return Changes(added, claims=self.ledger)

    def _learn_types(self, table: "Table") -> None:
        """Learn from all rows which types the values of unknown properties can have."""
        for line, cells, _ in table.rows():
            for name, value in self.mapping.read_values(cells) if cells is not None else ():
                if not isinstance(value, list | dict):
                    self.maker.learn_type(name, value, line)

    def _take_row(self, row: "Row", *, is_strict: bool) -> Iterator[TableRow]:
        """Decide on each claim that a row makes."""
        line, cells, problem = row
        if cells is None:
            yield line, REFUSED, None, None, problem, ""
            return
        claims = self.mapping.read_rows(cells, is_exact=self._is_exact)
        if self.mapping.split:
            claims = [part for fields in claims for part in self._split(fields)]
        is_shown = len(self._shown) < EXPLAINED
        if not claims:
            yield line, LEFT_OUT, None, None, "it gives no value", ""
        for fields in claims:
            taken, claim = self._take(line, cells if is_strict else {}, fields, "who" in fields)
            if is_shown and line not in self._shown:
                self._shown.add(line)
                self.result.explained += explain_row(line, cells, self.mapping, claim, taken[4])
            yield taken

    def _split(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the fields of each claim where a cell names several sources or claimants."""
        parts = [fields]
        for name in self.mapping.split:
            kinds = ("document",) if name == "document" else ("actor",)
            is_name = partial(self.maker.is_sure, kinds=kinds)
            parts = [
                {**one, name: word}
                for one in parts
                for word in (
                    split_list(one[name], is_name, self.mapping.separator) if name in one else [None]
                )
            ]
        return parts

    def _check_keys(self, cells: Mapping[str, Any]) -> None:
        """Refuse keys that are no fields; the objects of a file mostly have the same keys."""
        keys = tuple(cells)
        if keys != self._checked:
            for key in keys:
                if key not in DERIVED and key not in self.mapping.ignored and not self.mapping.fields_of(key):
                    check_field(key, "")
            self._checked = keys

    def _take(
        self, line: int, strict: Mapping[str, Any], fields: dict[str, Any], has_claimant: bool
    ) -> tuple[TableRow, Claim | None]:
        """Decide on one claim; what a refused one would have made is let go again."""
        maker, made = self.maker, len(self.maker.coming)
        maker.remarks = []
        try:
            self._check_keys(strict)
            column = self.mapping.who_column
            if not has_claimant and column is not None and "who" in self.mapping.columns:
                raise UsageError("is missing", place="who", hint=f"the column {column} is empty")
            draft = self.drafter.draft(fields, "id")
            claim = draft.claim
            document = claim.source.document
            outlet = self._outlets.get(document) or maker.outlet_of(document)
            if not has_claimant and column is not None:
                maker.remarks.append(f"no claimant is given: taken for a claim of {outlet} itself")
            one, is_new = self.ledger.settle(claim, outlet, has_id=draft.has_id, place="id")
        except TalksError as error:
            maker.forget(made)
            # What is no text in a row is no text in the report either.
            given = fields.get("id")
            shown = str(given).encode(errors="backslashreplace").decode() if given else None
            command = error.command if isinstance(error, ChangedClaimError) else ""
            return (line, REFUSED, shown, None, _explain(error), command), None
        if is_new:
            return (line, TAKEN, one, fact_of(claim), "; ".join(maker.remarks), ""), claim
        maker.forget(made)
        return (line, ALREADY, one, fact_of(claim), self._explain_same(one, claim), ""), claim

    def _explain_same(self, one: str, claim: Claim) -> str:
        """Say that a claim is there; and which of its remarks differ, which are no part of what it says."""
        given = {name: value for name in ("tags", "note") if (value := getattr(claim, name))}
        old = self.view.archive.claim(one) if given else None
        other = [name for name, value in given.items() if old is not None and old[name] != value]
        return f"{SAME}, with another {' and '.join(other)}: talks edit claim {one}" if other else SAME


def _explain(error: TalksError) -> str:
    """Write all that is wrong with a row; a command that mends it stands by itself."""

    def write(one: TalksError) -> str:
        place = f"{one.place}: " if one.place else ""
        is_changed = isinstance(one, ChangedClaimError) and one.command
        hint = "talks replace mends it, if it was wrong" if is_changed else one.hint
        return f"{place}{one.message}; {hint}" if hint else f"{place}{one.message}"

    return " | ".join(map(write, (error, *error.others)))


def _keep_used(records: list[Record], ledger: ClaimLedger) -> list[Record]:
    """Leave out records that no claim needs, once some claims have been left out."""
    used: set[tuple[str, str]] = set()
    for claim in ledger:
        what, source = claim.what, claim.source
        values = what.value if isinstance(what.value, list) else [what.value or ""]
        names = (claim.who, what.about, *what.mentions, *source.via, *values)
        used |= {(kind, name) for name in names for kind in HEADER_KINDS}
        used |= {("property", what.property), ("document", source.document)}
    outlets = {
        ("actor", one.outlet) for one in records if isinstance(one, Document) and ("document", one.id) in used
    }
    return [record for record in records if (kind_of(record), id_of(record)) in used | outlets]
