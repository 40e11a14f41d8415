import subprocess
import sys

import pytest

HEAVY = ("rapidfuzz", "anyascii", "talkscli.names.parts", "talkscli.names.scripts")


def loaded_after(statement: str) -> set[str]:
    code = f"import sys\nfrom talkscli import names\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement", ["", "names.NameIndex([('Rustem Umerov', 'umerov')]).resolve('Rustem Umerov')"]
)
def test_an_exact_name_loads_neither_tables_nor_a_matcher(statement: str) -> None:
    assert loaded_after(statement).isdisjoint(HEAVY)


def test_a_folded_name_loads_no_matcher() -> None:
    assert "rapidfuzz" not in loaded_after("names.resolve('UMEROV', ['Rustem Umerov'])")


def test_a_cyrillic_name_needs_no_other_package() -> None:
    assert loaded_after("names.resolve('Умеров', ['Rustem Umerov'])").isdisjoint({"rapidfuzz", "anyascii"})


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    from talkscli import names

    with pytest.raises(AttributeError, match="has no attribute 'forget'"):
        names.forget  # noqa: B018
