from typing import Any

import pytest

from talkscli.errors import ValueSyntaxError
from talkscli.values.edtf import DateValue
from talkscli.values.money import Amount
from talkscli.values.parsing import parse_value
from talkscli.values.quantity import Quantity
from talkscli.values.words import Listing, Reference, Words

VALUES: list[tuple[str, Any, type, str]] = [
    ("date", "2025-07-23", DateValue, "2025-07-23"),
    ("duration", "40 min", Quantity, "40 min"),
    ("count", "1000", Quantity, "1000"),
    ("money", "~250 USD", Amount, "~250 USD"),
    ("place", "istanbul", Reference, "istanbul"),
    ("place", ["istanbul", "ankara"], Listing, "ankara,istanbul"),
    ("actor", "umerov", Reference, "umerov"),
    ("actor", ["umerov"], Reference, "umerov"),
    ("actor", "umerov,medinsky", Listing, "medinsky,umerov"),
    ("terms", ["ceasefire", "exchange"], Listing, "ceasefire,exchange"),
    ("terms", "ceasefire", Listing, "ceasefire"),
    ("terms", "exchange,ceasefire", Listing, "ceasefire,exchange"),
    ("yes-no", "yes", Reference, "yes"),
    ("quote", "Miraculous!", Words, "Miraculous!"),
    ("text", "free words", Words, "free words"),
]


@pytest.mark.parametrize(("kind", "raw", "form", "printed"), VALUES)
def test_each_type_has_its_notation(kind: str, raw: Any, form: type, printed: str) -> None:
    value = parse_value(kind, raw)
    assert (type(value), value.type, str(value)) == (form, kind, printed)


@pytest.mark.parametrize("kind", ["date", "duration", "count", "money", "yes-no", "quote", "text"])
def test_a_list_is_refused_where_one_value_is_asked_for(kind: str) -> None:
    with pytest.raises(ValueSyntaxError, match="it is a list") as caught:
        parse_value(kind, ["1", "2"])
    assert kind in caught.value.hint


def test_every_type_of_the_store_can_be_read() -> None:
    from talkscli.values.registry import type_names

    assert {kind for kind, *_ in VALUES} == set(type_names())
