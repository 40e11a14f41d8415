"""The vocabulary of the claims, as it is sent to the workers."""

import pickle
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

from talkscli.judging.accounts import AccountReader
from talkscli.judging.facts import FactJudge
from talkscli.judging.inputs import find_naming, list_stated, open_inputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkscli.index.header import Header

_MOST_KEPT = 4
_kept: dict[tuple[str, int, int], object] = {}
"""What a worker made of the vocabularies it was last sent: one process serves many tasks."""


class Vocabulary:
    """Actors, places, events, properties, terms and documents, packed to be sent."""

    def __init__(self, header: "Header") -> None:
        self._packed = pickle.dumps(header)

    @classmethod
    def from_paths(cls, paths: Sequence[str]) -> "Vocabulary":
        """Read the vocabulary of stores, or of directories of exported tables.

        Raises:
            StoreError: one cannot be read, or is not valid.
        """
        with open_inputs(paths) as inputs:
            return cls(inputs.header)

    def unpack(self) -> "Header":
        """Return the vocabulary."""
        header: Header = pickle.loads(self._packed)  # noqa: S301 - packed by the driver
        return header

    def make_reader(self) -> tuple[AccountReader, frozenset[str]]:
        """Return what reads claims, and the properties whose values name records."""
        made: tuple[AccountReader, frozenset[str]] = self._keep(
            "reader", lambda header: (AccountReader(header), find_naming(header))
        )
        return made

    def make_judge(self) -> FactJudge:
        """Return what judges facts."""
        made: FactJudge = self._keep("judge", lambda header: FactJudge(header, list_stated(header)))
        return made

    def _keep(self, name: str, make: "Callable[[Header], object]") -> Any:
        key = name, len(self._packed), crc32(self._packed)
        if key not in _kept:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[key] = make(self.unpack())
        return _kept[key]
