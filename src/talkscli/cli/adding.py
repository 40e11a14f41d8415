"""How what is to be added is read, shown and written, whichever way it was given."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from talkscli.claims import Record
from talkscli.cli.changing import JUDGED, TOLD, Plan, Writer, tell_moves
from talkscli.cli.drafting import Names, draft_claim
from talkscli.cli.interactive import Asker
from talkscli.cli.prompts import Prompter
from talkscli.cli.record_options import read_record, read_records
from talkscli.cli.records import read_drafts
from talkscli.cli.run import Run
from talkscli.desk.changes import Changes
from talkscli.desk.drafts import ClaimSpool, Draft, DraftSpool, Settler, settle_records
from talkscli.desk.transaction import open_snapshot
from talkscli.desk.verdict_changes import key_of
from talkscli.desk.work_tables import Scratch
from talkscli.files.style import write_line

if TYPE_CHECKING:
    from talkscli.desk.changes import Snapshot


def draft_or_ask(run: Run, writer: Writer, given: dict[str, Any]) -> tuple[Draft, list[Record]]:
    """Make a claim from options, or ask for it where somebody can answer."""
    with open_snapshot(writer.path) as snapshot:
        names = Names(run, snapshot)
        prompter = Prompter(run)
        needed = ("who", "about", "property", "document", "text")
        if prompter.can_ask and not all(given[name] for name in needed):
            asker = Asker(prompter, names)
            return asker.ask_claim(given), asker.coming
        return draft_claim(names, given), []


def add_draft(writer: Writer, draft: Draft, records: list[Record], *, yes: bool) -> int:
    """Show a claim, ask, and write it."""
    prompter = Prompter(writer.run)

    def plan(snapshot: "Snapshot") -> Plan:
        return plan_claims(writer.run, snapshot, [draft], records)

    if prompter.can_ask and not yes and not writer.dry_run:
        show_preview(writer, plan)
        if not prompter.confirm("Write it?"):
            writer.run.streams.note("nothing was written")
            return 0
    writer.apply(plan)
    return 0


def show_preview(writer: Writer, plan: Callable[["Snapshot"], Plan]) -> None:
    """Show on standard error what would be written, and how verdicts would change."""
    preview = Writer(writer.run, writer.path, dry_run=True)
    moves = preview.apply(plan, quiet=True)
    if preview.plan is None:
        return
    changes = preview.plan.changes
    for record in (*changes.added, *changes.claims, *changes.replaced):
        writer.run.streams.note(write_line(record))
    tell_moves(writer.run, moves, preview.plan)


def plan_claims(
    run: Run, snapshot: "Snapshot", drafts: list[Draft] | DraftSpool, records: list[Record]
) -> Plan:
    """Plan that claims come in, with the records they need."""
    new, _ = settle_records(records, snapshot)
    claims = run.keep(ClaimSpool())
    facts: dict[str, None] = {}
    with Scratch() as ledger:
        settler = Settler(snapshot, ledger, new)
        for claim in settler.settle(drafts, TOLD):
            claims.add(claim)
            if len(facts) <= JUDGED:
                facts[key_of(claim)] = None
    return Plan(Changes(new, claims=claims), facts, settler.already, settler.repeated)


def add_lines(run: Run, writer: Writer) -> int:
    """Add the claims that standard input holds, one a line."""
    with DraftSpool() as drafts:
        # All is read before the store is locked: who writes into the pipe may take long.
        for draft in read_drafts(run.open_stdin("the claims")):
            drafts.add(draft)
        writer.apply(lambda snapshot: plan_claims(run, snapshot, drafts, []))
    return 0


def add_records(run: Run, writer: Writer, kind: str) -> int:
    """Add the records that standard input holds, one a line."""
    records = read_records(run.open_stdin(f"records of kind {kind}"), kind)

    def plan(snapshot: "Snapshot") -> Plan:
        new, already = settle_records(records, snapshot)
        return Plan(Changes(new), already=already)

    writer.apply(plan)
    return 0


def add_record(run: Run, writer: Writer, kind: str, given: dict[str, Any]) -> int:
    """Add one record from options, or ask for it."""
    with open_snapshot(writer.path) as snapshot:
        names = Names(run, snapshot)
        prompter = Prompter(run)
        if prompter.can_ask and all(value in (None, []) for value in given.values()):
            asker = Asker(prompter, names)
            records = [asker.ask_record(kind, {})]
            records = [*asker.coming, *records]
        else:
            records = [read_record(names, kind, given)]

    def plan(snapshot: "Snapshot") -> Plan:
        new, already = settle_records(records, snapshot)
        return Plan(Changes(new), already=already)

    writer.apply(plan)
    return 0
