"""Claims proposed by a model, each checked as a claim that is written before anybody sees it."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talkscli.claims import Actor, Document
from talkscli.desk.anchors import find_quote
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.records import build
from talkscli.desk.resolver import Resolver
from talkscli.desk.text_checks import check_anchor
from talkscli.drafting.article import LONGEST_PARAGRAPH
from talkscli.drafting.documents import UNKNOWN_OUTLET
from talkscli.drafting.draft_file import MOST_WORDS, DraftNote, Proposal
from talkscli.drafting.instructions import UNREADABLE, Instructions, split_text
from talkscli.drafting.model_answers import ModelClaim, answer_schema, read_rows
from talkscli.drafting.proposal_ids import ProposalIds
from talkscli.errors import TalksError, UsageError

if TYPE_CHECKING:
    from talkscli.claims import Claim
    from talkscli.drafting.chat_server import ChatServer, Message
    from talkscli.drafting.documents import DraftDocument
    from talkscli.queries.archive import Archive

MOST_PARTS = 40
"""A text of more parts is no article; each may cost money."""

_NOTED = ("number", "why", "sure")
"""The fields of an answer that are not the claim's."""


@dataclass(slots=True)
class Refused:
    """A claim of a model that is not proposed."""

    document: str
    claim: object
    """As the model gave it; None where its answer had none."""
    reason: str


class ModelDrafter:
    """Drafts claims from articles by a model, against the vocabulary of one store."""

    def __init__(self, archive: "Archive", server: "ChatServer") -> None:
        self._archive = archive
        self._server = server
        self._schema = answer_schema()

    def draft(self, document: "DraftDocument", proposals: list[Proposal], refused: list[Refused]) -> None:
        """Ask for the claims of a document, part by part.

        Args:
            document: The document.
            proposals: Gets the claims that hold.
            refused: Gets those that do not, after they went back to the model once.

        Raises:
            ServerError: the server cannot be asked at all.
            UsageError: it refuses this document, or answers what cannot be read; what it said before stays.
        """
        parts = list(split_text(document.paragraphs, LONGEST_PARAGRAPH))
        if len(parts) > MOST_PARTS:
            problem = f"the text would be read in {len(parts):,} parts, and {MOST_PARTS} are the most"
            raise UsageError(problem, place=document.id, hint="split it")
        if not parts:
            return
        check = _Checks(self._archive, document, self._server)
        instructions = Instructions(self._archive, document, self._schema)
        check.statuses = frozenset(instructions.statuses)
        for part in parts:
            try:
                self._read_part(instructions, check, part, proposals, refused)
            except TalksError as error:
                error.place = error.place or document.id
                raise

    def _read_part(
        self,
        instructions: Instructions,
        check: "_Checks",
        part: Sequence[int],
        proposals: list[Proposal],
        refused: list[Refused],
    ) -> None:
        messages = instructions.ask_for(part)
        rows, is_whole, said = self._ask(messages)
        document = check.document.id
        if not rows and not is_whole:
            messages += [_speak(said), {"role": "user", "content": UNREADABLE}]
            rows, is_whole, said = self._ask(messages)
            if not rows and not is_whole:
                problem = f"in place of claims, {self._server.name} answers what cannot be read"
                raise UsageError(problem, place=document, hint="try another model")
        faults: dict[int, tuple[object, str]] = {}
        for number, row in enumerate(rows, 1):
            if fault := check.take(row, proposals):
                faults[number] = row, fault
        if not is_whole:
            reason = f"the answer on paragraphs {part[0]} to {part[-1]} was cut off; claims may be missing"
            refused.append(Refused(document, None, reason))
        if not faults:
            return
        told = [(number, row, fault) for number, (row, fault) in faults.items()]
        messages += [_speak(said), {"role": "user", "content": instructions.ask_to_mend(told)}]
        try:
            mended, _, _ = self._ask(messages)
            for row in mended:
                given: Any = row.get("number") if isinstance(row, dict) else None
                number = given if isinstance(given, int) else 0
                if number not in faults:
                    # Some models give all of their answer again.
                    if row not in rows and not check.is_known(row):
                        reason = "it came back under a number that was not sent back"
                        refused.append(Refused(document, row, reason))
                elif fault := check.take(row, proposals):
                    faults[number] = row, fault
                else:
                    del faults[number]
        finally:
            # What was refused is told whatever becomes of the second question.
            refused += [Refused(document, row, fault) for row, fault in faults.values()]

    def _ask(self, messages: "list[Message]") -> tuple[list[Any], bool, str]:
        answer = self._server.ask(messages, self._schema)
        rows, is_whole = read_rows(answer.text)
        return [self._clean(row) for row in rows], is_whole and not answer.is_cut, answer.text

    def _clean(self, row: object) -> object:
        """Return what a model gave for a claim without the key; None where it cannot be written as JSON."""
        try:
            text = json.dumps(row, ensure_ascii=False, allow_nan=False)
        except (ValueError, RecursionError):
            return None
        hidden = self._server.hide_key(text)
        return row if hidden == text else json.loads(hidden)


def _speak(words: str) -> "Message":
    return {"role": "assistant", "content": words or "{}"}


class _Checks:
    """Holds the claims of a model against store and text, as claims that are added are held."""

    def __init__(self, archive: "Archive", document: "DraftDocument", server: "ChatServer") -> None:
        self.document = document
        self.statuses: frozenset[str] = frozenset()
        self._server = server
        self._ids = ProposalIds(archive, document)
        self._resolver = resolver = Resolver(archive)
        if not resolver.is_taken("document", document.id):
            # A file that the store does not have is read as if it had it: the draft says what is missing.
            if document.outlet == UNKNOWN_OUTLET and not resolver.is_taken("actor", UNKNOWN_OUTLET):
                resolver.add(Actor(id=UNKNOWN_OUTLET, kind="outlet", name=document.outlet_name))
            fields = {"id": document.id, "outlet": document.outlet, "title": document.id}
            if document.published:
                fields["published"] = document.published
            resolver.add(build(Document, fields, str))
        self._drafter = ClaimDrafter(resolver)
        self._said: set[tuple[object, ...]] = set()

    def take(self, row: object, proposals: list[Proposal]) -> str:
        """Add the proposal that a model's claim makes; return why it makes none, or nothing."""
        remarks: dict[str, None] = {}
        try:
            given = self._read(row)
            claim = self._make_claim(given, remarks)
            self._check(claim, remarks)
        except TalksError as error:
            return "; ".join(map(_tell, (error, *error.others)))[:MOST_WORDS]
        mark = _mark(claim)
        if mark in self._said:
            return "another claim of the answer says the same"
        self._said.add(mark)
        proposals.append(self._propose(claim, given, remarks))
        return ""

    def is_known(self, row: object) -> bool:
        """Tell whether a model's claim is one that was proposed already."""
        try:
            return _mark(self._make_claim(self._read(row), {})) in self._said
        except TalksError:
            return False

    def _read(self, row: object) -> ModelClaim:
        if not isinstance(row, dict):
            raise UsageError("it is not an object", hint="as the schema has it")
        told = {name: value for name, value in row.items() if value is not None}
        return build(ModelClaim, told, str)

    def _make_claim(self, given: ModelClaim, remarks: dict[str, None]) -> "Claim":
        """Make the claim, in which names are found and values read by the rules of writing."""
        fields = {name: value for name, value in given.model_dump().items() if name not in _NOTED}
        fields["document"] = self.document.id
        try:
            claim = self._drafter.draft(fields).claim
        finally:
            remarks.update(dict.fromkeys(self._resolver.remarks))
            self._resolver.remarks.clear()
        via = [one for one in claim.source.via if one != self.document.outlet]
        return claim.model_copy(update={"source": claim.source.model_copy(update={"via": via})})

    def _check(self, claim: "Claim", remarks: dict[str, None]) -> None:
        status, source = claim.what.status, claim.source
        if status is not None and status not in self.statuses:
            raise UsageError(
                f"{status} is no status that is known", place="status", hint="take one of the list"
            )
        if not source.quote or not source.quote.strip() or source.paragraph is None or source.paragraph < 1:
            raise UsageError("is missing", place="quote", hint="copy words of the paragraph")
        told: list[str] = []
        paragraphs = self.document.paragraphs
        check_anchor(claim, paragraphs, self._resolver.type_of(claim.what.property), told)
        text = paragraphs[source.paragraph - 1]
        place = find_quote(text, source.quote)
        if place is not None and find_quote(text[place[0] + 1 :], source.quote) is not None:
            problem = f"the words stand in paragraph {source.paragraph} more than once"
            raise UsageError(problem, place="quote", hint="take more words, at most 12")
        remarks.update(dict.fromkeys(told))

    def _propose(self, claim: "Claim", given: ModelClaim, remarks: dict[str, None]) -> Proposal:
        document = self.document
        one = self._ids.propose(claim.what.about, claim.what.property, claim.who)
        note = DraftNote(
            score=round(min(1.0, max(0.0, given.sure)), 2) if math.isfinite(given.sure) else 0.0,
            why=given.why.strip()[:MOST_WORDS] or "the model gives no reason",
            missing=[remark[:MOST_WORDS] for remark in (*document.missing, *remarks)][:50],
            text_sha256=document.text.sha256,
            by=self._server.name[:MOST_WORDS],
        )
        fields = {name: getattr(claim, name) for name in type(claim).model_fields}
        return Proposal.model_construct(**{**fields, "id": one, "draft": note})


def _mark(claim: "Claim") -> tuple[object, ...]:
    """Return what two claims have in common that say the same of one paragraph, in whatever words."""
    what = claim.what
    said = (what.about, what.property, str(what.value), what.stance, what.status, what.at, what.only)
    return (claim.who, claim.source.paragraph, *said)


def _tell(error: TalksError) -> str:
    parts = [f"{error.place}: {error.message}" if error.place else error.message, error.hint]
    return " - ".join(part for part in parts if part)


def write_refused(refused: Sequence[Refused]) -> Iterator[bytes]:
    """Yield the lines of a file of refused claims."""
    for one in refused:
        fields = {"document": one.document, "reason": one.reason, "claim": one.claim}
        # Half of a surrogate pair, of which a model may have written one, is written as JSON writes it.
        yield (json.dumps(fields, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
