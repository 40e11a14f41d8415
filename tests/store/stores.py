"""One small store in every form in which a store can be written, and how to read it back."""

import gzip
import json
from pathlib import Path
from typing import Any

from talkscli.claims import Claim, Store

STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Small “story” ü",
    "actors": [
        {"id": "anna", "kind": "person", "name": "Anna Alpha"},
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
    ],
    "events": [{"id": "round-1", "kind": "round", "name": "First round", "number": 1}],
    "properties": [{"id": "date", "type": "date"}, {"id": "dead", "type": "count"}],
    "documents": [{"id": "gazette-1", "outlet": "gazette", "title": "T"}],
    "claims": [
        {
            "id": f"claim-{number}",
            "who": "anna",
            "what": {
                "about": "round-1",
                "property": "date",
                "value": f"2025-07-{number:02}",
                "text": "So “it” was.\n",
            },
            "source": {"document": "gazette-1"},
        }
        for number in range(1, 5)
    ],
}


def make_claim(one: str, **more: Any) -> Claim:
    what = {"about": "round-1", "property": "date", "value": "2025-07-23", "text": "It was."} | more.pop(
        "what", {}
    )
    return Claim.model_validate(
        {"id": one, "who": "anna", "what": what, "source": {"document": "gazette-1"}, **more}
    )


def list_forms() -> dict[str, str]:
    """The text of the small store in each form, by a file's name."""
    header = {key: value for key, value in STORE.items() if key != "claims"}
    empty = {**header, "claims": []}
    lines = "\n".join(json.dumps(claim) for claim in STORE["claims"])
    canonical = write_canonical(STORE)
    return {
        "canonical.json": canonical,
        "no-final-newline.json": canonical.rstrip(),
        "windows.json": canonical.replace("\n", "\r\n"),
        "marked.json": "\ufeff" + canonical,
        "pretty.json": json.dumps(STORE, indent=2, ensure_ascii=False),
        "tabs.json": json.dumps(STORE, indent="\t"),
        "plain.json": json.dumps(STORE),
        "tight.json": json.dumps(STORE, separators=(",", ":")),
        "claims-first.json": json.dumps({"claims": STORE["claims"], **header}, indent=1),
        "one-claim.json": json.dumps({**header, "claims": STORE["claims"][:1]}),
        "empty.json": json.dumps(empty),
        "empty-pretty.json": json.dumps(empty, indent=4),
        "empty-canonical.json": write_canonical(empty),
        "no-claims.json": json.dumps(header, indent=2),
        "no-claims-tight.json": json.dumps(header, separators=(",", ":")),
        "records.jsonl": json.dumps(header) + "\n" + lines + "\n",
        "records-open.jsonl": json.dumps(header) + "\n" + lines,
        "header.jsonl": json.dumps(header) + "\n",
        "header-open.ndjson": json.dumps(header),
    }


def write_canonical(store: dict[str, Any]) -> str:
    from talkscli.files.new_store import write_document

    made = Store.model_validate(store)
    return b"".join(write_document(made, made.claims)).decode()


def read_back(path: Path) -> Store:
    """Read a store by the plainest of means."""
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    text = raw.decode("utf-8-sig")
    if ".jsonl" in path.name or ".ndjson" in path.name:
        header, *claims = [line for line in text.split("\n") if line]
        text = json.dumps({**json.loads(header), "claims": [json.loads(claim) for claim in claims]})
    return Store.model_validate_json(text)
