"""A mapping is read from options and files, and every slip is told with what there is."""

import pytest

from talkscli.desk.mapping import RowMapping, parse_pairs, read_mapping, read_types
from talkscli.errors import UsageError

TOML = '[columns]\nwho = "source"\n[constants]\nproperty = "price"\n[types]\nprice = "count"\n'


def test_fields_come_from_columns_then_from_constants() -> None:
    mapping = RowMapping({"who": "source"}, {"property": "price", "status": "planned"})
    row = {"source": " Ministry ", "value": "4", "status": "", "other": "x", "via": []}
    assert mapping.apply(row) == {
        "property": "price",
        "status": "planned",
        "who": "Ministry",
        "value": "4",
    }


def test_a_column_mapped_is_not_taken_under_its_own_name() -> None:
    assert RowMapping({"who": "source"}).apply({"who": "a", "source": "b"}) == {"who": "b"}


@pytest.mark.parametrize("text", [TOML, '{"columns": {"who": "source"}, "constants": {"property": "price"}, "types": {"price": "count"}}'])  # fmt: skip
def test_a_mapping_file_is_toml_or_json(text: str) -> None:
    mapping = read_mapping(text, "m")
    assert (mapping.columns, mapping.constants, mapping.types) == (
        {"who": "source"},
        {"property": "price"},
        {"price": "count"},
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[colums]\n", "there is no table 'colums'"),
        ("columns = 3\n", "a table of texts is needed"),
        ('[columns]\nwhoo = "x"\n', "there is no field 'whoo'"),
        ('[types]\nprice = "number"\n', "there is no type 'number'"),
        ("[", "neither TOML nor JSON"),
        ('{"columns": ', "neither TOML nor JSON"),
    ],
)
def test_a_mapping_file_with_a_slip_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_mapping(text, "m")


def test_pairs_are_parted_by_commas_but_constants_are_not() -> None:
    assert parse_pairs(["who=a,value=b", "when=c"], "--map") == {"who": "a", "value": "b", "when": "c"}
    assert parse_pairs(["text=a, b=c"], "--const") == {"text": "a, b=c"}


@pytest.mark.parametrize("word", ["who", "who=", "=x", "whom=x"])
def test_a_pair_with_a_slip_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        parse_pairs([word], "--map")


def test_types_are_those_of_the_store() -> None:
    assert read_types({"price": "count"}, "--type") == {"price": "count"}
