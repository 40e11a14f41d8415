"""Shell completion: the program's words and the store's own."""

import os
import subprocess
import sys

import pytest


def complete(line: str, **environ: str) -> list[str]:
    """Ask as bash does: the words so far, the last of them half typed."""
    words = line.split(" ")
    done = subprocess.run(
        [sys.executable, "-m", "talkscli"],
        env={
            **os.environ,
            **environ,
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_TALKS_COMPLETE": "complete_bash",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout.split()


CASES = [
    ("talks wh", {"who"}),
    ("talks claims --sou", {"--source"}),
    ("talks who ume", {"umerov"}),
    ("talks who Умє", {"Умєров"}),
    ("talks show round-3.da", {"round-3.date"}),
    ("talks show r3-date-ri", {"r3-date-ria"}),
    ("talks claims --source euneww", set()),
    ("talks claims --source eunews-", {"eunews-2025-07-22"}),
    ("talks claims --property prisoners-e", {"prisoners-each-side"}),
    ("talks conflicts --verdict ov", {"overlap"}),
    ("talks rounds --format nd", {"ndjson"}),
]


@pytest.mark.parametrize(("line", "words"), CASES)
def test_a_half_typed_word_is_completed(line: str, words: set[str]) -> None:
    found = set(complete(line))
    assert found == words if not words else words <= found


def test_a_store_that_cannot_be_read_completes_nothing() -> None:
    assert complete("talks who ume", TALKS_STORE="/nowhere.json") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "talkscli", "completion", shell], capture_output=True, text=True, check=True
    )
    assert "_TALKS_COMPLETE" in done.stdout
    assert "talks" in done.stdout
