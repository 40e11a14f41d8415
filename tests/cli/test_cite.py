"""`talks cite` on the shipped store."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data" / "facts.json"


def find_claim(one: str) -> Any:
    return next(claim for claim in json.loads(DATA.read_text())["claims"] if claim["id"] == one)


RIA = (
    "RIA, according to Eunews of 22 July 2025 [planned]: "
    f"{find_claim('r3-date-ria')['what']['text'].rstrip('.')} "
    f"(“{find_claim('r3-date-ria')['source']['quote']}”, paragraph 8)."
)
DISPUTED = "round-3.date is disputed (contradiction); talks show round-3.date shows the other positions\n"

CSL_FIELDS = {"id", "type", "title", "container-title", "author", "issued", "language", "URL", "note"}


def test_a_claim_is_cited_in_one_sentence(talks: Any) -> None:
    ended = talks("cite", "r3-date-ria")
    assert ended.out == (
        "id\tsentence\tfact\tverdict\tdocument\turl\n"
        f"r3-date-ria\t{RIA}\tround-3.date\tcontradiction\teunews-2025-07-22\t\n"
    )
    assert (ended.status, ended.err) == (0, DISPUTED)


def test_a_terminal_gets_the_sentence(talks: Any) -> None:
    shown = talks("cite", "r3-date-ria", terminal=True).out
    assert " ".join(shown.split()) == f"{RIA} r3-date-ria"


def test_an_unnamed_source_stays_unnamed_and_its_agency_is_kept(talks: Any) -> None:
    ids = talks("claims", "--who", "tass-source", "--columns", "id", "--no-header").out
    ended = talks("cite", "-", "--format", "ndjson", stdin=ids)
    sentences = [json.loads(line)["sentence"] for line in ended.out.splitlines()]
    assert len(sentences) == len(ids.split()) > 0
    for sentence in sentences:
        assert sentence.startswith(
            "A TASS source, through TASS, according to Caliber.Az (19 July 2025 or later) [the source is not named"
        )


def test_csl_of_every_claim_has_only_fields_of_csl(talks: Any) -> None:
    ids = talks("claims", "--columns", "id", "--no-header").out
    items = json.loads(talks("cite", "-", "--as", "csl", stdin=ids).out)
    assert [item["id"] for item in items] == ids.split()
    assert {field for item in items for field in item} <= CSL_FIELDS
    assert {item["type"] for item in items} == {"article-newspaper"}


def test_json_ld_cannot_close_a_script(talks: Any, tmp_path: Path) -> None:
    store = json.loads((Path(__file__).parents[2] / "data" / "facts.json").read_text())
    store["documents"][4]["title"] = "</script><script>alert(1)</script>"
    path = tmp_path / "store.json"
    path.write_text(json.dumps(store))
    ended = talks("cite", "r3-date-ria", "--as", "jsonld", "--store", path)
    assert "<" not in ended.out
    (review,) = json.loads(ended.out)
    assert review["itemReviewed"]["appearance"]["headline"] == "</script><script>alert(1)</script>"


def test_markdown_is_a_text_and_no_table(talks: Any) -> None:
    ended = talks("cite", "r3-date-ria", "r3-date-tass", "--as", "markdown")
    assert ended.out.count("\n> — ") == 2
    assert ended.out.startswith("**RIA**, according to Eunews of 22 July 2025 \\[planned\\]: ")
    assert "\\[planned; this and nothing else\\]" in ended.out


def test_mistakes_are_one_line_with_a_way_out(talks: Any) -> None:
    cases = [
        (["cite", "r3-date-rai"], 3, "did you mean r3-date-ria"),
        (["cite", "r3-date-ria", "--as", "cls"], 2, "did you mean csl?"),
        (["cite", "r3-date-ria", "--as", "csl", "--format", "csv"], 2, "csl is JSON, not csv"),
        (["cite"], 2, "--help"),
    ]
    for words, status, part in cases:
        ended = talks(*words)
        assert ended.status == status
        assert ended.err.count("\n") == 1
        assert part in ended.err


def test_every_revision_of_a_claim_is_told(talks: Any, tmp_path: Path) -> None:
    store = json.loads(DATA.read_text())
    old = find_claim("r3-date-ria")
    store["claims"] += [
        {**old, "id": one, "revises": old["id"], "when": when}
        for one, when in (("earlier", "2025-07-22"), ("later", "2025-07-23"))
    ]
    (tmp_path / "store.json").write_text(json.dumps(store))
    ended = talks("cite", old["id"], "--store", tmp_path / "store.json", "--columns", "sentence")
    assert "; later revised: later, earlier]" in ended.out
