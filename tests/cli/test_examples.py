"""The examples in the help can be copied from a terminal of eighty columns."""

import re

from talkscli.cli.reference import write_reference


def test_no_example_is_broken_by_the_edge_of_a_terminal() -> None:
    examples = re.findall(r"^ +Examples:\n((?: .*\n)+)", write_reference(), re.MULTILINE)
    lines = [line for block in examples for line in block.splitlines()]
    assert len(lines) > 40
    assert [line for line in lines if len(line) > 80] == []
