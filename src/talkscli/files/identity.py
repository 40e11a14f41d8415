"""The hash by which others can tell that they have the same store."""
# ruff: noqa: PTH119, PTH123

import os
from hashlib import file_digest, sha256

from talkscli.files.input_files import explain_refusal
from talkscli.files.store_files import STANDARD_INPUT, list_files


def hash_store(path: str) -> str:
    """Return the SHA-256 of a store's file, as sha256sum prints it; nothing for standard input.

    Of a directory it is the hash of the lines that sha256sum prints for its files, ordered by their names.

    Raises:
        StoreError: a file cannot be read.
    """
    if path == STANDARD_INPUT:
        return ""
    files = list_files(path)
    digests = [_hash_file(file) for file in files]
    if files == [path]:
        return digests[0]
    lines = (f"{digest}  {os.path.basename(file)}\n" for digest, file in zip(digests, files, strict=True))
    return sha256("".join(lines).encode(errors="surrogateescape")).hexdigest()


def _hash_file(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise explain_refusal(path, error) from error
