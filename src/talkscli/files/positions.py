"""Lines and columns of a file, and where and why one is not JSON."""

import re
from typing import TYPE_CHECKING, BinaryIO

from talkscli.files import limits
from talkscli.files.faults import Fault

if TYPE_CHECKING:
    from talkscli.files.store_files import Part

MEND = "mend the JSON there: look for a comma, a bracket or a quotation mark"
CHOOSE = "keep one of them, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
CONFLICT = "<<<<<<< "
UNMERGED = "two versions that git could not merge stand here"
NO_STORE = "this is no store; name a file of claims: `talks schema` prints its form"

# A backslash that is itself escaped, a whole pair, half of one.
_SURROGATE = re.compile(
    r"(\\\\)|(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
_WIDE = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""The marks with which files in other encodings begin, the longer ones first."""


def find_position(file: BinaryIO, offset: int) -> tuple[int, int]:
    """Return the line and column of a place in a file, from 1, holding one block of it."""
    file.seek(0)
    line, begin, at = 1, 0, 0
    while at < offset and (block := file.read(min(limits.BLOCK, offset - at))):
        line += block.count(b"\n")
        if (last := block.rfind(b"\n")) >= 0:
            begin = at + last + 1
        at += len(block)
    return line, offset - begin + 1


def diagnose_json(part: "Part", message: str, broken: int = -1) -> Fault:
    """Say where and why a file is not JSON.

    Args:
        part: The file.
        message: What pydantic said of it.
        broken: Where in it what is good ends, as far as is known; needed where the file is large.
    """
    if part.size > limits.LARGEST_DIAGNOSED:
        return _diagnose_large(part, message, broken)
    part.file.seek(0)
    raw = part.file.read()
    if not raw.strip():
        return Fault(part.name, "the file is empty", hint="a store is a JSON object; see `talks schema`")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = next(
            (f"it is {kind}" for mark, kind in _WIDE.items() if raw.startswith(mark)),
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
        )
        return _at_byte(part, problem, raw, error.start, hint="save the file as UTF-8")
    found = _find_fault(part, text)
    return found or Fault(part.name, split_message(message)[0], hint=MEND)


def _diagnose_large(part: "Part", message: str, broken: int) -> Fault:
    """Say the same of a file that is not read whole, from the last claim on that is good."""
    import json

    if broken >= 0:
        part.file.seek(broken)
        text = part.file.read(2 * limits.LONGEST_CLAIM).decode(errors="replace")
        try:
            json.loads("[" + text)
        except json.JSONDecodeError as error:
            line, column = find_position(part.file, broken + len(text[: error.pos - 1].encode()))
            problem = error.msg[:1].lower() + error.msg[1:]
            return Fault(part.name, f"this is not JSON: {problem}", line=line, column=column, hint=MEND)
        except RecursionError:
            return Fault(
                part.name, "objects or lists are nested too deep", hint="a store needs no such depth"
            )
    problem, line, column = split_message(message)
    return Fault(part.name, problem, line=line, column=column, hint=MEND)


def _find_fault(part: "Part", text: str) -> Fault | None:
    import json

    try:
        # Numbers are not made: Python refuses those of very many digits.
        json.loads(text, parse_constant=_refuse_constant, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        problem = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        hint = MEND if text.lstrip().startswith("{") else NO_STORE
        if error.doc.startswith(CONFLICT, error.doc.rfind("\n", 0, error.pos) + 1):
            problem, hint = UNMERGED, CHOOSE
        return Fault(part.name, problem, line=error.lineno, column=error.colno, hint=hint)
    except RecursionError:
        return Fault(part.name, "objects or lists are nested too deep", hint="a store needs no such depth")
    except _ConstantError as error:
        at = text.find(str(error))
        return _at_letter(part, f"{error} is not JSON", text, at, hint="write a number or leave it out")
    for found in _SURROGATE.finditer(text):
        if found[3]:
            problem = f"half of a surrogate pair stands alone: {found[3]}"
            hint = "write the character itself, in UTF-8"
            return _at_letter(part, problem, text, found.start(), hint=hint)
    return None


def _at_byte(part: "Part", problem: str, raw: bytes, at: int, *, hint: str) -> Fault:
    line, column = raw.count(b"\n", 0, at) + 1, at - raw.rfind(b"\n", 0, at)
    return Fault(part.name, problem, line=line, column=column, hint=hint)


def _at_letter(part: "Part", problem: str, text: str, at: int, *, hint: str) -> Fault:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Fault(part.name, problem, line=line, column=column, hint=hint)


class _ConstantError(Exception):
    pass


def _refuse_constant(name: str) -> None:
    raise _ConstantError(name)


def split_message(message: str) -> tuple[str, int, int]:
    """Take pydantic's words on broken JSON apart: the problem, the line and the column."""
    found = re.fullmatch(r"(?:Invalid JSON: )?(.*?) at line (\d+) column (\d+)", message, re.DOTALL)
    if found is None:
        return message, 1, 1
    problem = found[1]
    if "recursion" in problem:
        problem = "objects or lists are nested too deep"
    else:
        problem = f"this is not JSON: {problem}"
    return problem, int(found[2]), max(1, int(found[3]))
