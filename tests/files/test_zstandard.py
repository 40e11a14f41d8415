"""Stores packed with Zstandard are read and written; what is damaged, cut off or made to fill a disk is refused."""

from pathlib import Path
from typing import Any

import pytest

from talkscli.errors import StoreError
from talkscli.files.store_files import open_parts
from talkscli.files.zstandard import load_zstd

zstd = load_zstd()
if zstd is None:
    pytest.skip("backports.zstd is not installed", allow_module_level=True)

CHECKSUM_FLAG = 4
"""The bit of a frame's fifth byte that says that a sum follows the text."""

DATA = Path(__file__).parents[2] / "data" / "facts.json"
RAW = DATA.read_bytes()


def pack(text: bytes, **options: int) -> bytes:
    chosen = {getattr(zstd.CompressionParameter, name): value for name, value in options.items()}
    packed: bytes = zstd.compress(text, options=chosen)
    return packed


def read(path: Path) -> bytes:
    with open_parts(str(path), None) as parts:
        parts[0].file.seek(0)
        return parts[0].file.read()


PACKED = pack(RAW)
SUMMED = pack(RAW, checksum_flag=1)
FLIPPED = bytes([*SUMMED[:5000], SUMMED[5000] ^ 0xFF, *SUMMED[5001:]])

WHOLE = [
    PACKED,
    pack(RAW, compression_level=19),
    SUMMED,
    # Frames one after the other are one text, as `zstd` itself has it.
    pack(RAW[:1000]) + pack(RAW[1000:]),
    pack(RAW[:1000]) + pack(b"") + pack(RAW[1000:]),
]


@pytest.mark.parametrize("packed", WHOLE)
def test_what_was_packed_is_read_whole(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "store.json.zst").write_bytes(packed)
    assert read(tmp_path / "store.json.zst") == RAW


REFUSED = [
    (PACKED[:4], "cut off|ended"),
    (PACKED[:-1], "cut off|ended"),
    (PACKED[: len(PACKED) // 2], "cut off|ended"),
    (pack(RAW[:1000]) + pack(RAW[1000:])[:-10], "cut off|ended"),
    (FLIPPED, "damaged"),
    (PACKED + b"more", "damaged"),
    (pack(bytes(1 << 27)), "unpacks to more than 250 times its size"),
]


@pytest.mark.parametrize(("packed", "why"), REFUSED)
def test_what_is_damaged_or_a_bomb_is_refused(tmp_path: Path, packed: bytes, why: str) -> None:
    (tmp_path / "store.json.zst").write_bytes(packed)
    with pytest.raises(StoreError, match=why):
        read(tmp_path / "store.json.zst")


def test_a_packed_store_is_changed_and_stays_packed(talks: Any, tmp_path: Path) -> None:
    store = tmp_path / "store.json.zst"
    store.write_bytes(PACKED)
    words = "--id new --who umerov --about round-3 --property date --value 2025-07-24 --text T.".split()
    ended = talks("add", *words, "--document", "eunews-2025-07-22", "--store", store)
    assert (ended.status, ended.out) == (0, "new\n")
    assert zstd.decompress(store.read_bytes()).count(b'"id": "new"') == 1
    assert talks("show", "new", "--store", store).status == 0
    assert store.read_bytes()[4] & CHECKSUM_FLAG


def test_a_new_store_is_packed_as_its_name_says(talks: Any, tmp_path: Path) -> None:
    store = tmp_path / "new.json.zst"
    assert talks("init", store, "--title", "New").status == 0
    assert b'"New"' in zstd.decompress(store.read_bytes())
    assert talks("check", store).status == 0
