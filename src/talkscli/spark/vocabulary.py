"""The vocabulary of the claims, as it is sent to the workers."""

import pickle
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Self
from zlib import crc32

from talkscli.index.known_records import KnownRecords
from talkscli.judging.accounts import AccountReader
from talkscli.judging.facts import FactJudge
from talkscli.judging.inputs import find_naming, list_stated, open_inputs

if TYPE_CHECKING:
    from talkscli.index.header import Header
    from talkscli.values.question import Stated

_kept: "dict[tuple[int, int], Tools]" = {}
"""What a worker made of the vocabulary that it was last sent: one process serves many tasks."""


class Tools:
    """What works on claims with a vocabulary."""

    def __init__(self, records: KnownRecords, naming: frozenset[str], stated: "dict[str, Stated]") -> None:
        self._records = records
        self.naming = naming
        """The properties whose values name records."""
        self._stated = stated

    @cached_property
    def reader(self) -> AccountReader:
        """What reads claims."""
        return AccountReader(self._records)

    @cached_property
    def judge(self) -> FactJudge:
        """What judges facts."""
        return FactJudge(self._records, self._stated)


class Vocabulary:
    """Actors, places, events, properties, terms and documents, packed to be sent."""

    def __init__(self, header: "Header") -> None:
        # Of a record goes what claims are read and judged by: each process of the workers has all of them.
        records = KnownRecords()
        vars(records).update({name: getattr(header, name) for name in vars(records)})
        records.ids = {}
        records.names = {**header.names, "document": {}}
        self._packed = pickle.dumps((records, find_naming(header), list_stated(header)))

    @classmethod
    def from_paths(cls, paths: Sequence[str]) -> Self:
        """Read the vocabulary of stores, or of directories of exported tables.

        Raises:
            StoreError: one cannot be read, or is not valid.
        """
        with open_inputs(paths) as inputs:
            return cls(inputs.header)

    def unpack(self) -> Tools:
        """Return what works on claims; a process that is asked again has it still."""
        key = len(self._packed), crc32(self._packed)
        if key not in _kept:
            _kept.clear()
            _kept[key] = Tools(*pickle.loads(self._packed))  # noqa: S301 - packed by the driver
        return _kept[key]
