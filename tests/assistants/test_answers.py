"""What an assistant gets stays short, and hides nothing."""

import json

from talkscli.assistants.answers import MOST_CHARACTERS, describe_fault, pack
from talkscli.errors import UnknownNameError


def test_an_answer_that_is_too_long_is_cut_and_says_so() -> None:
    many = pack([{"text": "word " * 100} for _ in range(1000)])
    assert len(json.dumps(many)) < MOST_CHARACTERS * 1.1
    assert "of 1000 are here" in many["remarks"][0]
    deep = pack({"claims": [{"text": "word " * 1000} for _ in range(1000)]})
    assert len(json.dumps(deep)) < MOST_CHARACTERS * 1.1
    assert "are cut" in deep["remarks"][0]


def test_fields_that_say_nothing_are_left_out_and_zero_and_no_stay() -> None:
    assert pack({"a": None, "b": [], "c": "", "d": 0, "e": False})["data"] == {"d": 0, "e": False}


def test_a_fault_names_its_field_without_the_row() -> None:
    error = UnknownNameError("Ann", "actor", ["ann"], place="row 2: who")
    told = describe_fault(error, "row 2")
    assert (told["field"], told["code"], told["suggestions"]) == ("who", "unknown-name", ["ann"])
