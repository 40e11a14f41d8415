"""A test whose program is missing is skipped, but fails where all programs have to be there."""

import pytest
from tests import programs


def test_a_test_is_skipped_where_its_program_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MUST_RUN", False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        programs.require("no-such-program")


def test_it_fails_in_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MUST_RUN", True)
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        programs.require("no-such-program")


def test_what_is_there_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MUST_RUN", True)
    monkeypatch.setattr("shutil.which", lambda program: f"/bin/{program}")
    programs.require("jq", "fish")
