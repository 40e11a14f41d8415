"""The questions that make a claim, or a record of the vocabulary, on a terminal."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import ACTOR_KINDS, MODELS, STANCES, SUBJECTS, Claim, Record
from talkscli.cli.drafting import OPTIONS, Names, check_date
from talkscli.cli.records import build
from talkscli.desk.drafts import WITHOUT_ID, Draft
from talkscli.desk.ids import propose_ids
from talkscli.errors import UnknownNameError, UsageError
from talkscli.values.registry import type_named, type_names

if TYPE_CHECKING:
    from talkscli.cli.prompts import Prompter

HEADLINES = {"actor": "name", "place": "name", "event": "name", "property": "label", "term": "name",
             "document": "title"}  # fmt: skip
"""The field that names a record of each kind."""


class Asker:
    """Asks for one claim and for what the store lacks to hold it."""

    def __init__(self, prompter: "Prompter", names: Names) -> None:
        self.prompter = prompter
        self.names = names

    @property
    def coming(self) -> list[Record]:
        """Return the records that the answers made necessary."""
        return self.names.coming

    def ask_claim(self, given: dict[str, Any]) -> Draft:
        """Ask for what is not given, and return the claim."""
        ask = self.prompter.ask
        who = given.get("who") or self.ask_name("Who says so?", "actor")
        about = given.get("about") or self.ask_name("About which event, person, body or place?", *SUBJECTS)
        prop = given.get("property") or self.ask_name("Which property of it?", "property")
        who, about = self.names.find(who, "--who", "actor"), self.names.find(about, "--about", *SUBJECTS)
        prop = self.names.find(prop, "--property", "property")
        self._tell_fact(f"{about}.{prop}")
        what: dict[str, Any] = {"about": about, "property": prop}
        stance = given.get("stance") or ask("Stance", _one_of(STANCES), default="asserts", words=STANCES)
        what["stance"] = stance
        if stance != "withholds":
            what["value"] = self._ask_value(self.names.type_of(prop), given.get("value"))
        what["status"] = (
            given.get("status") or ask("Status: planned, held, agreed … (may be empty)", _text) or None
        )
        what["only"] = bool(given.get("only"))
        when = given.get("when") or ask("When was it said? (a date; may be empty)", _date("--when")) or None
        document = given.get("document") or self.ask_name("Which document carries it?", "document")
        source: dict[str, Any] = {"document": self.names.find(document, "--document", "document")}
        source["paragraph"] = given.get("paragraph") or ask("In which paragraph? (may be empty)", _number)
        source["quote"] = (
            given.get("quote") or ask("Its words there, at most 12 (may be empty)", _text) or None
        )
        via = given.get("via") or ask(
            "Through whom did it come to the document? (commas between; may be empty)",
            self._actors,
            words=self._words("actor"),
        )
        source["via"] = [self.names.find(one, "--via", "actor") for one in via]
        mentions = [self.names.find(one, "--mention", *SUBJECTS) for one in given.get("mention") or ()]
        what["text"] = given.get("text") or ask("The claim in one sentence", _filled)
        what["mentions"] = mentions
        fields = {
            "id": given.get("id") or WITHOUT_ID,
            "who": who,
            "what": what,
            "when": when,
            "source": source,
        }
        for name in ("revises", "recorded", "note"):
            fields[name] = given.get(name)
        claim = build(Claim, fields, lambda field: OPTIONS.get(field.partition("[")[0], field))
        return Draft(claim, has_id=bool(given.get("id")))

    def ask_name(self, question: str, *kinds: str) -> str:
        """Ask for something of these kinds; what the store lacks can be added on the way."""
        return self.prompter.ask(
            question, lambda answer: self._find(answer, kinds), words=self._words(*kinds)
        )

    def ask_record(self, kind: str, given: dict[str, Any]) -> Record:
        """Ask for the fields of a record that are not given."""
        ask = self.prompter.ask
        model = MODELS[kind]
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
            fields["within"] = ask("Within which place? (may be empty)", self._maybe("place")) or None
        elif kind == "document":
            if "outlet" not in fields:
                fields["outlet"] = self.ask_name("Which outlet published it?", "actor")
            if "published" not in fields:
                fields["published"] = ask("When? (a date; may be empty)", _date("--published")) or None
        fields = {name: value for name, value in fields.items() if value not in (None, [], "")}
        if "id" not in fields:
            fields["id"] = ask("Id", _filled, default=self._propose(kind, fields))
        return build(model, fields, lambda field: f"--{field}" if field else kind)

    def _propose(self, kind: str, fields: dict[str, Any]) -> str:
        there = self.names.snapshot.records(kind)
        taken = {record.id for record in self.coming}  # type: ignore[attr-defined]
        return next(one for one in propose_ids(kind, fields) if one not in there and one not in taken)

    def _find(self, answer: str, kinds: Sequence[str]) -> str:
        """Take a known name; ask whether a similar one is meant, or a new one."""
        if not answer:
            raise UsageError("this cannot be empty")
        try:
            return self.names.find(answer, "this name", *kinds)
        except UnknownNameError as error:
            confirm = self.prompter.confirm
            near = list(error.suggestions)[:1]
            if near and len(error.suggestions) == 1:
                try:
                    one = self.names.find(near[0], "this name", *kinds)
                except UnknownNameError:
                    one = ""
                if one and confirm(f"  Not there. Did you mean {self._show(one, kinds)}?"):
                    return one
            elif error.suggestions:
                raise
            if not confirm(f"  Not there. Add {answer!r}?", default=False):
                raise UsageError("name another") from error
        kind = kinds[0]
        if len(kinds) > 1:
            kind = self.prompter.ask(
                f"  Is it an {', an '.join(kinds)}?", _one_of(kinds), default=kinds[0], words=kinds
            )
        record = self.ask_record(kind, {HEADLINES[kind]: answer})
        self.coming.append(record)
        return str(record.id)  # type: ignore[attr-defined]

    def _show(self, one: str, kinds: Sequence[str]) -> str:
        for kind in kinds:
            record = self.names.snapshot.records(kind).get(one)
            if record is not None:
                return f"{getattr(record, HEADLINES[kind]) or one} ({one})"
        return one

    def _ask_value(self, kind: str, given: "Sequence[str] | None") -> str | list[str]:
        if given:
            return self.names.read_value(kind, given)
        asked = type_named(kind)
        words = self._words(asked.refers_to) if asked.refers_to else ()
        return self.prompter.ask(
            f"Value ({asked.notation})", lambda answer: self._read_value(kind, answer), words=words
        )

    def _read_value(self, kind: str, answer: str) -> str | list[str]:
        if not answer:
            raise UsageError("this cannot be empty", hint="a claimant who gives no value withholds it")
        if home := type_named(kind).refers_to:
            words = [word.strip() for word in answer.split(",") if word.strip()]
            return self.names.read_value(kind, [self._find(word, (home,)) for word in words], "value")
        return self.names.read_value(kind, [answer], "value")

    def _tell_fact(self, key: str) -> None:
        claims = self.names.snapshot.find_facts([key])[key]
        note = self.prompter.run.streams.note
        note(f"  {key}: {len(claims)} {'claim' if len(claims) == 1 else 'claims'} so far")
        for claim in claims[:5]:
            value = (
                claim.what.value if isinstance(claim.what.value, str) else ", ".join(claim.what.value or ())
            )
            note(f"    {claim.who}: {value or claim.what.stance}")

    def _words(self, *kinds: str) -> list[str]:
        """List what can be typed for these kinds: ids, and names too."""
        words: dict[str, None] = {}
        for kind in kinds:
            for one, record in self.names.snapshot.records(kind).items():
                words[one] = None
                words[str(getattr(record, HEADLINES[kind]) or one)] = None
        words.update({str(record.id): None for record in self.coming})  # type: ignore[attr-defined]
        return list(words)

    def _actors(self, answer: str) -> list[str]:
        return [self._find(word.strip(), ("actor",)) for word in answer.split(",") if word.strip()]

    def _maybe(self, kind: str) -> Callable[[str], str]:
        return lambda answer: self._find(answer, (kind,)) if answer else ""


def _text(answer: str) -> str:
    return answer


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


def _date(option: str) -> Callable[[str], str]:
    def check(answer: str) -> str:
        if answer:
            check_date(answer, option)
        return answer

    return check


def _one_of(words: Sequence[str]) -> Callable[[str], str]:
    def check(answer: str) -> str:
        if answer not in words:
            raise UsageError(f"{answer!r} is not one of {', '.join(words)}")
        return answer

    return check
