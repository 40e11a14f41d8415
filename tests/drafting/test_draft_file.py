"""Draft files: what is written is read again, and what is wrong is told with its line."""

import json
from io import BytesIO
from typing import Any

import jsonschema
import pytest

from talkscli.claims import Claim
from talkscli.drafting.draft_file import Proposal, draft_schema, read_drafts, write_draft
from talkscli.errors import UsageError


def make_fields(**more: Any) -> dict[str, Any]:
    return {
        "id": "strike-date-union-gazette",
        "who": "union",
        "what": {
            "about": "strike",
            "property": "date",
            "value": "2026-03-04",
            "status": "planned",
            "text": "The union said that the strike is planned for 4 March 2026.",
        },
        "when": "2026-03-02",
        "source": {"document": "gazette-2026-03-02", "paragraph": 3, "quote": "on Wednesday", "via": []},
        "draft": {
            "score": 0.8,
            "why": "the union said; Wednesday is 4 March 2026",
            "missing": ["property"],
            "text_sha256": "0" * 64,
            "by": "rules",
        },
        **more,
    }


def read(*lines: str) -> list[Proposal]:
    return list(read_drafts(BytesIO("\n".join(lines).encode()), "drafts.ndjson"))


def test_what_is_written_is_read_again() -> None:
    proposal = Proposal.model_validate(make_fields())
    line = write_draft(proposal)
    assert "\n" not in line
    assert read(line, "", line) == [proposal, proposal]


def test_a_proposal_gives_the_claim_without_its_note() -> None:
    fields = make_fields()
    claim = Proposal.model_validate(fields).to_claim()
    del fields["draft"]
    assert type(claim) is Claim
    assert claim == Claim.model_validate(fields)


def test_a_line_is_valid_by_the_schema() -> None:
    line = json.loads(write_draft(Proposal.model_validate(make_fields())))
    jsonschema.Draft202012Validator(draft_schema()).validate(line)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(draft_schema()).validate({**line, "draft": {"score": 2}})


def test_an_unknown_key_in_the_note_is_refused() -> None:
    fields = make_fields()
    fields["draft"]["sure"] = True
    with pytest.raises(UsageError) as caught:
        read(json.dumps(fields))
    assert caught.value.place == "drafts.ndjson:1: draft.sure"


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("{", "drafts.ndjson:2:2", "this is not JSON"),
        ("[1]", "drafts.ndjson:2", "not an object"),
        (json.dumps({"id": "a"}), "drafts.ndjson:2", "no draft"),
        (json.dumps(make_fields(draft=None)), "drafts.ndjson:2: draft", "must be an object"),
        (json.dumps(make_fields(draft={**make_fields()["draft"], "score": 1.5})), "drafts.ndjson:2: draft.score", ""),
        (json.dumps(make_fields()).replace("0.8", "NaN"), "drafts.ndjson:2", "NaN is not JSON"),
        (json.dumps(make_fields(who="Union")), "drafts.ndjson:2: who", "is not an id"),
        (json.dumps(make_fields())[:-1] + ', "who": "x"}', "drafts.ndjson:2", "stands there twice"),
        (json.dumps(make_fields(draft={**make_fields()["draft"], "why": "x" * 5000})), "drafts.ndjson:2: draft.why", "longer"),
        ("[" * 100_000, "drafts.ndjson:2", "nested too deep"),
        (json.dumps(make_fields(who="\ud800")), "drafts.ndjson:2: who", ""),
    ],
)  # fmt: skip
def test_a_line_that_is_no_proposal_is_told_with_its_number(line: str, place: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(write_draft(Proposal.model_validate(make_fields())), line)
    assert caught.value.place == place
    assert words in caught.value.message


def test_bytes_that_are_not_utf_8_are_told() -> None:
    with pytest.raises(UsageError) as caught:
        list(read_drafts(BytesIO(b"\n\xff\xfe{}"), "drafts.ndjson"))
    assert caught.value.place == "drafts.ndjson:2:1"


def test_a_line_without_end_is_not_held_in_memory() -> None:
    class Endless(BytesIO):
        asked = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size <= 1 << 24
            return b" " * (size - 1) + b"x"

    with pytest.raises(UsageError, match="too long"):
        list(read_drafts(Endless()))
