"""A claim entered on a terminal: asked for, shown with what it would change, mended and written."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.cli.interactive import Asker
from talkscli.desk.record_edits import RecordEdit, edit_records
from talkscli.desk.store_view import open_view
from talkscli.errors import TalksError
from talkscli.reports.outcomes import list_verdicts
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Claim, Record
    from talkscli.cli.prompts import Prompter
    from talkscli.desk.changes import Outcome

Add = Callable[..., "Outcome"]
"""Adds a claim of fields and the records that it needs; with `dry_run` it checks only."""

FIELDS = ("text", "value", "when", "status", "stance", "only", "at", "via", "mentions", "paragraph", "quote",
          "revises", "document", "who", "about", "property", "tags", "note")  # fmt: skip
"""What can be changed before a claim is written, in the order in which it is listed."""

NEXT = "+"
_NAMES = {"sentence": "text", "mention": "mentions", "tag": "tags", "words": "quote", "where": "paragraph"}
_SHOWN = ("who", "about", "property", "value", "stance", "status", "only", "at", "when", "document",
          "paragraph", "quote", "via", "mentions", "revises", "tags", "note")  # fmt: skip


class ClaimEntry:
    """One claim on its way in, with the records that it needs."""

    def __init__(self, prompter: "Prompter", path: str, add: Add, texts: str | None = None) -> None:
        self.prompter = prompter
        self.path = path
        self.fields: dict[str, Any] = {}
        self._add = add
        self._texts = texts
        self._records: list[Record] = []
        self._aliases: dict[tuple[str, str], list[str]] = {}
        self._can_exclude = False
        """Whether its values are days or names, of which "only" can be said."""
        self._can_write = False
        self._sentence = ""

    def ask(self, given: Mapping[str, Any]) -> None:
        """Ask for what is not given; the claim before it is proposed."""
        with open_view(self.path, environ=self.prompter.run.environ) as view:
            asker = Asker(self.prompter, view, self._texts)
            self.fields = asker.ask_claim(given, self.fields)
            self._records = asker.list_coming(self.fields)
            self._aliases = asker.aliases
            asked = type_named(asker.resolver.type_of(self.fields["property"]))
            self._can_exclude = asked.has_days or asked.refers_to is not None

    def take(self, given: Mapping[str, Any]) -> None:
        """Take a claim of which nothing has to be asked."""
        self.fields = dict(given)

    def write(self, *, dry_run: bool = False) -> "Outcome":
        """Write the claim, or check it only; then other names that records of the store get."""
        outcome = self._add(self.fields, self._records, dry_run=dry_run)
        for (kind, one), names in self._aliases.items() if not dry_run else ():
            edit = RecordEdit(added={"aliases": names})
            edit_records(self.path, kind, [one], edit, environ=self.prompter.run.environ).close()
        return outcome

    def review(self) -> str:
        """Show the claim and what it changes, change it as it is asked for, and return `yes`, `+` or `no`."""
        self._ask_whether_only()
        is_changed = True
        while True:
            if is_changed:
                self._can_write = self._show()
            question = "Write it? Enter: yes, +: and another, n: no, or what to change (? lists)"
            if not self._can_write:
                question = "What is to be changed? A field (? lists), or n: nothing is written"
            answer = self.prompter.ask(
                question, str, complete=lambda text: [one for one in FIELDS if one.startswith(text)]
            )
            word, _, value = answer.strip().partition(" ")
            word = word.lower().lstrip("-")
            if word in {"", "y", "yes", NEXT} and self._can_write:
                return NEXT if word == NEXT else "yes"
            if word in {"n", "no", "q"}:
                return "no"
            is_changed = self._change(_NAMES.get(word, word), value.strip())

    def _change(self, name: str, value: str) -> bool:
        """Ask for one field anew, or take what stands behind its name; return whether anything may be new."""
        note = self.prompter.note
        if name not in FIELDS:
            note(f"  what can be changed: {', '.join(FIELDS)}; a value may follow, as in status planned")
            return False
        try:
            if value and name not in {"paragraph", "quote"}:
                self.fields[name] = value
                return True
            with open_view(self.path, environ=self.prompter.run.environ) as view:
                asker = Asker(self.prompter, view, self._texts)
                for record in self._records:
                    asker.resolver.add(record)
                if name == "text" and not self.fields.get("text"):
                    self.fields["text"] = self._sentence
                answer = asker.ask_field(name, self.fields)
                if isinstance(answer, dict):
                    self.fields |= answer
                else:
                    self.fields[name] = answer
                self._records = asker.list_coming(self.fields)
                for key, names in asker.aliases.items():
                    self._aliases.setdefault(key, []).extend(names)
        except TalksError as error:
            self.prompter.tell(error)
        return True

    def _show(self) -> bool:
        """Show the claim as it would be written, and return whether it can be."""
        note = self.prompter.note
        try:
            outcome = self.write(dry_run=True)
        except TalksError as error:
            note("It cannot be written so:")
            self.prompter.tell(error)
            return False
        try:
            claim = next(iter(outcome.changes.claims), None)
            for remark in outcome.remarks:
                note(f"  {remark}")
            if claim is None:
                note(f"  A claim says just this already: {', '.join(outcome.changes.already)}")
                return False
            self._sentence = claim.what.text
            new = ", ".join(_name_records(self._records))
            for line in (*_describe(claim), *([f"new: {new}"] if new else [])):
                note(f"  {line}")
            for line in list_verdicts(outcome):
                note(f"  {line}")
        finally:
            outcome.close()
        return True

    def _ask_whether_only(self) -> None:
        """Ask whether the claimant rules out anything else, where that would change the verdict."""
        stance = self.fields.get("stance") or "asserts"
        if self.fields.get("only") or stance != "asserts" or not self._can_exclude:
            return
        verdicts = []
        for only in (False, True):
            try:
                outcome = self._add({**self.fields, "only": only}, self._records, dry_run=True)
            except TalksError:
                return
            verdicts.append([(one.before, one.after) for one in outcome.verdicts or ()])
            outcome.close()
        if verdicts[0] != verdicts[1]:
            question = "Does the claimant rule out anything else, as in “on the 23rd only”?"
            self.fields["only"] = self.prompter.confirm(question, default=False)


def _describe(claim: "Claim") -> Iterator[str]:
    """Yield the sentence of a claim and its fields, for the one who entered them."""
    yield claim.what.text
    fields = {**claim.__dict__, **claim.what.__dict__, **claim.source.__dict__}
    told = []
    for name in _SHOWN:
        value = fields[name]
        if value in (None, [], False) or (name == "stance" and value == "asserts"):
            continue
        shown = ", ".join(value) if isinstance(value, list) else "yes" if value is True else str(value)
        told.append(f"{name}: {shown}")
    yield " · ".join(told)


def _name_records(records: "list[Record]") -> Iterator[str]:
    from talkscli.claims import id_of, kind_of

    for record in records:
        kind = getattr(record, "kind", None) or getattr(record, "type", None)
        yield f"{kind_of(record)} {id_of(record)}{f' ({kind})' if kind else ''}"
