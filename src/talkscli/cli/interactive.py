"""The questions that make a claim on a terminal: eight for the usual one, the rest where they are wanted."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import STANCES, SUBJECTS
from talkscli.cli.document_questions import DocumentAsker
from talkscli.cli.prompts import BackError
from talkscli.cli.record_questions import NOTHING, filled, show_date
from talkscli.desk.anchors import EXACT, place_anchor
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.revising import find_earlier
from talkscli.desk.starting import GENERAL
from talkscli.desk.texts import TextFolder
from talkscli.desk.verifying import explain_placement
from talkscli.desk.written_values import know_day, split_list
from talkscli.errors import UsageError, cut
from talkscli.index.claim_faults import LONGEST_QUOTE
from talkscli.queries.filters import ClaimFilter
from talkscli.values.as_written import UNKNOWN_STYLE
from talkscli.values.edtf import parse_edtf
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Record
    from talkscli.cli.prompts import Prompter
    from talkscli.desk.store_view import StoreView
    from talkscli.queries.rows import ClaimRow

SHOWN = 5
"""So many claims of the fact in question are shown."""

USUAL = 12
"""So many properties are shown to choose from."""

WITHHELD = NOTHING
"""The answer where a claimant was asked and gave no value."""

STEPS = ("document", "who", "about", "property", "value", "status", "when", "revises", "anchor")
"""What is asked of a claim, in this order; the last question is whether to write it.

The status is asked for only of a day that is to come, and what is corrected only where the claimant said
something else before.
"""

_KINDS: dict[str, tuple[str, ...]] = {
    "document": ("document",),
    "who": ("actor",),
    "about": SUBJECTS,
    "property": ("property",),
}
"""Of which kinds it can be what a field names."""

_ANCHOR = re.compile(r"(?:¶|§|par(?:agraph)?\.?)?\s*([0-9]{1,6})\s*(?::\s*(.*))?")
_DENIED = re.compile(r"not\s+(.+)", re.IGNORECASE)


class Asker(DocumentAsker):
    """Asks for one claim and for what the store lacks to hold it."""

    def __init__(self, prompter: "Prompter", view: "StoreView", texts: str | None = None) -> None:
        super().__init__(prompter, view)
        self.drafter = ClaimDrafter(self.resolver, lambda _: "")
        self._folder = TextFolder(texts) if texts else None

    def ask_claim(self, given: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for what is needed and not given, and return the fields of the claim.

        Args:
            given: The fields that are given.
            last: The fields of the claim that was entered before it, which are proposed; or nothing.
        """
        fields = dict(given)
        for name in _KINDS:
            if given.get(name):
                fields[name] = self._find_given(name, given[name])
        steps = [name for name in STEPS if not fields.get(name)]
        if given.get("stance") == "withholds" or given.get("value"):
            steps = [name for name in steps if name != "value"]
        if given.get("paragraph") is not None or given.get("quote"):
            steps.remove("anchor")
        proposed = {name: last[name] for name in ("document", "who", "about") if name in last}
        at, asked = 0, list[int]()
        self.prompter.can_go_back = True
        while at < len(steps):
            if not self._is_asked(steps[at], fields):
                fields.pop(steps[at], None)
                at += 1
                continue
            try:
                fields |= self._take_step(steps[at], fields, proposed)
            except BackError:
                at = asked.pop() if asked else at
                proposed |= {name: fields[name] for name in _KINDS if fields.get(name)}
            else:
                asked.append(at)
                at += 1
        self.prompter.can_go_back = False
        return fields

    def list_coming(self, fields: Mapping[str, Any]) -> "list[Record]":
        """List the new records that a claim needs."""
        named: list[str] = []
        for value in fields.values():
            named += value if isinstance(value, list) else [str(value)]
        return self.list_needed(named)

    def _find_given(self, name: str, word: str) -> str:
        """Take what an option names, and ask about a name that the store does not have; empty for a slip."""
        try:
            return self.find_document(word) if name == "document" else self.find(word, _KINDS[name])
        except UsageError as error:
            self.prompter.tell(error)
            return ""

    def _is_asked(self, name: str, fields: Mapping[str, Any]) -> bool:
        """Tell whether there is a reason for a question."""
        if name == "status":
            return self._is_ahead(fields)
        return name != "revises" or self._find_corrected(fields) is not None

    def _take_step(self, name: str, fields: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, Any]:
        if name == "value":
            return self._ask_value(fields)
        if name == "revises":
            return {"revises": self._ask_whether_correction(fields)}
        if name == "anchor":
            return self._ask_anchor(fields)
        if name == "who":
            self.outlet = self.resolver.outlet_of(fields["document"])
        if name == "about":
            last = {"document": fields["document"], **last}
        return {name: self._settle(name, last) if name in _KINDS else self.ask_field(name, fields)}

    def ask_field(self, name: str, fields: Mapping[str, Any]) -> Any:
        """Ask for one field of a claim anew, or for one that is not asked for as a rule."""
        ask = self.prompter.ask
        if name in _KINDS:
            return self._settle(name, fields)
        if name == "value":
            return self._ask_value(fields)["value"]
        if name == "when":
            published = self.resolver.published_of(fields["document"])
            known = f"by {show_date(published)}" if published else "not told"
            question = f"When was it said? (empty: {known})"
            said = ask(question, lambda answer: self.read_date(answer, published, is_last=True))
            if said and published and parse_edtf(said).earliest > parse_edtf(published).latest:
                self.prompter.note(f"  the document is of {show_date(published)}, before that")
            return said
        if name == "at":
            question = "Of which time does the value speak, if not of the fact's own? (a date; may be empty)"
            published = self.resolver.published_of(fields["document"])
            return ask(question, lambda answer: self.read_date(answer, published))
        if name in {"paragraph", "quote"}:
            return self._ask_anchor(fields)[name]
        if name == "stance":
            return ask("Stance", _one_of(STANCES), default="asserts", complete=_completing(STANCES))
        if name == "only":
            who = self.resolver.name_of(("actor",), fields["who"])
            return self.prompter.confirm(f"Does {who} rule out anything else?", default=False)
        if name == "status":
            words = self.view.archive.statuses() or ["planned", "proposed", "agreed", "held"]
            question, default = f"Status: {', '.join(words[:6])} …", ""
            if self._is_ahead(fields):
                self.prompter.note("  That is after the day of the document.")
                question, default = f"{question} ({NOTHING}: none)", "planned"
            else:
                question += " (may be empty)"
            return ask(question, _nothing_or_word, default=default, complete=_completing(words))
        if name == "revises":
            return ask("Which claim does it correct? (an id; may be empty)", str)
        if name in {"via", "mentions"}:
            kinds = ("actor",) if name == "via" else SUBJECTS
            what = (
                "Through whom did it come to the document" if name == "via" else "What else does it mention"
            )
            return ask(
                f"{what}? (semicolons between; may be empty)",
                lambda answer: [self.find(word, kinds) for word in self._split(answer, kinds) if word],
                complete=self.choices.complete(kinds),
                describe=self.choices.describe(kinds),
            )
        if name == "tags":
            return ask(
                "Tags (semicolons between; may be empty)", lambda answer: split_list(answer, _is_no_name)
            )
        if name == "text":
            return ask("The claim in one sentence", filled, draft=str(fields.get("text") or ""))
        return ask(f"{name.capitalize()} (may be empty)", str)

    def _settle(self, name: str, last: Mapping[str, Any]) -> str:
        """Ask for the document, the claimant, the subject or the property, and return its id."""
        kinds = _KINDS[name]
        if name == "document":
            return self.ask_document(last)
        if name == "who":
            return self.ask_name("Who says so?", kinds, default=self.propose(kinds, last.get("who")))
        if name == "about":
            question = "About what? An event, a place, a person, a body"
            about = last.get("about") or self._find_usual_subject(last.get("document"))
            return self.ask_name(question, kinds, default=self.propose(kinds, about))
        return self._ask_property(last)

    def _find_usual_subject(self, document: str | None) -> str:
        """Return what the document's claims are about, or else the event that came last into the store."""
        wanted = ClaimFilter(document=(document or "",))
        found = next(self.view.archive.claims(wanted, 1), None)
        return str(found["about"]) if found else next(reversed(self.view.header.by_kind["event"]), "")

    def _ask_property(self, last: Mapping[str, Any]) -> str:
        there = self.view.header.by_kind["property"]
        general = [one.id for one in GENERAL if one.id in there]
        usual = dict.fromkeys([*self.view.archive.usual_properties(USUAL), *general, *there])
        shown = list(usual)[:USUAL]
        more = " …" if len(there) > len(shown) else ""
        self.prompter.note(f"  {', '.join(shown)}{more}  (? lists all, a new word makes one)")
        default = self.propose(("property",), last.get("property"))
        return self.ask_name("Which property of it?", ("property",), default=default)

    def _ask_value(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for the value; what is denied or withheld is said with it."""
        prop = fields["property"]
        self._tell_fact(f"{fields['about']}.{prop}")
        kind = self.resolver.type_of(prop)
        published = self.resolver.published_of(fields["document"])
        self.drafter.style = know_day(UNKNOWN_STYLE, published)
        asked = type_named(kind)
        home = asked.refers_to

        def read(answer: str) -> dict[str, Any]:
            if answer == WITHHELD:
                return {"stance": "withholds", "value": None}
            denied = None if asked.is_wording else _DENIED.fullmatch(answer)
            value = self._read_value(kind, denied[1] if denied else answer)
            stance = "denies" if denied else fields.get("stance") or "asserts"
            return {"value": value, "stance": "asserts" if stance == "withholds" else stance}

        return self.prompter.ask(
            f"Value, such as {asked.examples}" if asked.examples else f"Value, {asked.notation}",
            read,
            complete=self.choices.complete((home,)) if home else None,
            describe=self.choices.describe((home,)) if home else _explain_values,
        )

    def _read_value(self, kind: str, answer: str) -> str | list[str]:
        if not answer:
            raise UsageError(
                "this cannot be empty", hint=f"write {WITHHELD} if no value was given when asked"
            )
        asked = type_named(kind)
        if home := asked.refers_to:
            ids = [self.find(word, (home,)) for word in self._split(answer, (home,))]
            return asked.join_ids(ids)
        value = self.drafter.read_value(kind, answer)
        remarks, self.resolver.remarks = self.resolver.remarks, []
        if remarks and asked.has_days:
            self.tell_date(str(value))
        else:
            for remark in remarks:
                self.prompter.note(f"  {remark}")
        return value

    def _is_ahead(self, fields: Mapping[str, Any]) -> bool:
        """Tell whether the value is days that lie after the document's."""
        kind, value = self.resolver.type_of(fields["property"]), fields.get("value")
        published = self.resolver.published_of(fields["document"])
        if not type_named(kind).has_days or not isinstance(value, str) or not published:
            return False
        return parse_edtf(value).earliest > parse_edtf(published).latest

    def _find_corrected(self, fields: Mapping[str, Any]) -> "ClaimRow | None":
        """Return what the claimant said before, if that was something else."""
        if fields.get("stance") == "withholds":
            return None
        return find_earlier(self.view.archive, self.resolver, fields)

    def _ask_whether_correction(self, fields: Mapping[str, Any]) -> str | None:
        """Ask whether the claim corrects what its claimant said before, and return the id of that."""
        earlier = self._find_corrected(fields)
        if earlier is None:
            return None
        told = f", {show_date(earlier['when'])}" if earlier["when"] else ""
        self.prompter.note(f"  Said before: {earlier['text']} ({earlier['id']}{told})")
        is_corrected = self.prompter.confirm("  Does the claimant correct that?", default=False)
        return str(earlier["id"]) if is_corrected else None

    def _ask_anchor(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Ask where in the document it stands; where the text is at hand, its words tell the paragraph."""
        paragraphs: Sequence[str] = ()
        if self._folder is not None:
            paragraphs = self._folder.read(self.resolver.record_of("document", fields["document"])).paragraphs

        def read(answer: str) -> dict[str, Any]:
            found = _ANCHOR.fullmatch(answer)
            number = int(found[1]) if found and int(found[1]) > 0 else None
            words = (found[2] or "") if number is not None and found else answer
            words = words.strip().strip('"“”«»„').strip()
            if len(words.split()) > LONGEST_QUOTE:
                raise UsageError(
                    f"these are {len(words.split())} words", hint=f"anchor it in at most {LONGEST_QUOTE}"
                )
            if words and paragraphs:
                placement = place_anchor(words, number, paragraphs)
                if placement.state != EXACT:
                    raise UsageError(explain_placement(placement, number), hint="write the words of the text")
                number = placement.found[0]
                self.prompter.note(f"  in paragraph {number}")
            return {"paragraph": number, "quote": words or None}

        what = (
            "Its words there, at most 12" if paragraphs else "Where in it? Paragraph: words, as in 3: he said"
        )
        return self.prompter.ask(f"{what} (may be empty)", read)

    def _tell_fact(self, key: str) -> None:
        """Tell how many claims of a fact there are, and what some of them say."""
        fact = self.view.archive.fact(key)
        note = self.prompter.note
        if fact is None:
            note(f"  {key}: no claims so far")
            return
        note(f"  {key}: {fact.claims} {'claim' if fact.claims == 1 else 'claims'} so far")
        home = type_named(self.resolver.type_of(key.rpartition(".")[2])).refers_to
        for row in self.view.archive.claims(ClaimFilter(fact=(key,)), SHOWN):
            values = row["value"] if isinstance(row["value"], list) else [row["value"] or ""]
            value = ", ".join(self.resolver.name_of((home,), one) if home else one for one in values)
            denied = "not " if row["stance"] == "denies" else ""
            note(f"    {row['who_name']}: {denied}{cut(value) or row['stance']}")

    def _split(self, answer: str, kinds: Sequence[str]) -> list[str]:
        """Part an answer that names several things."""
        return split_list(answer, lambda text: self.resolver.is_sure(text, kinds))


def _one_of(words: Sequence[str]) -> Callable[[str], str]:
    def check(answer: str) -> str:
        if answer not in words:
            raise UsageError(f"{answer!r} is not one of {', '.join(words)}")
        return answer

    return check


def _nothing_or_word(answer: str) -> str:
    return "" if answer == NOTHING else answer


def _completing(words: Sequence[str]) -> Callable[[str], list[str]]:
    return lambda text: [word for word in words if word.startswith(text)]


def _explain_values(text: str) -> list[str]:
    del text
    return [
        "as people write it: 40, about 40, more than 1,000, 23 July, Tuesday, mid-May, 1 h 30 min",
        "not … denies it; - says that the claimant gave no value when asked",
    ]


def _is_no_name(text: str) -> bool:
    del text
    return False
