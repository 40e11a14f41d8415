"""Rounds as they are reported."""

from tests.conftest import Talks


def test_a_limit_cuts_what_is_shown_and_not_what_is_counted(talks: Talks) -> None:
    whole = talks("rounds", "3", terminal=True).out.splitlines()
    cut = talks("rounds", "3", "--limit", "2", terminal=True).out.splitlines()
    assert len(cut) < len(whole)
    assert cut[0] == whole[0]
    assert "  2 facts" not in cut[0]
