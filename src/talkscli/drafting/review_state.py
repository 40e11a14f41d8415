"""What was decided of drafts, kept beside their file, so that a review can go on tomorrow.

`drafts.ndjson.review` is a JSON object: by the key of a draft, whether it was accepted, skipped or written,
with the claim where it was edited; and the records that edits made necessary. It is replaced as a whole after
each decision. A draft is known by what it says, so that decisions outlive drafting anew.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Literal

from pydantic import Field

from talkscli.claims import MODELS, Claim, Record, id_of, kind_of
from talkscli.desk.records import build, parse_json
from talkscli.drafting.draft_file import Proposal
from talkscli.errors import StoreWriteError, UsageError
from talkscli.files.plain_files import read_plain_file
from talkscli.files.replacement import Replacement
from talkscli.files.style import simplify

OPEN = "open"
ACCEPTED = "accepted"
SKIPPED = "skipped"
WRITTEN = "written"

ENDING = ".review"
LARGEST = 1 << 26
_AGAIN = "delete it to begin the review anew"


class Decision(Record):
    """What was decided of one draft."""

    state: Literal["accepted", "skipped", "written"]
    """Written claims are in the store."""
    claim: Claim | None = None
    """The claim where it was edited."""


class _File(Record):
    """The form of the file."""

    review: Literal[1]
    decisions: dict[str, Decision] = Field(default_factory=dict)
    records: list[dict[str, Any]] = Field(default_factory=list)


class ReviewState:
    """The decisions on one file of drafts; without a file they are only remembered."""

    def __init__(self, path: str | None = None) -> None:
        """Read what was decided before.

        Raises:
            UsageError: the file is not one of this program.
        """
        self.path = path
        self.decisions: dict[str, Decision] = {}
        self.records: list[Record] = []
        """The records that edited claims need and the store lacks."""
        self._raw = b""
        """The file as it was read or written last."""
        if path is not None and (raw := _read(path)) is not None:
            self._take(raw, path)

    def decide(
        self,
        keys: "Iterable[str]",
        state: str,
        claims: Mapping[str, Claim] | None = None,
        records: "Iterable[Record]" = (),
    ) -> None:
        """Keep what was decided of some drafts; open means that nothing is.

        Args:
            keys: The drafts.
            state: What was decided of all of them.
            claims: Those that were edited, by their draft.
            records: The records that these need and the store lacks.

        Raises:
            UsageError: the file has become something else.
            StoreWriteError: it could not be written.
        """
        # Somebody may review the same drafts at another terminal: what was decided there stays.
        if self.path is not None and (raw := _read(self.path)) not in {None, self._raw}:
            self._take(raw or b"", self.path)
        known = {(kind_of(one), id_of(one)) for one in self.records}
        self.records += [one for one in records if (kind_of(one), id_of(one)) not in known]
        for key in keys:
            if state == OPEN:
                self.decisions.pop(key, None)
                continue
            before = self.decisions.get(key)
            claim = (claims or {}).get(key) or (before.claim if before else None)
            self.decisions[key] = Decision.model_validate({"state": state, "claim": claim})
        self.save()

    def save(self) -> None:
        """Put the decisions into the file.

        Raises:
            StoreWriteError: it could not be written.
        """
        if self.path is None:
            return
        whole = {
            "review": 1,
            "decisions": {key: simplify(one) for key, one in self.decisions.items()},
            "records": [{"record": kind_of(one), **simplify(one)} for one in self.records],
        }
        raw = (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
        try:
            with Replacement(self.path) as new:
                new.write(raw)
                new.finish()
                new.replace()
        except OSError as error:
            raise StoreWriteError(
                f"what was decided cannot be kept: {error.strerror or error}",
                place=self.path,
                hint="copy the drafts to where you may write",
            ) from error
        self._raw = raw

    def _take(self, raw: bytes, path: str) -> None:
        self._raw = raw
        try:
            fields = parse_json(raw.decode())
            file = build(_File, fields, lambda field: f"{path}: {field}")
            self.decisions = dict(file.decisions)
            self.records = [_make_record(one, f"{path}: records") for one in file.records]
        except (UsageError, UnicodeDecodeError) as error:
            problem = f": {error.message}" if isinstance(error, UsageError) else ""
            raise UsageError(f"this is no file of decisions{problem}", place=path, hint=_AGAIN) from error


def _make_record(given: Mapping[str, Any], place: str) -> Record:
    kind = str(given.get("record"))
    if kind not in MODELS:
        raise UsageError(f"{kind!r} is no kind of record", place=place)
    own = {name: value for name, value in given.items() if name != "record"}
    return build(MODELS[kind], own, lambda field: f"{place}.{field}")


def make_key(proposal: Proposal) -> str:
    """Return what a draft is known by: a hash of what it says and from which text."""
    said = [simplify(proposal.what), simplify(proposal.source), proposal.who, proposal.when]
    whole = json.dumps([*said, proposal.draft.text_sha256], ensure_ascii=False, sort_keys=True)
    return blake2b(whole.encode(errors="surrogatepass"), digest_size=12).hexdigest()


def _read(path: str) -> bytes | None:
    try:
        return read_plain_file(path, LARGEST)
    except UsageError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
