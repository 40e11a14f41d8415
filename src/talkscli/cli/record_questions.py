"""The questions that make a record of the vocabulary: what the store lacks is added where it is named."""

from calendar import day_name
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from talkscli.claims import ACTOR_KINDS, MODELS, REFERENCES, SUBJECTS, Record, id_of
from talkscli.cli.choices import Choices
from talkscli.cli.record_options import HEADLINES
from talkscli.desk.ids import propose_ids
from talkscli.desk.records import build
from talkscli.desk.resolver import Resolver
from talkscli.desk.written_values import know_day, read_date
from talkscli.errors import UnknownNameError, UsageError, cut
from talkscli.values.as_written import UNKNOWN_STYLE
from talkscli.values.registry import all_types, type_names

if TYPE_CHECKING:
    from talkscli.cli.prompts import Prompter
    from talkscli.desk.store_view import StoreView

T = TypeVar("T")

MOST_NEAR = 5
"""So many records that may be meant are listed."""

NOTHING = "-"
"""The answer that leaves empty what an empty answer would fill."""

ANOTHER = "empty for another name"
"""What an empty answer means where something is asked of a name that the store does not have."""


class RecordAsker:
    """Asks for records: for one that the store has, or for what makes a new one."""

    def __init__(self, prompter: "Prompter", view: "StoreView", resolver: Resolver | None = None) -> None:
        self.prompter = prompter
        self.view = view
        self.resolver = resolver or Resolver(view.archive)
        self.choices = Choices(view, self.resolver)
        self.aliases: dict[tuple[str, str], list[str]] = {}
        """By kind and id, other names that records of the store get."""
        self.outlet = ""
        """Whose unnamed sources new ones probably are."""

    def list_needed(self, ids: Iterable[str]) -> list[Record]:
        """List the records to come that some ids name, and those that these name."""
        needed: dict[str, None] = {}
        waiting = list(ids)
        while waiting:
            one = waiting.pop()
            if one not in needed:
                needed[one] = None
                for (kind, key), record in self.resolver.coming.items():
                    if key == one:
                        waiting += [str(getattr(record, name) or "") for name in REFERENCES[kind]]
        return [record for (_, key), record in self.resolver.coming.items() if key in needed]

    def ask_record(self, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for the fields of a record that are not given."""
        ask = self.prompter.ask
        fields = {name: value for name, value in given.items() if value not in (None, [], "")}
        headline = HEADLINES[kind]
        if headline not in fields:
            fields[headline] = ask(f"{headline.capitalize()} of the {kind}", filled)
        if kind == "actor" and "kind" not in fields:
            fields["kind"] = self.ask_word("Kind", ACTOR_KINDS)
        if kind == "actor" and fields["kind"] == "unnamed" and "of" not in fields:
            own = self.propose(("actor",), self.outlet)
            fields["of"] = self.ask_name("Whose source is it?", ("actor",), default=own, is_needed=False)
        elif kind == "event":
            self._ask_event(fields)
        elif kind == "property" and "type" not in fields:
            fields["type"] = self._ask_type("What are its values")
        elif kind == "place" and "within" not in fields and self.choices.find(("place",)):
            fields["within"] = self.ask_name("Within which place?", ("place",), is_needed=False)
        elif kind == "term" and "broader" not in fields and self.choices.find(("term",)):
            fields["broader"] = self.ask_name("Is it a kind of another term?", ("term",), is_needed=False)
        elif kind == "document":
            self._ask_document(fields)
        return {name: value for name, value in fields.items() if value not in (None, [], "")}

    def add(self, kind: str, given: Mapping[str, Any]) -> str:
        """Ask for what a new record needs, take it in, and return its id."""
        fields = self.ask_record(kind, given)
        free = (one for one in propose_ids(kind, fields) if not self.resolver.is_taken(kind, one))
        fields.setdefault("id", next(free))
        record = build(MODELS[kind], fields, lambda field: f"--{field}" if field else kind)
        self.resolver.add(record)
        return id_of(record)

    def ask_name(
        self, question: str, kinds: tuple[str, ...], *, default: str = "", is_needed: bool = True, **more: Any
    ) -> str:
        """Ask for something of some kinds; what the store lacks can be added on the way."""
        if not is_needed:
            question += f" ({NOTHING}: none)" if default else " (may be empty)"

        def check(answer: str) -> str:
            if not is_needed and answer in {"", NOTHING}:
                return ""
            return self.find(answer, kinds, **more)

        return self.prompter.ask(
            question,
            check,
            default=default,
            complete=self.choices.complete(kinds),
            describe=self.choices.describe(kinds),
        )

    def find(self, answer: str, kinds: tuple[str, ...], **more: Any) -> str:
        """Take a sure name; ask whether something like it is meant, or something new."""
        if not answer:
            raise UsageError("this cannot be empty", hint="? lists what there is")
        try:
            return self.tell_remarks(self.resolver.find(answer, kinds))
        except UnknownNameError as error:
            near = self.list_near(answer, error.suggestions, kinds)
        if not near:
            return self.ask_new(answer, kinds, **more)
        self.prompter.note(f"  {cut(answer)!r} is not there. Like it:")
        for number, one in enumerate(near, 1):
            self.prompter.note(f"    {number}  {self.resolver.name_of(kinds, one)} ({one})")

        can_keep = kinds not in {("property",), ("document",)}
        keeping = " (=1: and keep this spelling)" if can_keep else ""

        def choose(word: str) -> str:
            if word.startswith("=") and can_keep:
                same = word.removeprefix("=").strip()
                place = _read_place(same, len(near))
                return self._add_alias(near[place - 1] if place else filled(same), kinds, answer)
            if place := _read_place(word, len(near)):
                return near[place - 1]
            if word.lower() in {"n", "new"}:
                return self.ask_new(answer, kinds, **more)
            return self.find(word, kinds, **more)

        return self.prompter.ask(
            f"  Which? A number{keeping}, n for a new one, or another name",
            choose,
            complete=self.choices.complete(kinds),
            describe=self.choices.describe(kinds),
        )

    def ask_new(self, answer: str, kinds: tuple[str, ...], **more: Any) -> str:
        """Ask what something new is, add it, and return its id; the answer may be another name instead.

        Raises:
            UsageError: it was a slip, and the question is to be answered once more.
        """
        shown = cut(answer)
        kind, fields = kinds[0], {HEADLINES[kinds[0]]: answer, **more}
        told, or_else = f"{shown!r} is new", f"= NAME if it is another name of that; {ANOTHER}"
        try:
            if kinds == SUBJECTS:
                words = ("event", "place", *ACTOR_KINDS)
                hint = "an accident, a strike, a meeting are each an event"
                word = self.ask_word("  What is it", words, told=told, or_else=or_else, hint=hint)
                kind = word if word in SUBJECTS else "actor"
                fields = {HEADLINES[kind]: answer, **({"kind": word} if kind == "actor" else {})}
            elif kind == "actor" and "kind" not in more:
                fields["kind"] = self.ask_word("  What is it", ACTOR_KINDS, told=told, or_else=or_else)
            elif kind in {"place", "term"}:
                self.ask_word("  What is it", (kind,), told=told, or_else=or_else, default=kind)
            elif kind == "property":
                fields["type"] = self._ask_type("  What are its values", told=told, or_else=ANOTHER)
            else:
                self.prompter.note(f"  {shown!r} is new: {more.get('kind') or kind}")
        except SameError as same:
            return self._add_alias(same.name, kinds, answer)
        return self.add(kind, fields)

    def _add_alias(self, name: str, kinds: tuple[str, ...], alias: str) -> str:
        """Give what has a name another one, and return its id."""
        one = self.find(name, kinds)
        for kind in kinds:
            record: Any = self.resolver.coming.get((kind, one))
            if record is not None:
                self.resolver.add(record.model_copy(update={"aliases": [*record.aliases, alias]}))
            elif self.resolver.is_taken(kind, one) and one in self.view.records(kind):
                self.aliases.setdefault((kind, one), []).append(alias)
        self.prompter.note(f"  {cut(alias)!r} becomes a name of {self.resolver.name_of(kinds, one)}")
        return one

    def read_date(self, answer: str, published: str | None = None, *, is_last: bool = False) -> str:
        """Read a date as people write it; weekdays are those of the document's week, told with their date."""
        remarks: list[str] = []
        read = (
            read_date(answer, "", remarks, know_day(UNKNOWN_STYLE, published, is_last=is_last))
            if answer
            else ""
        )
        if remarks:
            self.tell_date(read)
        return read

    def tell_date(self, edtf: str) -> None:
        """Tell which day, or which days, a date is."""
        self.prompter.note(f"  that is {show_date(edtf)} ({edtf})")

    def tell_remarks(self, one: T) -> T:
        """Tell how names were understood, and return what was read."""
        for remark in self.resolver.remarks:
            self.prompter.note(f"  {remark.removeprefix(': ')}")
        self.resolver.remarks.clear()
        return one

    def propose(self, kinds: Sequence[str], one: str | None) -> str:
        """Return what to propose for a record: its name if that is enough, else its id."""
        if not one:
            return ""
        name = self.resolver.name_of(kinds, one)
        try:
            return name if self.resolver.find(name, kinds) == one else one
        except UnknownNameError:
            return one
        finally:
            self.resolver.remarks.clear()

    def _ask_event(self, fields: dict[str, Any]) -> None:
        kinds = list(dict.fromkeys(one.kind for one in self.view.header.by_kind["event"].values()))
        if "kind" not in fields:
            examples = ", ".join(kinds[:6]) or "accident, strike, round"
            fields["kind"] = self.prompter.ask(
                f"What kind of event? One word: {examples} …",
                read_word,
                default=kinds[-1] if kinds else "event",
                complete=lambda text: [one for one in kinds if one.startswith(text)],
            )
        series = [one for one in self.view.header.by_kind["event"].values() if one.number is not None]
        if "number" not in fields and (
            fields["kind"] == "round" or any(one.kind == fields["kind"] for one in series)
        ):
            fields["number"] = self.prompter.ask("Its number in the series (may be empty)", read_number)

    def _ask_document(self, fields: dict[str, Any]) -> None:
        if "outlet" not in fields:
            documents = [*self.view.header.by_kind["document"].values()]
            last = self.resolver.name_of(("actor",), documents[-1].outlet) if documents else ""
            fields["outlet"] = self.ask_name("Which outlet?", ("actor",), default=last, kind="outlet")
        if "published" not in fields:
            fields["published"] = self.prompter.ask("When was it published? (may be empty)", self.read_date)
        if "url" not in fields:
            fields["url"] = self.prompter.ask("Its address on the web (may be empty)", str)

    def _ask_type(self, question: str, **more: str) -> str:
        notes = [f"{one.name}: {one.examples or one.notation}" for one in all_types()]
        return self.ask_word(question, type_names(), notes=notes, **more)

    def ask_word(
        self,
        question: str,
        words: Sequence[str],
        *,
        told: str = "",
        or_else: str = "",
        default: str = "",
        notes: Sequence[str] = (),
        hint: str = "",
    ) -> str:
        """Ask for one of some words, of which the beginning will do.

        Args:
            question: The question.
            words: The words.
            told: What is said before it.
            or_else: What another answer means; an empty one where there is no default is none of the words.
            default: What an empty answer means.
            notes: What a question mark lists, if not the words.
            hint: What is said of an answer that is none of them.
        """

        def check(answer: str) -> str:
            if not answer and or_else:
                raise AnotherNameError
            if answer.startswith("=") and "=" in or_else:
                raise SameError(filled(answer.removeprefix("=").strip()))
            fitting = [word for word in words if word.startswith(answer.lower())] if answer else []
            exact = [word for word in words if word == answer.lower()]
            if len(exact or fitting) == 1:
                return (exact or fitting)[0]
            raise UsageError(f"{answer!r} is not one of {', '.join(words)}", hint=hint)

        lead = f"{told}. " if told else ""
        self.prompter.note(f"  {lead}One of: {', '.join(words)}{f' ({or_else})' if or_else else ''}")
        try:
            return self.prompter.ask(
                f"{question}?",
                check,
                default=default,
                complete=lambda text: [word for word in words if word.startswith(text)],
                describe=lambda _: notes or words,
            )
        except AnotherNameError:
            raise UsageError("name another", hint="? lists what there is") from None

    def list_near(self, answer: str, suggestions: Sequence[str], kinds: tuple[str, ...]) -> list[str]:
        """List the ids of the records that may be meant by an answer: those that are suggested."""
        del answer
        ids: dict[str, None] = {}
        for word in suggestions:
            for found in self.resolver.find_sure(word, kinds):
                ids.update(dict.fromkeys(found.ids))
        return list(ids)[:MOST_NEAR]


class AnotherNameError(Exception):
    """Nobody wants something new: the name was a slip."""


class SameError(Exception):
    """What was taken for new is only another name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def show_date(edtf: str) -> str:
    """Write a date for people; a single day with its weekday."""
    from talkscli.values.edtf import iso_day, parse_edtf, show_edtf

    value = parse_edtf(edtf)
    shown = show_edtf(value)
    if value.kind == "date" and value.earliest == value.latest:
        day = date.fromisoformat(iso_day(value.earliest))
        return f"{day_name[day.weekday()]}, {shown}"
    return shown


def filled(answer: str) -> str:
    """Return an answer that is not empty."""
    if not answer:
        raise UsageError("this cannot be empty")
    return answer


def read_word(answer: str) -> str:
    """Return an answer as a word of the store's own."""
    from talkscli.desk.ids import slug

    if not slug(answer):
        raise UsageError("this has no letter", hint="write one word, such as accident")
    return slug(answer)


def read_number(answer: str) -> int | None:
    """Return a number from 1, or None for an empty answer."""
    if not answer:
        return None
    if not (answer.isascii() and answer.isdigit() and len(answer) < 10 and int(answer) > 0):
        raise UsageError(f"{answer!r} is not a number from 1")
    return int(answer)


def _read_place(word: str, count: int) -> int:
    """Return which of so many is meant by a number, from 1; 0 where none is."""
    is_number = word.isascii() and word.isdigit() and len(word) < 10
    return int(word) if is_number and int(word) <= count else 0
