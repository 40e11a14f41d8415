"""Amounts of a currency: read, written, compared, and met in a store."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks
from tests.factory import compare, judge_claims, make_account, make_variant

from talkscli.errors import ValueSyntaxError
from talkscli.values.money import TYPE, Amount
from talkscli.values.parsing import parse_value

SHOWN = [
    # as written, as it is kept, for people
    ("100000000000 EUR", "100000000000 EUR", "100,000,000,000 EUR"),
    ("250USD", "250 USD", "250 USD"),
    ("~250 USD", "~250 USD", "about 250 USD"),
    ("60..75.5 UAH", "60..75.5 UAH", "60 to 75.5 UAH"),
    (">=1000 GBP", ">=1000 GBP", "at least 1,000 GBP"),
    ("<5 TRY", "<5 TRY", "less than 5 TRY"),
    ("-5 CHF", "-5 CHF", "-5 CHF"),
]


@pytest.mark.parametrize(("raw", "kept", "shown"), SHOWN)
def test_an_amount_is_a_number_and_a_currency(raw: str, kept: str, shown: str) -> None:
    value = parse_value("money", raw)
    assert isinstance(value, Amount)
    assert (value.type, str(value), value.words, TYPE.write(value)) == ("money", kept, shown, kept)
    assert parse_value("money", kept) == value


REFUSED = [
    ("250", "no currency", "USD"),
    ("USD 250", "not a number", "250 USD"),
    ("$250", "not a number", "250 USD"),
    ("250 usd", "'usd' is no currency", "write USD"),
    ("250 dollars", "'dollars' is no currency", "250 USD"),
    ("250 XYZ", "'XYZ' is no currency", "three letters"),
    ("1,000 USD", "not a number", "write 1000 USD"),
    ("75..60 USD", "ends below its start", "smaller"),
]


@pytest.mark.parametrize(("raw", "problem", "hint"), REFUSED)
def test_what_is_no_amount_is_refused_with_what_to_write(raw: str, problem: str, hint: str) -> None:
    with pytest.raises(ValueSyntaxError, match=problem) as caught:
        parse_value("money", raw)
    assert hint in caught.value.hint


COMPARED = [
    ("250 USD", "250.00 USD", "same", "250 USD and 250.00 USD are the same."),
    ("250 USD", "~250 USD", "refines", "250 USD fits about 250 USD, which is less exact."),
    ("5.5 EUR", ">5 EUR", "refines", "5.5 EUR fits more than 5 EUR, which is less exact."),
    ("60..75 EUR", "70..80 EUR", "overlaps", "60 to 75 EUR and 70 to 80 EUR overlap"),
    ("90 EUR", "110 EUR", "contradicts", "90 EUR and 110 EUR are not the same amount."),
    ("90 EUR", ">100 EUR", "contradicts", "90 EUR and more than 100 EUR have no amount in common."),
    ("90 EUR", "90 USD", "unknown", "90 EUR and 90 USD are of different currencies"),
]


@pytest.mark.parametrize(("one", "other", "relation", "why"), COMPARED)
def test_amounts_of_one_currency_are_compared_as_numbers(
    one: str, other: str, relation: str, why: str
) -> None:
    finding = compare("money", make_variant("money", one), make_variant("money", other))
    assert finding.relation == relation
    assert why in finding.why


def test_a_denial_hits_amounts_of_its_own_currency() -> None:
    denied = make_variant("money", ">=100 EUR", stance="denies")
    assert compare("money", denied, make_variant("money", "250 EUR")).relation == "contradicts"
    assert compare("money", denied, make_variant("money", "250 USD")).relation == "unknown"


def test_of_very_many_amounts_the_two_of_one_currency_that_differ_are_found() -> None:
    nested = [make_account("money", f"{-n}..{n} EUR") for n in range(1, 200)]
    apart = [make_account("money", raw) for raw in ("5 USD", "6 USD")]
    assert judge_claims("money", nested).verdict == "imprecise"
    assert judge_claims("money", [*nested, apart[0]]).verdict == "imprecise"
    judged = judge_claims("money", [*nested, *apart])
    assert (judged.verdict, judged.cut) == ("contradiction", False)
    assert judged.worst is not None
    assert judged.worst.why == "5 USD and 6 USD are not the same amount."
    many = [make_account("money", f"{n} EUR", stance="denies") for n in range(200)]
    assert judge_claims("money", [*many, make_account("money", "7 EUR")]).verdict == "contradiction"
    assert judge_claims("money", [*many, make_account("money", "7 USD")]).verdict == "unknown"


def test_a_store_with_amounts_is_imported_checked_and_shown(
    talks: Talks, tmp_path: Path, small_store: dict[str, Any]
) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps({**small_store, "schema_version": 2}))
    table = tmp_path / "fines.csv"
    table.write_text("who,about,property,value,document\na,e,Fine,~250 USD,d\no,e,Fine,600 USD,d\n")
    ended = talks("import", table, "--store", store, "--create", "properties")
    assert ended.status == 0, ended
    assert next(one for one in json.loads(store.read_text())["properties"] if one["id"] == "fine") == {
        "id": "fine",
        "type": "money",
        "label": "Fine",
    }
    assert talks("check", store).status == 0
    shown = talks("conflicts", "e.fine", "--store", store, terminal=True)
    assert "Why: 600 USD and about 250 USD have no amount in common." in shown.out
    assert '"money"' in talks("schema").out
