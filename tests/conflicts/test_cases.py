"""Every file under tests/cases but those in stores is a test: claims of one fact, and what they come to.

The folder names what the file is an example of: a verdict, or a relation. A case of two claims may expect the
relation, the cause and which of the two says more; any case may expect the verdict, and words of the reason.
"""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.factory import ask, compare_claims, flip, judge_claims, make_account

from talkscli.conflicts.engine import Account
from talkscli.conflicts.verdict import VERDICTS
from talkscli.values.finding import CAUSES, RELATIONS

FOLDER = Path(__file__).parents[1] / "cases"
FILES = sorted(path for path in FOLDER.rglob("*.json") if path.parent.name != "stores")
STATED = ("answers", "tolerance", "unit")
FIELDS = {"says", "type", "claims", "verdict", "relation", "cause", "more", "why", "history", "withheld"} | {
    "self_contradictions",
    "differing_reports",
    "conditional",
    "origins",
    *STATED,
}


def read_case(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert set(case) <= FIELDS, f"unknown fields in {path.name}"
    return case


def make_accounts(case: dict[str, Any]) -> list[Account]:
    return [
        make_account(case["type"], claim.get("value"), **{k: v for k, v in claim.items() if k != "value"})
        for claim in case["claims"]
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_comes_to_what_it_says(path: Path) -> None:
    case = read_case(path)
    accounts = make_accounts(case)
    for order in permutations(accounts) if len(accounts) < 5 else (accounts, accounts[::-1]):
        judged = judge_claims(case["type"], list(order), **{key: case[key] for key in STATED if key in case})
        found = {
            "verdict": judged.verdict,
            "history": len(judged.history),
            "withheld": len(judged.withheld),
            "self_contradictions": len(judged.self_contradictions),
            "differing_reports": len(judged.differing_reports),
            "conditional": len(judged.conditional),
            "origins": list(judged.origins),
        }
        assert found == {**found, **{key: case[key] for key in found if key in case}}
        assert case.get("why", "") in (judged.worst.why if judged.worst else "")
        if "relation" not in case and "cause" in case:
            assert judged.worst is not None
            assert judged.worst.cause == case["cause"]


@pytest.mark.parametrize(
    "path",
    [p for p in FILES if "relation" in read_case(p)],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_two_claims_stand_in_the_relation_that_the_case_names(path: Path) -> None:
    case = read_case(path)
    a, b = (one for one in make_accounts(case) if one.value is not None)
    question = ask(case["type"], **{key: case[key] for key in STATED if key in case})
    finding = compare_claims(question, a, b)
    inner = {None: None, "first": "left", "second": "right"}[case.get("more")]
    assert (finding.relation, finding.cause, finding.inner) == (case["relation"], case["cause"], inner)
    other = flip(compare_claims(question, b, a))
    assert (other.relation, other.cause, other.inner) == (case["relation"], case["cause"], inner)


def test_every_relation_cause_and_verdict_has_a_case() -> None:
    cases = [read_case(path) for path in FILES]
    assert {case["relation"] for case in cases if "relation" in case} == set(RELATIONS)
    assert {case["verdict"] for case in cases if "verdict" in case} == set(VERDICTS)
    # A revision shows as history: the revised claim is not compared.
    assert {case["cause"] for case in cases if "cause" in case} == set(CAUSES) - {"revision"}
    assert any(case.get("history") for case in cases)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_lies_in_the_folder_of_what_it_shows(path: Path) -> None:
    case = read_case(path)
    assert path.parent.name in {case.get("relation"), case.get("verdict")}
