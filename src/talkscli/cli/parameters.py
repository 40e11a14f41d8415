"""What typer does with the parameters of commands, the same with every version.

From 0.29 on typer hands the value of each parameter to a `TypeAdapter`, even a missing one, and importing
pydantic takes longer than all else that a reading command does. It also shows the Python type of arguments in
the help. Versions before do neither. Where a later one describes its parameters in another way, nothing is
changed.
"""

from functools import partial
from typing import Any


def align_parameters(command: Any) -> Any:
    """Let a command, and what it consists of, take texts as they are, and name arguments as declared.

    Returns:
        The command, which is changed.
    """
    list_parameters = command.get_params

    def get_params(context: Any) -> list[Any]:
        parameters: list[Any] = list_parameters(context)
        for parameter in parameters:
            if hasattr(parameter, "type_descriptor") and not isinstance(parameter.process_value, partial):
                parameter.process_value = partial(_take, parameter, parameter.process_value)
                if parameter.param_type_name == "argument":
                    parameter.get_usage_pieces = partial(_name_in_usage, parameter)
                    parameter.display_type_rich = lambda ctx: ""  # noqa: ARG005 - typer names it
        return parameters

    command.get_params = get_params
    for below in getattr(command, "commands", {}).values():
        align_parameters(below)
    return command


def _take(parameter: Any, process: Any, context: Any, value: Any) -> Any:
    """Return what typer would make of a value where that is plain, and ask typer otherwise."""
    many = parameter.multiple or parameter.nargs != 1
    taken = process
    if value is None and not parameter.required:
        taken = () if many else None
    elif parameter.type_descriptor.annotation in {str, list[str]}:
        if isinstance(value, str) and not many:
            taken = value
        elif isinstance(value, list | tuple) and many and value:
            taken = list(value)
    if taken is process:
        return process(context, value)
    return taken if parameter.callback is None else parameter.callback(context, parameter, taken)


def _name_in_usage(argument: Any, context: Any) -> list[str]:
    """Return the name of an argument for the line of usage; one that has brackets has all that it needs."""
    del context
    name = argument.metavar or argument.name
    if name.startswith("["):
        return [name]
    return [f"{{{name}}}" if argument.required else f"[{name}]"]
