"""Splices of a header's text: what is asked for comes in, and no other byte moves."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.claims import Place, Term
from talkscli.files.outline import Outline
from talkscli.files.splices import apply_splices, plan_header
from talkscli.files.style import Style, write_line

leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)
headers = st.dictionaries(
    st.text(max_size=6).filter(lambda key: key not in {"terms", "places"}), values, min_size=1
)
writings = st.sampled_from(
    [{}, {"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}, {"indent": 1, "ensure_ascii": False}]
)


@given(header=headers, terms=st.none() | st.lists(st.sampled_from("abc"), unique=True), how=writings)
def test_records_come_in_whatever_else_stands_there(
    header: dict[str, Any], terms: list[str] | None, how: dict[str, Any]
) -> None:
    if terms is not None:
        header = {**header, "terms": [{"id": one, "name": one} for one in terms]}
    text = json.dumps(header, **how).encode()
    added = [Place(id="p", name="P"), Term(id="x", name="ü"), Term(id="y", name="Y")]
    changed = json.loads(apply_splices(text, plan_header(text, added, [])))
    assert changed == {
        **header,
        "places": [{"id": "p", "name": "P"}],
        "terms": [*header.get("terms", []), {"id": "x", "name": "ü"}, {"id": "y", "name": "Y"}],
    }


@given(header=headers, how=writings)
def test_an_outline_finds_each_member_and_each_element(header: dict[str, Any], how: dict[str, Any]) -> None:
    text = json.dumps(header, **how).encode()
    outline = Outline(text)
    found = {
        key: json.loads(b"{" + text[start:stop] + b"}")[key] for key, (start, stop) in outline.members.items()
    }
    assert found == header
    lists = {
        key: [json.loads(text[start:stop]) for start, stop in listing.elements]
        for key, listing in outline.lists.items()
    }
    assert lists == {key: value for key, value in header.items() if isinstance(value, list)}


def test_a_record_that_is_not_there_is_not_replaced() -> None:
    with pytest.raises(KeyError):
        plan_header(b'{"terms": [{"id": "a", "name": "A"}]}', [], [Term(id="b", name="B")])


STYLES = [
    (b"", b'{"id": "a", "name": "A"}', b'{"id": "t", "name": "T", "aliases": ["x"]}'),
    (b"", b'{"id":"a","name":"A"}', b'{"id":"t","name":"T","aliases":["x"]}'),
    (b"\n  ", b'{\n    "id": "a"\n  }', b'{\n    "id": "t",\n    "name": "T",\n    "aliases": [\n      "x"\n    ]\n  }'),
    (b"\r\n\t", b'{\r\n\t\t"id": "a"\r\n\t}',
     b'{\r\n\t\t"id": "t",\r\n\t\t"name": "T",\r\n\t\t"aliases": [\r\n\t\t\t"x"\r\n\t\t]\r\n\t}'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "neighbour", "written"), STYLES)
def test_a_record_looks_like_its_neighbour(before: bytes, neighbour: bytes, written: bytes) -> None:
    assert Style.of(before, neighbour).write(write_line(Term(id="t", name="T", aliases=["x"]))) == written
