"""Drafts looked through at a terminal: statement by statement, with one letter and ENTER."""

from typing import TYPE_CHECKING, Any

from talkscli.claims import SUBJECTS
from talkscli.cli.record_questions import RecordAsker
from talkscli.desk.claim_content import flatten_claim
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.text_checks import TextChecker
from talkscli.desk.written_values import split_list
from talkscli.drafting.review_state import ACCEPTED, OPEN, SKIPPED
from talkscli.drafting.reviewing import iterate_open
from talkscli.errors import TalksError, UsageError
from talkscli.output.terminal import draw_blocks
from talkscli.reports.labels import count_words
from talkscli.reports.reviews import StatementView
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.claims import Claim
    from talkscli.cli.prompts import Prompter
    from talkscli.drafting.reviewing import Draft, Review
    from talkscli.queries.labels import Labels

KEYS = "a accept · s skip · e edit · n next · b back · q stop · ? help"
HELP = (
    "a        accept every claim of this statement; a 2 or a 1,3 only those",
    "s        skip them; s 2 only that one",
    "e 2      change a field of claim 2, and accept it",
    "o 2      open again what was accepted or skipped",
    "n        go on, and decide later",
    "b        go back to the statement before; g 7 goes to statement 7",
    "p        show the whole paragraph",
    "w        write what is accepted, and end",
    "q        stop; what was decided is kept beside the drafts for the next time",
)

FIELDS = (
    "who", "about", "property", "value", "stance", "status", "only", "at", "when", "text", "paragraph",
    "quote", "via", "mentions", "tags", "note",
)  # fmt: skip
"""The fields of a claim that can be changed; its document is that from which it was drafted."""
_NAMES: dict[str, tuple[str, ...]] = {
    "who": ("actor",), "about": SUBJECTS, "property": ("property",), "via": ("actor",), "mentions": SUBJECTS,
}  # fmt: skip
_BESIDE_TEXT = frozenset({"text", "paragraph", "quote", "via", "mentions", "tags", "note"})
"""A change of these leaves the claim's sentence right."""
_CLEAR = "-"


class ReviewSession:
    """Shows one statement after the other and does what is answered."""

    def __init__(self, prompter: "Prompter", review: "Review", labels: "Labels", texts: str | None) -> None:
        self.prompter = prompter
        self.review = review
        self.labels = labels
        self._texts = texts
        self._note = prompter.run.streams.note

    def run(self) -> bool:
        """Go through what is open; return whether what was accepted is to be written now."""
        review = self.review
        count = len(review.statements)
        place: int | None = next(iterate_open(review.statements), count)
        while place is not None:
            if place < count:
                self.show(place)
                place = self.ask(place)
                continue
            answer = self.finish()
            if answer != "b" or not count:
                return answer == "y"
            place = count - 1
        return False

    def show(self, place: int, *, whole: bool = False) -> None:
        """Draw a statement."""
        view = StatementView(self.review, self.labels, place, whole=whole)
        draw_blocks(self.prompter.run.streams, view.blocks())

    def ask(self, place: int) -> int | None:
        """Do what is answered until another statement is to be shown; return its place, or None to stop."""
        count = len(self.review.statements)
        while True:
            self._note("")
            answer = self.prompter.ask(KEYS, str)
            letter, _, rest = answer.strip().partition(" ")
            letter = letter.lower()
            if letter[1:].replace(",", "").isdigit():  # a2, as a 2
                letter, rest = letter[0], letter[1:] + rest
            try:
                if letter in {"a", "s", "o"}:
                    if self.decide(place, letter, rest):
                        return self.find_next(place)
                elif letter == "e":
                    self.edit(place, rest)
                    if not any(draft.is_open for draft in self.review.statements[place]):
                        return self.find_next(place)
                    self.show(place)
                elif letter == "n":
                    return place + 1
                elif letter == "b":
                    return max(0, place - 1)
                elif letter == "g":
                    return read_number(rest, count, "statement") - 1
                elif letter == "p":
                    self.show(place, whole=True)
                elif letter == "w":
                    return count
                elif letter == "q":
                    return None
                else:
                    for line in HELP:
                        self._note(f"  {line}")
            except UsageError as error:
                self._note(f"  {error.message}{f'; {error.hint}' if error.hint else ''}")

    def find_next(self, place: int) -> int:
        """Return the place of the next statement of which something is open, or the end."""
        later = (one for one in iterate_open(self.review.statements) if one > place)
        return next(later, len(self.review.statements))

    def decide(self, place: int, letter: str, rest: str) -> bool:
        """Accept, skip or open claims of a statement; return whether nothing of it is open any more."""
        state = {"a": ACCEPTED, "s": SKIPPED, "o": OPEN}[letter]
        statement = self.review.statements[place]
        chosen = self.choose(statement, rest)
        if not rest.strip() and letter != "o":
            # A key for all of it leaves alone what was decided one by one.
            chosen = [draft for draft in chosen if draft.is_open] or chosen
        done = self.review.decide(chosen, state)
        if not done:
            self._note("  there is nothing to decide here; n goes on")
            return False
        if any(draft.is_open for draft in statement):
            self.show(place)
            return False
        return True

    def choose(self, statement: "Sequence[Draft]", rest: str) -> "list[Draft]":
        """Return the claims that numbers name, or all.

        Raises:
            UsageError: there is no such number.
        """
        words = rest.replace(",", " ").split()
        if not words:
            return list(statement)
        return [statement[read_number(word, len(statement), "claim") - 1] for word in words]

    def edit(self, place: int, rest: str) -> None:
        """Ask for a field and what it is to be; the claim is checked, and accepted."""
        statement = self.review.statements[place]
        free = [str(number) for number, draft in enumerate(statement, 1) if draft.can_decide]
        if not rest.strip():
            rest = free[0] if len(free) == 1 else self.prompter.ask("Which claim? (its number)", str)
        draft = self.choose(statement, rest.strip() or "1")[0]
        if not draft.can_decide:
            raise UsageError(f"it is {draft.state}, and cannot be changed")
        fields = flatten_claim(draft.claim)
        for name in FIELDS:
            if fields[name] not in (None, [], False, ""):
                self._note(f"  {name}: {show_field(fields[name])}")
        while name := self.prompter.ask("Field (empty: done)", check_field, complete=complete_field):
            try:
                changed = self.ask_field(fields, name)
                claim = self.build(changed)
            except TalksError as error:
                self.prompter.tell(error)
                continue
            fields = flatten_claim(claim)
            self.review.edit(draft, claim)
            self._note(f"  {name}: {show_field(fields[name]) or 'cleared'}; the claim is accepted")
            if name not in _BESIDE_TEXT:
                self._note(f"  its sentence is: {claim.what.text}")

    def ask_field(self, fields: dict[str, Any], name: str) -> dict[str, Any]:
        """Ask what a field is to be, and return the fields with that; what the store lacks can be added.

        Raises:
            TalksError: the answer means nothing there.
        """
        resolver = self.review.resolver
        asker = RecordAsker(self.prompter, self.review.view, resolver)
        kinds = _NAMES.get(name)
        if name == "value":
            home = type_named(resolver.type_of(fields["property"])).refers_to
            kinds = (home,) if home else None
        answer = self.prompter.ask(
            f"{name} ({_CLEAR} clears it)",
            str,
            draft=show_field(fields[name]),
            complete=asker.choices.complete(kinds) if kinds else None,
            describe=asker.choices.describe(kinds) if kinds else None,
        )
        if answer in {_CLEAR, ""}:
            return {**fields, name: None}
        if kinds is None:
            return {**fields, name: answer}
        if name in {"who", "about", "property"}:
            return {**fields, name: asker.find(answer, kinds)}
        words = split_list(answer, lambda text: resolver.is_sure(text, kinds))
        return {**fields, name: [asker.find(word, kinds) for word in words if word]}

    def build(self, fields: dict[str, Any]) -> "Claim":
        """Make the claim of its fields, checked against the store and the text.

        Raises:
            TalksError: the fields make no claim that may stand there.
        """
        checker = TextChecker(self._texts) if self._texts else None
        drafter = ClaimDrafter(self.review.resolver, str, checker=checker)
        claim = drafter.draft(fields).claim
        resolver = self.review.resolver
        for remark in dict.fromkeys(resolver.remarks):
            self._note(f"  {remark.removeprefix(': ')}")
        resolver.remarks.clear()
        return claim

    def tell_kept(self) -> None:
        """Tell that what was decided is kept, where something is left to do."""
        state = self.review.state
        accepted = len(self.review.accepted)
        if not accepted and not any(draft.is_open for draft in self.review.drafts):
            return
        told = (
            f"{count_words(accepted, 'claim')} accepted, not written yet"
            if accepted
            else "nothing was written"
        )
        self._note(f"{told}; {state.path} keeps what was decided" if state.path else told)

    def finish(self) -> str:
        """Tell how the drafts stand, and ask whether to write: y, n, or b to go back."""
        counts = self.review.count()
        told = ", ".join(f"{count} {state}" for state, count in counts.items())
        self._note(
            f"{count_words(len(self.review.drafts), 'draft')}: {told}" if told else "there are no drafts"
        )
        accepted = len(self.review.accepted)
        if not accepted:
            return "n"
        question = (
            f"Write {count_words(accepted, 'claim')}? (y writes · n keeps them for later · b goes back)"
        )
        return self.prompter.ask(question, check_answer, default="y")


def check_answer(answer: str) -> str:
    """Return y, n or b.

    Raises:
        UsageError: it is none of them.
    """
    letter = {"yes": "y", "no": "n", "back": "b"}.get(answer.lower(), answer.lower())
    if letter not in {"y", "n", "b"}:
        raise UsageError("write y, n or b")
    return letter


def read_number(word: str, most: int, what: str) -> int:
    """Return a number from 1.

    Raises:
        UsageError: it is none, or there are not so many.
    """
    word = word.strip()
    if not (word.isascii() and word.isdigit() and len(word) < 9 and 1 <= int(word) <= most):
        raise UsageError(f"there is no {what} {word!r}", hint=f"there are {most}")
    return int(word)


def check_field(answer: str) -> str:
    """Return the name of a field, also where only its beginning is given.

    Raises:
        UsageError: there is no such field, or several begin so.
    """
    if not answer or answer in FIELDS:
        return answer
    found = complete_field(answer.lower())
    if len(found) != 1:
        raise UsageError(f"no field {answer!r}; there are: {', '.join(FIELDS)}")
    return found[0]


def complete_field(start: str) -> list[str]:
    """List the fields that begin so."""
    return [name for name in FIELDS if name.startswith(start)]


def show_field(value: Any) -> str:
    """Write what a field holds."""
    if value is None or value is False:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else "yes" if value is True else str(value)
