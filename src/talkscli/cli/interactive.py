"""The questions that make a claim, or a record of the vocabulary, on a terminal."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from talkscli.claims import ACTOR_KINDS, MODELS, STANCES, SUBJECTS, Record, id_of
from talkscli.cli.claim_options import name_option
from talkscli.cli.record_options import HEADLINES
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.ids import propose_ids
from talkscli.desk.records import build
from talkscli.desk.resolver import Resolver
from talkscli.desk.written_values import split_list
from talkscli.errors import UnknownNameError, UsageError
from talkscli.queries.filters import ClaimFilter
from talkscli.values.registry import type_named, type_names

if TYPE_CHECKING:
    from talkscli.cli.prompts import Prompter
    from talkscli.desk.store_view import StoreView

T = TypeVar("T")

SHOWN = 5
"""So many claims of the fact in question are shown."""


class Asker:
    """Asks for one claim and for what the store lacks to hold it."""

    def __init__(self, prompter: "Prompter", view: "StoreView", resolver: Resolver | None = None) -> None:
        self.prompter = prompter
        self.view = view
        self.resolver = resolver or Resolver(view.archive)
        self.drafter = ClaimDrafter(self.resolver, name_option)

    @property
    def coming(self) -> list[Record]:
        """Return the records that the answers made necessary."""
        return list(self.resolver.coming.values())

    def find(self, answer: str, kinds: tuple[str, ...]) -> str:
        """Return the id that an answer names; what the store lacks can be added on the way.

        Raises:
            UsageError: nothing is meant by it.
        """
        return self._find(answer, kinds)

    def ask_claim(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for what is not given, and return the fields of the claim."""
        ask, fields = self.prompter.ask, dict(given)
        fields["who"] = self._ask_unless(given, "who", "Who says so?", ("actor",))
        fields["about"] = self._ask_unless(
            given, "about", "About which event, person, body or place?", SUBJECTS
        )
        fields["property"] = self._ask_unless(given, "property", "Which property of it?", ("property",))
        self._tell_fact(f"{fields['about']}.{fields['property']}")
        if not given.get("stance"):
            fields["stance"] = ask("Stance", _one_of(STANCES), default="asserts", words=STANCES)
        if not given.get("value") and fields["stance"] != "withholds":
            fields["value"] = self._ask_value(self.resolver.type_of(fields["property"]))
        if not given.get("status"):
            fields["status"] = ask("Status: planned, held, agreed … (may be empty)", str)
        if not given.get("when"):
            fields["when"] = ask("When was it said? (a date; may be empty)", self._read_date("when"))
        fields["document"] = self._ask_unless(given, "document", "Which document carries it?", ("document",))
        if given.get("paragraph") is None:
            fields["paragraph"] = ask("In which paragraph? (may be empty)", _number)
        if not given.get("quote"):
            fields["quote"] = ask("Its words there, at most 12 (may be empty)", str)
        if not given.get("via"):
            question = "Through whom did it come to the document? (semicolons between; may be empty)"
            fields["via"] = ask(question, self._find_actors, words=self._words("actor"))
        if not given.get("text"):
            fields["text"] = ask("The claim in one sentence", _filled)
        return fields

    def ask_record(self, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for the fields of a record that are not given."""
        ask = self.prompter.ask
        fields = {name: value for name, value in given.items() if value not in (None, [], "")}
        headline = HEADLINES[kind]
        if headline not in fields:
            fields[headline] = ask(f"{headline.capitalize()} of the {kind}", _filled)
        if kind == "actor" and "kind" not in fields:
            fields["kind"] = ask(f"Kind: {', '.join(ACTOR_KINDS)}", _one_of(ACTOR_KINDS), words=ACTOR_KINDS)
        elif kind == "event" and "kind" not in fields:
            fields["kind"] = ask("Kind: round, summit, strike … (one word)", _filled)
            fields["number"] = ask("Its number in a series (may be empty)", _number)
        elif kind == "property" and "type" not in fields:
            types = type_names()
            fields["type"] = ask(f"Type: {', '.join(types)}", _one_of(types), words=types)
        elif kind == "place" and "within" not in fields and self._words("place"):
            fields["within"] = ask("Within which place? (may be empty)", self._find_place)
        elif kind == "document":
            if "outlet" not in fields:
                fields["outlet"] = self._ask_name("Which outlet published it?", ("actor",))
            if "published" not in fields:
                fields["published"] = ask("When? (a date; may be empty)", self._read_date("published"))
        fields = {name: value for name, value in fields.items() if value not in (None, [], "")}
        if "id" not in fields:
            free = (one for one in propose_ids(kind, fields) if not self.resolver.is_taken(kind, one))
            fields["id"] = ask("Id", _filled, default=next(free))
        return fields

    def _ask_unless(self, given: Mapping[str, Any], name: str, question: str, kinds: tuple[str, ...]) -> str:
        """Return the id that a given name stands for, or that of an answer."""
        if given.get(name):
            return self._tell_remarks(self.resolver.find(given[name], kinds, name_option(name)))
        return self._ask_name(question, kinds)

    def _ask_name(self, question: str, kinds: tuple[str, ...]) -> str:
        """Ask for something of some kinds; what the store lacks can be added on the way."""
        return self.prompter.ask(
            question, lambda answer: self._find(answer, kinds), words=self._words(*kinds)
        )

    def _find(self, answer: str, kinds: tuple[str, ...]) -> str:
        """Take a sure name; ask whether a similar one is meant, or a new one."""
        if not answer:
            raise UsageError("this cannot be empty")
        try:
            return self._tell_remarks(self.resolver.find(answer, kinds))
        except UnknownNameError as error:
            if len(error.suggestions) > 1:
                raise
            for near in error.suggestions:
                one = self.resolver.find(near, kinds)
                shown = f"{self.resolver.name_of(kinds, one)} ({one})"
                if self.prompter.confirm(f"  Not there. Did you mean {shown}?"):
                    return one
            if not self.prompter.confirm(f"  Not there. Add {answer!r}?", default=False):
                raise UsageError("name another") from error
        kind = kinds[0]
        if len(kinds) > 1:
            question = f"  Is it an {', an '.join(kinds)}?"
            kind = self.prompter.ask(question, _one_of(kinds), default=kinds[0], words=kinds)
        fields = self.ask_record(kind, {HEADLINES[kind]: answer})
        record = build(MODELS[kind], fields, lambda field: f"--{field}" if field else kind)
        self.resolver.add(record)
        return id_of(record)

    def _tell_remarks(self, one: T) -> T:
        for remark in self.resolver.remarks:
            self.prompter.run.streams.note(remark.removeprefix(": "))
        self.resolver.remarks.clear()
        return one

    def _ask_value(self, kind: str) -> str | list[str]:
        asked = type_named(kind)
        words = self._words(asked.refers_to) if asked.refers_to else ()
        return self.prompter.ask(
            f"Value ({asked.notation})", lambda answer: self._read_value(kind, answer), words=words
        )

    def _read_value(self, kind: str, answer: str) -> str | list[str]:
        if not answer:
            raise UsageError("this cannot be empty", hint="a claimant who gives no value withholds it")
        asked = type_named(kind)
        if home := asked.refers_to:
            return self.drafter.read_value(
                kind, asked.join_ids([self._find(word, (home,)) for word in self._split(answer, home)])
            )
        return self._tell_remarks(self.drafter.read_value(kind, answer))

    def _read_date(self, name: str) -> Callable[[str], str]:
        return lambda answer: self._tell_remarks(self.drafter.read_date(name, answer)) if answer else ""

    def _split(self, answer: str, kind: str) -> list[str]:
        """Part an answer that names several things."""
        return split_list(answer, lambda text: self.resolver.is_sure(text, (kind,)))

    def _tell_fact(self, key: str) -> None:
        """Tell how many claims of a fact there are, and what some of them say."""
        fact = self.view.archive.fact(key)
        count = fact.claims if fact else 0
        note = self.prompter.run.streams.note
        note(f"  {key}: {count} {'claim' if count == 1 else 'claims'} so far")
        for row in self.view.archive.claims(ClaimFilter(fact=(key,)), SHOWN) if fact else ():
            value = row["value"] if isinstance(row["value"], str) else ", ".join(row["value"] or ())
            note(f"    {row['who']}: {value or row['stance']}")

    def _words(self, *kinds: str) -> list[str]:
        """List what can be typed for some kinds: ids, and names too."""
        words: dict[str, None] = {}
        for kind in kinds:
            for one, record in self.view.records(kind).items():
                words[one] = None
                words[str(getattr(record, HEADLINES[kind]) or one)] = None
        return [*words, *(one for _, one in self.resolver.coming)]

    def _find_actors(self, answer: str) -> list[str]:
        return [self._find(word, ("actor",)) for word in self._split(answer, "actor") if word]

    def _find_place(self, answer: str) -> str:
        return self._find(answer, ("place",)) if answer else ""


def _filled(answer: str) -> str:
    if not answer:
        raise UsageError("this cannot be empty")
    return answer


def _number(answer: str) -> int | None:
    if not answer:
        return None
    if not (answer.isascii() and answer.isdigit() and len(answer) < 10 and int(answer) > 0):
        raise UsageError(f"{answer!r} is not a number from 1")
    return int(answer)


def _one_of(words: Sequence[str]) -> Callable[[str], str]:
    def check(answer: str) -> str:
        if answer not in words:
            raise UsageError(f"{answer!r} is not one of {', '.join(words)}")
        return answer

    return check
