"""The short ways through plain dates, against the long ones that stand for all dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.values import edtf, edtf_moment
from talkscli.values.edtf import parse_edtf, show_edtf
from talkscli.values.edtf_english import say_form
from talkscli.values.edtf_moment import Fault, Moment, read_moment
from talkscli.values.edtf_syntax import read_form

days = st.builds(
    "{}-{:02d}-{:02d}".format,
    st.sampled_from(["0000", "0001", "0900", "2000", "2023"]),
    st.integers(1, 2),
    st.integers(1, 28),
)
forms = st.sampled_from(["{0}", "{0}/{1}", "[{0}..{1}]", "[{0},{1}]", "{{{0}..{1}}}"])


@given(forms, days, days)
def test_plain_days_are_said_as_their_forms_are(form: str, one: str, other: str) -> None:
    value = parse_edtf(form.format(min(one, other), max(one, other)))
    assert show_edtf(value) == value.words == say_form(read_form(value.text), value.spans)


def test_the_short_way_of_saying_days_is_taken() -> None:
    for text in ("2025-07-23", "2025-07-23/2025-07-24", "[2025-07-23..2025-07-24]"):
        assert edtf._say_plain_days(parse_edtf(text))


def read_all(text: str) -> list[object]:
    """Read a date, and lay open what was read or what is wrong."""
    try:
        moment = read_moment(text)
    except Fault as fault:
        return [fault.problem, fault.hint]
    return [getattr(moment, name) for name in Moment.__slots__]


plain = st.tuples(
    st.sampled_from(["0000", "1900", "2000", "2023", "-001", "202X", "20235", "٢٠٢٥"]),
    st.sampled_from(["", "-", "/"]),
    st.sampled_from(["00", "02", "12", "13", "21", "1", "X2", "0٣"]),
    st.sampled_from(["", "-", "/"]),
    st.sampled_from(["", "00", "1", "28", "29", "30", "31", "32", "3X"]),
    st.sampled_from(["", "?", "~", "%", "T", "??"]),
).map("".join)


@given(plain)
def test_a_plain_date_is_read_as_any_other(text: str) -> None:
    short = read_all(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edtf_moment, "_read_plain", lambda *_: None)
        assert read_all(text) == short
