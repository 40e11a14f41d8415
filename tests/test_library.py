"""The library as its docstring shows it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import talkscli
from talkscli import (
    Account,
    ClaimFilter,
    TalksError,
    Vocabulary,
    add_claim,
    add_claims,
    check_store,
    cite_claims,
    compare_stores,
    judge,
    merge_stores,
    open_store,
    parse_value,
    retract_claims,
    revise_claim,
    start_store,
)
from talkscli.errors import UnknownNameError, UsageError

PAGE = Path(__file__).parents[1] / "docs" / "python.md"
SHIPPED = str(Path(__file__).parents[1] / "data" / "facts.json")


def test_a_store_is_opened_queried_and_judged() -> None:
    with open_store(SHIPPED) as store:
        (row,) = store.claims(ClaimFilter(who=("ria",), property=("date",)))
        fact = store.judge("round-3.date")
        assert store.find("Умеров", ["actor"]).ids == ("umerov",)
    assert (row["id"], row["value"]) == ("r3-date-ria", "2025-07-24/2025-07-25")
    assert fact.verdict == "contradiction"
    assert "23 July 2025 and 24–25 July 2025 have no day in common." in [f.finding.why for f in fact.findings]


def test_the_engine_judges_claims_of_anyone() -> None:
    vocabulary = Vocabulary(unnamed=frozenset({"x"}))
    accounts = [
        Account("one", "a", parse_value("count", "1000"), document="d1"),
        Account("two", "b", parse_value("count", "~1000"), document="d2"),
        Account("three", "x", parse_value("count", "1000"), document="d3"),
    ]
    found = judge("swap.prisoners", "count", accounts, vocabulary)
    assert (found.verdict, found.origins, found.reports) == ("imprecise", (2, 3), 3)


def test_a_missing_store_is_an_error_of_the_users() -> None:
    with pytest.raises(TalksError, match="no such file"):
        open_store("/nowhere/at/all.json")


def test_the_examples_for_python_run_as_they_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        names: dict[str, Any] = {}
        exec(compile(example, PAGE.name, "exec"), names)
        for thing in (names.get("store"), names.get("done")):
            if thing is not None:
                thing.close()
    shown = [line.rpartition("# ")[2] for line in examples[1].splitlines() if line.startswith("print(")]
    assert capsys.readouterr().out.splitlines()[-2:] == shown
    with open_store("harbour.json") as store:
        fact = store.fact("strike.number")
    assert fact is not None
    assert (fact.verdict, fact.claims) == ("contradiction", 2)
    assert list(check_store("harbour.json")) == []


def test_a_store_is_written_from_python_as_by_the_commands(tmp_path: Path) -> None:
    path = str(tmp_path / "copy.json")
    start_store(path, like=SHIPPED, claims=False)
    with open_store(path) as empty, open_store(SHIPPED) as shipped:
        assert empty.count("claim") == 0
        rows = list(shipped.claims(ClaimFilter()))
        assert len(add_claims(path, (row.fields for row in rows)).ids) == len(rows)
        again = add_claims(path, (row.fields for row in rows))
    assert (again.is_empty, again.changes.repeated) == (True, len(rows))
    revised = revise_claim(path, "r3-date-ria", {"value": "2025-07-24", "text": "RIA meant the 24th."})
    assert revised.ids == ["round-3-date-ria"]
    assert retract_claims(path, ["r3-date-tass"], "Misread.").replaced == {"claim": 1}
    with compare_stores(SHIPPED, path) as compared:
        changes = {(one.change, one.kind) for one in compared.differences() if one.field != "note"}
    assert changes >= {("added", "claim"), ("changed", "claim")}
    with open_store(path) as store:
        (citation,) = cite_claims(store, ["round-3-date-ria"])
        assert citation.chain[0] == "RIA"
    joined = str(tmp_path / "joined.json")
    merged = merge_stores(joined, [SHIPPED, path], is_new=True)
    assert merged.clashes == 0
    assert list(check_store(joined)) == []


def test_what_cannot_be_written_is_an_error_with_its_place(tmp_path: Path) -> None:
    path = str(tmp_path / "copy.json")
    start_store(path, like=SHIPPED, claims=False)
    claim = {"who": "Nobody at all", "about": "round-3", "property": "date", "value": "2025-07-24"}
    with pytest.raises(UnknownNameError) as caught:
        add_claim(path, {**claim, "document": "eunews-2025-07-22"})
    assert caught.value.place == "who"
    with pytest.raises(UsageError) as refused:
        add_claim(path, {**claim, "who": "RIA", "value": "soon", "document": "eunews-2025-07-22"})
    assert refused.value.place == "value"
    with open_store(path) as store:
        assert store.count("claim") == 0


def test_every_public_name_is_there_and_described() -> None:
    for name in talkscli.__all__:
        assert getattr(talkscli, name).__doc__


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import talkscli; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['talkscli']"
