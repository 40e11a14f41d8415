"""However many claims come in, the memory that takes is the same."""

import gc
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from talkscli.desk import editor

STORE = {
    "schema_version": 1,
    "title": "Many",
    "actors": [{"id": "ria", "kind": "agency", "name": "RIA"}],
    "events": [{"id": "talks", "kind": "round", "name": "Talks"}],
    "properties": [{"id": "dead", "type": "count"}],
    "documents": [{"id": "doc", "outlet": "ria", "title": "T"}],
}
ROW = {"who": "ria", "about": "talks", "property": "dead", "value": "5", "text": "T.", "document": "doc"}
FEW, MANY = 1000, 4000
GROWTH = 600
"""How many bytes a further claim may cost: the test's own input and output, which it holds; a claim in objects
of Python takes several thousand."""


def take_peak(talks: Any, store: Path, words: list[str], lines: str) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        ended = talks(*words, "--store", store, stdin=lines)
        assert ended.status == 0, ended
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("words", [["import", "-", "--problems"], ["add", "-"]], ids=" ".join)
def test_more_claims_take_no_more_memory(
    talks: Any, tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # To tell how verdicts change, the claims of the facts are held, up to this bound.
    monkeypatch.setattr(editor, "MOST_CLAIMS", 100)
    peaks: list[int] = []
    for count in (FEW, FEW, MANY):
        store = tmp_path / f"{len(peaks)}.json"
        store.write_text(json.dumps(STORE))
        lines = "".join(json.dumps({**ROW, "paragraph": number + 1}) + "\n" for number in range(count))
        peaks.append(take_peak(talks, store, words, lines))
        assert len(json.loads(store.read_text())["claims"]) == count
    # The first run loads modules.
    assert (peaks[2] - peaks[1]) / (MANY - FEW) < GROWTH, peaks
