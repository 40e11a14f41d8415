"""Parameters are taken and named alike with every version of typer."""

from types import SimpleNamespace
from typing import Any

import pytest

from talkscli.cli.parameters import align_parameters


def make_parameter(annotation: Any, **more: Any) -> Any:
    """Make what typer 0.29 makes of a parameter, as far as it matters here."""
    return SimpleNamespace(
        type_descriptor=SimpleNamespace(annotation=annotation),
        process_value=lambda _, value: ("typer", value),
        **{
            "name": "name", "metavar": "NAME", "multiple": False, "nargs": 1, "required": False, "callback": None,
            "param_type_name": "option",
        } | more,
    )  # fmt: skip


def align(parameter: Any) -> Any:
    """Let a command with one parameter be aligned, and list its parameters twice, as a run does."""
    command = align_parameters(SimpleNamespace(get_params=lambda _: [parameter]))
    command.get_params(None)
    return command.get_params(None)[0]


TAKEN = [
    (str, {}, "text", "text"),
    (str, {}, None, None),
    (int, {}, None, None),
    (int, {}, "3", ("typer", "3")),
    (bool, {}, True, ("typer", True)),
    (str, {"required": True}, None, ("typer", None)),
    (list[str], {"multiple": True}, None, ()),
    (list[str], {"multiple": True}, ("a", "b"), ["a", "b"]),
    (list[str], {"nargs": -1, "required": True}, (), ("typer", ())),
    (list[str], {"nargs": -1}, "text", ("typer", "text")),
    (list[int], {"nargs": -1}, ("1",), ("typer", ("1",))),
    (bool, {"callback": lambda *given: ("called", given[-1])}, None, ("called", None)),
]


@pytest.mark.parametrize(("annotation", "more", "value", "taken"), TAKEN)
def test_plain_values_are_taken_as_they_are(
    annotation: Any, more: dict[str, Any], value: object, taken: object
) -> None:
    assert align(make_parameter(annotation, **more)).process_value(None, value) == taken


USAGE = [
    ("NAME", True, "{NAME}"),
    ("NAME", False, "[NAME]"),
    ("[NAME]...", False, "[NAME]..."),
    (None, True, "{name}"),
]


@pytest.mark.parametrize(("metavar", "required", "shown"), USAGE)
def test_an_argument_is_named_as_declared(metavar: str | None, required: bool, shown: str) -> None:
    made = make_parameter(list[str], param_type_name="argument", metavar=metavar, required=required, nargs=-1)
    argument = align(made)
    assert (argument.get_usage_pieces(None), argument.display_type_rich(ctx=None)) == ([shown], "")


def test_what_is_described_in_another_way_is_left_alone() -> None:
    parameter = SimpleNamespace(process_value=print)
    assert align(parameter).process_value is print
