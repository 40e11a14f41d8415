"""What broken and hostile input is made of, for `fuzz.py`: texts, bytes, values, changed stores."""

import json
import random
import re
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parent.parent / "data/facts.json"
WORDS = re.findall(r"[\w'’-]+", SHIPPED.read_text(encoding="utf-8"))[::7]

NASTY = [
    "\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\x90q\x9c", "\u202egnp.exe", "\u2066x", "\U000e0041",
    "\u200b", "\ufeff",
    "\r", "\n", "\t", "\0", "\x08\x08", "[/red]", "[bold]", "\\", '"', "'", "`", "<b>", "|", "=1+1", "@x",
    "-", "--", "+",
    "\ud800", "\udfff", "e\u0301" * 50, "ﷺ", "𝕳", "ß", "İ", "ı", "Ⅷ", "٣", "²", "½", "１", "—", "…", "’",
    "«", "»",
    "NaN", "Infinity", "-0", "1e999", "1" * 400, "9" * 5000, "true", "null", "{}", "[]", "a" * 3000,
    "(" * 200,
    "*", "%", "?", ":", "AND", "OR", "NOT", "NEAR(", "^", '"""', "who:", "about:", "text:", "-who:",
    "a*b*", "..", "/",
]  # fmt: skip
TOKENS = [
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b"\r\n", b"\0", b"\xef\xbb\xbf", b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\\ud800", b"\\u0000", b"\\udc00\\ud800", b"NaN", b"-Infinity",
    b"1e400", b"-",
    b"0x1", b"1" * 5000, b"[" * 3000, b'{"a":' * 3000, b'"claims": [', b"]\n", b"\x1b[2J",
    b"\\u001b]0;x\\u0007",
    b"\\u202e", b"//", b"/*", b"null", b"true", b'"id":"x",', b'"id":"x","id":"x",', b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
]  # fmt: skip
VALUES = [
    None, True, False, 0, -1, 1, 2**63, 2**64, -(2**63), 10**300, 1e308, 0.5, "", " ", [], {}, [[]],
    [None], [""], {"id": 1},
    "a", "x" * 5000, "2025-02-30", "2025-07-24/2025-07-25", "[2025..]", "..", "Y-17E7",
    "2025-06-15T10:00:00Z", "1..2", "yes",
    "round-3", "umerov", ["umerov"], ["umerov", "umerov"], "date", "round-3.date",
]  # fmt: skip
ATOMS = [
    "2025", "-07", "-23", "XX", "X", "?", "~", "%", "/", "..", "[", "]", "{", "}", ",", "Y", "E", "S2",
    "T", "Z", ":00",
    "+05:30", "-21", "0", "9999999", "-", " ", "<", ">", "=", ">=", "<=", "~", "±", "min", "h", "days",
    "1,000", "1.5", "1e9",
    "∞", "yes", "no", "umerov", "istanbul", "or", "and", "about", "\u2013", "\u2212", "\u00a0",
]  # fmt: skip
FORMS = ["pretty", "tight", "records", "lines"]
STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')


class Finding(Exception):  # noqa: N818 - that is what it is
    """A case that the program did not stand."""


def make_text(chance: random.Random) -> str:
    """Make a text of words, notations, escape sequences and characters of any kind."""
    parts = []
    for _ in range(chance.choice([1, 1, 2, 3, 5, 12])):
        pool = chance.randrange(4)
        if pool == 0:
            parts.append(chance.choice(NASTY))
        elif pool == 1:
            parts.append(chance.choice(ATOMS))
        elif pool == 2:
            parts.append(chance.choice(WORDS))
        else:
            ends = [chance.randrange(128), chance.randrange(0x3000), chance.randrange(0x110000)]
            parts.append(chr(chance.choice(ends)))
    return chance.choice(["", "", " "]).join(parts)


def make_line(chance: random.Random) -> str:
    """Make a text that can stand in a store: not empty, and with no half of a character."""
    return make_text(chance).encode(errors="ignore").decode().strip() or "x"


def change_bytes(raw: bytes, chance: random.Random) -> bytes:
    """Take out, put in, repeat or cut off some bytes."""
    changed = bytearray(raw)
    for _ in range(chance.choice([1, 1, 1, 2, 4, 16])):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice([1, 1, 2, 8, 64, 1024])
        act = chance.randrange(6)
        if act == 0:
            changed[at : at + length] = b""
        elif act == 1:
            changed[at:at] = chance.choice(TOKENS)
        elif act == 2:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif act == 3:
            changed[at:at] = changed[at : at + length] * chance.choice([1, 2, 50])
        elif act == 4:
            other = chance.randrange(len(changed) + 1)
            changed[at:at] = changed[other : other + length]
        else:
            del changed[at:]
            if not changed:
                changed += chance.choice(TOKENS)
    return bytes(changed)


def escape_some(raw: bytes, chance: random.Random) -> bytes:
    """Write some letters of texts, ids and keys as numbers, as JSON allows."""

    def escape(match: re.Match[bytes]) -> bytes:
        text = match[0]
        if b"\\" in text or len(text) < 3 or chance.random() > 0.05:
            return text
        at = chance.randrange(1, len(text) - 1)
        return text if text[at] > 0x7E else b"%s\\u%04x%s" % (text[:at], text[at], text[at + 1 :])

    return STRINGS.sub(escape, raw)


def cut_store(store: dict[str, Any], chance: random.Random, count: int = 20) -> dict[str, Any]:
    """Return a copy with some claims that stand together; what they revise may be missing."""
    start = chance.randrange(len(store["claims"]))
    copy: dict[str, Any] = json.loads(json.dumps({**store, "claims": store["claims"][start : start + count]}))
    return copy


def cut_whole(store: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a valid copy: a few claims from here and there, and little that they do not need."""
    claims = store["claims"]
    by_id = {claim["id"]: claim for claim in claims}
    wanted = {claim["id"] for claim in chance.sample(claims, chance.choice([1, 3, 10]))}
    first = chance.randrange(len(claims))
    wanted |= {claim["id"] for claim in claims[first : first + chance.choice([1, 3, 10])]}
    while missing := {by_id[one]["revises"] for one in wanted if "revises" in by_id[one]} - wanted:
        wanted |= missing
    copy: dict[str, Any] = json.loads(
        json.dumps({**store, "claims": [claim for claim in claims if claim["id"] in wanted]})
    )
    for kind in ("terms", "properties", "events", "places", "actors"):
        rest = {other: records for other, records in copy.items() if other != kind}
        own = copy[kind]
        # An id that stands in quotation marks anywhere is needed; that is roughly said, and enough.
        text = json.dumps([rest, [{**record, "id": None} for record in own]])
        copy[kind] = [one for one in own if f'"{one["id"]}"' in text or chance.random() < 0.1]
    return copy


def spice(store: dict[str, Any], chance: random.Random) -> None:
    """Put strange texts where any text may stand, so that the store stays valid."""
    for _ in range(chance.choice([1, 2, 8])):
        kind = chance.choice(
            [kind for kind, records in store.items() if isinstance(records, list) and records]
        )
        record = chance.choice(store[kind])
        text = make_line(chance)
        if kind == "claims":
            place = chance.choice([record["what"], record["source"], record])
            field = {"what": "text", "source": "quote"}.get(
                next((name for name in ("what", "source") if record[name] is place), ""), "note"
            )
            place[field] = " ".join(text.split()[:12]) or "x" if field == "quote" else text
        elif kind == "documents":
            record[chance.choice(["title", "title", "author", "language", "url", "file", "note"])] = text
        elif kind == "properties":
            record[chance.choice(["label", "unit", "note"])] = text
        elif chance.random() < 0.5:
            record["name"] = text
        else:
            record.setdefault("aliases", []).append(text)


def write_form(store: dict[str, Any], form: str) -> bytes:
    if form == "pretty":
        return json.dumps(store, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")
    if form == "tight":
        return json.dumps(store, ensure_ascii=True, separators=(",", ":")).encode()
    claims = store.get("claims")
    head = {key: value for key, value in store.items() if key != "claims"}
    lines = [
        json.dumps(claim, ensure_ascii=False) for claim in (claims if isinstance(claims, list) else [claims])
    ]
    if form == "records":
        text = json.dumps(head, ensure_ascii=False) + "\n" + "\n".join(lines) + "\n"
    else:
        text = (
            json.dumps(head, ensure_ascii=False, indent=1)[:-2]
            + ',\n"claims": [\n'
            + ",\n".join(lines)
            + "\n]\n}\n"
        )
    return text.encode("utf-8", "surrogatepass")


def change_one(store: Any, chance: random.Random) -> None:
    """Go down to some place of a JSON value and change what stands there."""
    place = store
    while True:
        if isinstance(place, dict) and place:
            key: Any = chance.choice(list(place))
        elif isinstance(place, list) and place:
            key = chance.randrange(len(place))
        else:
            return
        below = place[key]
        if isinstance(below, dict | list) and below and chance.random() < 0.85:
            place = below
            continue
        act = chance.randrange(8)
        if act == 0:
            del place[key]
        elif act == 1 and isinstance(place, dict):
            place[chance.choice(["extra", "id", "", "\x1b[2J", make_text(chance)])] = below
        elif act == 2 and isinstance(place, list):
            place.append(below)
        elif act == 3:
            deep = below
            for _ in range(chance.choice([1, 10, 150, 900])):
                deep = [deep]
            place[key] = deep
        elif act < 6:
            place[key] = make_text(chance)
        else:
            place[key] = chance.choice(VALUES)
        return
