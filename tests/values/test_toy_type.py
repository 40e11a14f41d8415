"""A type of value that the package does not know, planted from outside, and taken through all that there is."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks
from tests.factory import judge_claims, make_account, make_variant

from talkscli.errors import ValueSyntaxError
from talkscli.values import registry
from talkscli.values.base import ValueType
from talkscli.values.finding import CONTRADICTS, REFINES, SAME, Finding
from talkscli.values.worst_pairs import MOST_PAIRS, Picked, pick_every_pair


class Degrees:
    """A temperature in degrees; `20?` is any within one degree of it."""

    def __init__(self, low: int, high: int, text: str) -> None:
        self.type = "temperature"
        self.low = low
        self.high = high
        self.text = text
        self.key = (low, high)

    def __str__(self) -> str:
        return self.text


class Temperatures(ValueType):
    name = "temperature"
    notation = "degrees: 20 C, 20? C"

    def parse_text(self, text: str) -> Degrees:
        number, space, unit = text.partition(" ")
        if not space or unit != "C" or not number.rstrip("?").lstrip("-").isdigit():
            raise ValueSyntaxError(text, self.name, "it is no temperature", hint="write 20 C")
        degrees, spread = int(number.rstrip("?")), int(number.endswith("?"))
        return Degrees(degrees - spread, degrees + spread, text)

    def show(self, value: Degrees, vocabulary: Any, unit: str = "") -> str:
        del vocabulary, unit
        return value.text.replace("?", " or so").replace(" C", " °C")

    def compare(self, a: Degrees, b: Degrees, question: Any) -> Finding:
        """Compare two temperatures: apart contradicts, one inside the other refines."""
        x, y = (self.show(one, question.vocabulary) for one in (a, b))
        if a.key == b.key:
            return Finding(SAME, "none", f"Both give {x}.")
        if a.low > b.high or b.low > a.high:
            return Finding(CONTRADICTS, "none", f"{x} and {y} are apart.")
        inner = "left" if a.high - a.low < b.high - b.low else "right"
        return Finding(REFINES, "precision", f"{x} and {y} fit.", inner=inner)

    def pick_pairs(self, values: Sequence[Degrees], question: Any) -> Picked:
        del question
        return pick_every_pair(len(values))

    def fits_cell(self, cell: Any) -> bool:
        return self.can_parse(str(cell))


@pytest.fixture(name="planted", autouse=True)
def plant() -> Iterator[None]:
    registry.register(Temperatures())
    yield
    registry.unregister("temperature")


def test_a_type_that_does_not_say_how_its_worst_pair_is_found_cannot_be_made() -> None:
    class Careless(Temperatures):
        name = "careless"
        pick_pairs = ValueType.pick_pairs

    Careless.__abstractmethods__ = frozenset()
    with pytest.raises(TypeError, match="pick_pairs"):
        type("Blank", (ValueType,), {k: vars(Temperatures)[k] for k in ("parse_text", "show", "compare")})()


def test_a_name_is_taken_once_and_the_packages_own_types_stay() -> None:
    with pytest.raises(ValueError, match="already"):
        registry.register(Temperatures())
    with pytest.raises(ValueError, match="own"):
        registry.unregister("date")


def test_two_claims_are_compared_denied_and_excluded() -> None:
    from tests.factory import compare

    def say(raw: str, **more: Any) -> Any:
        return make_variant("temperature", raw, **more)

    def relate(a: Any, b: Any) -> tuple[str, str]:
        finding = compare("temperature", a, b)
        return finding.relation, finding.cause

    assert relate(say("20 C"), say("30 C")) == ("contradicts", "none")
    assert relate(say("20 C"), say("20? C")) == ("refines", "precision")
    assert relate(say("20? C", stance="denies"), say("20 C")) == ("contradicts", "denial")
    assert relate(say("20 C", stance="denies"), say("30 C")) == ("unknown", "denial")
    assert relate(say("20 C", only=True), say("20? C")) == ("refines", "precision")
    assert relate(say("20 C", status="planned"), say("30 C", status="held")) == (
        "overlaps",
        "plan-and-outcome",
    )


def test_the_worst_of_a_hundred_positions_is_found() -> None:
    near = [make_account("temperature", f"{20 + n % 2}{'?' * (n % 3 == 0)} C", f"w{n}") for n in range(50)]
    assert judge_claims("temperature", near).verdict == "contradiction"
    apart = [make_account("temperature", f"{n} C", f"w{n}") for n in range(100)]
    judged = judge_claims("temperature", apart)
    assert (judged.verdict, len(judged.positions), judged.truncated, judged.cut) == (
        "contradiction",
        100,
        40,
        False,
    )
    denied = [make_account("temperature", f"{n} C", f"w{n}", stance="denies") for n in range(100)]
    assert judge_claims("temperature", denied).verdict == "unknown"
    assert judge_claims("temperature", [*denied, apart[7]]).verdict == "contradiction"


def test_where_there_are_too_many_values_to_compare_each_with_each_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nested = [make_account("temperature", f"{n}? C", f"w{n}") for n in range(3)]
    more = [make_account("temperature", f"1{'?' * 1} C", f"v{n}") for n in range(3)]
    assert MOST_PAIRS > 1
    from talkscli.conflicts import engine
    from talkscli.values import worst_pairs

    monkeypatch.setattr(engine, "PAIRED_POSITIONS", 1)
    assert not judge_claims("temperature", [*nested, *more]).cut
    monkeypatch.setattr(worst_pairs, "MOST_PAIRS", 1)
    assert judge_claims("temperature", [*nested, *more]).cut


def test_a_store_of_such_values_is_imported_checked_described_and_drawn(
    talks: Talks, tmp_path: Path, small_store: dict[str, Any]
) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store))
    table = tmp_path / "weather.csv"
    table.write_text("who,about,property,value,document\na,e,Weather,20? C,d\no,e,Weather,30 C,d\n")
    ended = talks("import", table, "--store", store, "--create", "properties")
    assert ended.status == 0, ended
    assert {one["id"]: one["type"] for one in json.loads(store.read_text())["properties"]} == {
        "date": "date",
        "dead": "count",
        "weather": "temperature",
    }
    assert talks("check", store).status == 0
    shown = talks("conflicts", "e.weather", "--explain", "--store", store, terminal=True, width=120)
    assert "20 or so °C and 30 °C are apart" in shown.out or "30 °C and 20 or so °C are apart" in shown.out
    assert "Rule (temperature): Compare two temperatures" in shown.out
    rows = talks("conflicts", "e.weather", "--store", store, "--columns", "value", "--no-header")
    assert set(rows.out.split("\n")) == {"20? C", "30 C", ""}
    schema = json.loads(talks("schema").out)
    assert schema["$defs"]["Property"]["properties"]["type"]["enum"][-1] == "temperature"


def test_a_value_that_is_none_of_the_type_is_refused_with_its_place(
    talks: Talks, tmp_path: Path, small_store: dict[str, Any]
) -> None:
    small_store["properties"][0]["type"] = "temperature"
    store = tmp_path / "store.json"
    store.write_text(json.dumps(small_store))
    ended = talks("check", store)
    assert ended.status == 4
    assert "it is no temperature" in ended.out + ended.err
