"""What the commands that write a store share: which store, their options, and what they tell."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.options import StoreToWrite
from talkscli.cli.run import Run
from talkscli.errors import TalksError, UsageError

if TYPE_CHECKING:
    from talkscli.claims import Record
    from talkscli.desk.changes import Changes, Snapshot
    from talkscli.desk.verdict_changes import Move

Store = StoreToWrite
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written and which verdicts would change.")
]
Wait = Annotated[
    float, typer.Option("--wait", metavar="SECONDS", help="How long to wait for another writer.")
]
WAIT = 10.0

JUDGED = 500
"""Of a change that touches more facts than this, the verdicts are not told."""

JUDGED_CLAIMS = 5000
"""Of a change that brings more claims than this, neither."""

TOLD = 20


class Plan:
    """What a command wants to change, and what it found to be there already."""

    __slots__ = ("already", "changes", "facts", "repeated")

    def __init__(
        self,
        changes: "Changes",
        facts: Iterable[str] = (),
        already: Sequence[str] = (),
        repeated: int | None = None,
    ) -> None:
        self.changes = changes
        self.facts = list(dict.fromkeys(facts))
        """The facts that are touched; of very many, the first."""
        self.already = already
        """The ids of what is there already; of very many, the first."""
        self.repeated = len(already) if repeated is None else repeated

    @property
    def is_judged(self) -> bool:
        """Return whether so little changes that the verdicts are told."""
        claims = self.changes.claims
        return len(self.facts) <= JUDGED and isinstance(claims, Sized) and len(claims) <= JUDGED_CLAIMS


def refresh(run: Run, path: str) -> None:
    """Bring the index of a store just written up to it, so that the next command finds it ready."""
    from talkscli.index.cache import update_index

    update_index(os.path.abspath(path), run.environ)  # noqa: PTH100


class Writer:
    """One store to be written, and how."""

    def __init__(self, run: Run, store: str | None, *, dry_run: bool = False, wait: float = WAIT) -> None:
        if wait < 0:
            raise UsageError(f"{wait:g} is below zero", place="--wait", hint="give 0 or more")
        self.run = run
        self.path = find_target(run, store)
        self.dry_run = dry_run
        self.wait = wait
        self.plan: Plan | None = None
        """What was carried out last, or shown."""
        run.shared.store = self.path

    def apply(self, plan: "Callable[[Snapshot], Plan]", *, quiet: bool = False) -> list["Move"]:
        """Carry a plan out, or only show it; tell what was done and return how verdicts move."""
        from talkscli.desk.transaction import change_store, preview_change

        moves: list[Move] = []

        def change(snapshot: "Snapshot") -> "Changes":
            from talkscli.desk.verdict_changes import find_moves

            self.plan = made = plan(snapshot)
            moves.clear()
            if made.is_judged:
                moves.extend(find_moves(snapshot, made.changes, made.facts))
            return made.changes

        if self.dry_run:
            preview_change(self.path, change)
        else:
            change_store(self.path, change, wait=self.wait)
            refresh(self.run, self.path)
        if self.plan is not None and not quiet:
            try:
                self.tell(self.plan, moves)
            except TalksError as error:
                if not self.dry_run:
                    error.hint = error.hint or "the store has been written all the same"
                raise
        return moves

    def tell(self, plan: Plan, moves: "Sequence[Move]") -> None:
        """Write ids (or, for a dry run, records) as data, and what became of verdicts as remarks."""
        streams, changes = self.run.streams, plan.changes
        kinds: dict[str, int] = {}
        one = ""
        for record in changes.added:
            one = self._tell_record(record, kinds)
        for record in changes.claims:
            one = self._tell_record(record, kinds)
        changed: dict[str, int] = {}
        for record in changes.replaced:
            one = self._tell_record(record, changed)
        streams.flush()
        for same in plan.already[:TOLD]:
            streams.note(f"already there: {same}")
        if plan.repeated > TOLD:
            streams.note(f"already there: {plan.repeated - TOLD:,} more")
        if not kinds and not changed:
            streams.note("nothing changed")
        if kinds:
            streams.note(f"{'would add' if self.dry_run else 'added'} {count_kinds(kinds, one)}")
        if changed:
            streams.note(f"{'would change' if self.dry_run else 'changed'} {count_kinds(changed, one)}")
        if kinds or changed:
            tell_moves(self.run, moves, plan)

    def _tell_record(self, record: "Record", kinds: dict[str, int]) -> str:
        from talkscli.claims import id_of, kind_of
        from talkscli.files.style import write_line
        from talkscli.output.jsontext import escape_json

        one = id_of(record)
        streams = self.run.streams
        text = escape_json(write_line(record), is_log=streams.is_log) if self.dry_run else one
        streams.write(text + "\n")
        kind = kind_of(record)
        kinds[kind] = kinds.get(kind, 0) + 1
        return one


def tell_moves(run: Run, moves: "Sequence[Move]", plan: Plan) -> None:
    """Tell how verdicts move; of many facts only those whose verdict changes."""
    if not plan.is_judged:
        more = f"more than {JUDGED}" if len(plan.facts) > JUDGED else f"{len(plan.facts)}"
        run.streams.note(f"{more} facts are touched; talks conflicts shows how they stand")
        return
    told = moves
    if len(moves) > TOLD:
        told = [move for move in moves if move.before is not None and move.before != move.after]
    for move in told[:TOLD]:
        run.streams.note(f"{move}{f': {move.why}' if move.why and move.before != move.after else ''}")
    if len(told) > TOLD:
        run.streams.note(f"and {len(told) - TOLD} more facts with another verdict")


def count_kinds(kinds: Mapping[str, int], last: str) -> str:
    """Name records: the kind and id of one, or how many there are of each kind."""
    from talkscli.claims import SECTIONS

    if sum(kinds.values()) == 1:
        return f"{next(iter(kinds))} {last}"
    return ", ".join(
        f"{number:,} {kind if number == 1 else SECTIONS[kind]}" for kind, number in kinds.items()
    )


def find_target(run: Run, store: str | None) -> str:
    """Name the store to write: never the one that comes with the program, unless it is named.

    Raises:
        UsageError: no store is named, or it lies in the installed package.
    """
    from talkscli.files.store_paths import packaged_store

    path = store or run.environ.get("TALKS_STORE")
    hint = "talks init story.json makes one; then --store story.json or TALKS_STORE=story.json"
    if not path:
        raise UsageError("no store to write is named; the shipped one is only read", hint=hint)
    shipped = packaged_store()
    if os.path.exists(path) and os.path.exists(shipped) and os.path.samefile(path, shipped):  # noqa: PTH110, PTH121
        raise UsageError("this store belongs to the installed program", place=path, hint=hint)
    return path
