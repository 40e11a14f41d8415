"""The library as its docstring shows it."""

import subprocess
import sys
from pathlib import Path

import pytest

import talkscli
from talkscli import Account, ClaimFilter, TalksError, Vocabulary, judge, open_store, parse_value

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


def test_every_public_name_is_there_and_described() -> None:
    for name in talkscli.__all__:
        assert getattr(talkscli, name).__doc__


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import talkscli; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['talkscli']"
