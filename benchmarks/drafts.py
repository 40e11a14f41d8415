"""Small stores as their keepers see them: the records, and the form in which they stand in the file."""

import gzip
import json
from collections import deque
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generate import FAMILY, GIVEN, PROPERTIES, QUOTES, TERMS, WORDS, Generator

Json = dict[str, Any]

SUBJECTS = ("actors", "places", "events")
SECTIONS = (*SUBJECTS, "properties", "terms", "documents")
STATUSES = ("planned", "held", "agreed", "proposed")
ODD = [
    "naïve", "Çırağan", "Ёлка", "e\u0301te\u0301", "a \u0301 b", "İstanbul", "ﬁne", "ǅep", "中文", "हिन्दी",
    "שָׁלוֹם", "3.5", "it's", "x" * 120, "\0 nul", "AND", "NEAR(", '"quoted"', "a-b_c", "É", "ß", "²", "🙂",
    "\u200b", "Straße", "STRASSE",
]  # fmt: skip
"""Words that an index may take apart otherwise than a reader."""
_REMEMBERED = 8


class Draft:
    """A store, and the form in which it is written."""

    def __init__(self, header: Json, claims: list[Json]) -> None:
        self.header = header
        self.claims = claims
        """Never changed themselves, only replaced: copies of a draft share them."""
        self.form = "lines"
        self.windows = self.open_ended = self.marked = self.packed = False
        self.blank: int | None = None
        """Before which claim a blank line stands."""
        self.mixed = False
        """Whether every second file of a directory has another form."""
        self.files = 0
        """In how many files of a directory; 0 for a plain file."""
        self.spoilt = ""
        """What is wrong with the text, as distinct from the records."""
        self.missing = False
        self.claims_touched: deque[str] = deque(maxlen=_REMEMBERED)
        self.facts_touched: deque[str] = deque(maxlen=_REMEMBERED)
        self.names_touched: deque[str] = deque(maxlen=_REMEMBERED)
        self.words_touched: deque[str] = deque(maxlen=_REMEMBERED)

    def copy(self) -> "Draft":
        """Return a draft that can be changed without this one."""
        new = Draft(json.loads(json.dumps(self.header)), list(self.claims))
        for name, value in vars(self).items():
            if name not in {"header", "claims"}:
                setattr(new, name, value.copy() if isinstance(value, deque) else value)
        return new

    def remember(self, *claims: Json) -> None:
        """Keep in mind what is worth asking for after a change."""
        for claim in claims:
            what = claim["what"]
            self.claims_touched.append(str(claim.get("id")))
            self.facts_touched.append(f"{what['about']}.{what['property']}")
            self.names_touched.append(str(claim["who"]))
            self.words_touched.extend(str(what["text"]).rstrip(".").split()[-2:])

    def replace(self, place: int, claim: Json) -> None:
        """Put another claim in the place of one."""
        self.remember(self.claims[place], claim)
        self.claims[place] = claim

    def ids(self, *sections: str) -> list[str]:
        """List the ids of some sections."""
        return [record["id"] for section in sections for record in self.header[section]]

    def render(self) -> dict[str, bytes]:
        """Return the store's files by name; a plain file has none."""
        if self.missing:
            return {}
        if not self.files:
            return {"": self._encode(self._write(self.header, self.claims, self.form))}
        bare = {key: self.header[key] for key in ("schema_version", "title")}
        size = len(self.claims) // self.files + 1
        texts = {}
        for number in range(self.files):
            header = self.header if number == 0 else {**bare, "terms": self.header["terms"]}
            other = {"lines": "pretty", "pretty": "lines"}.get(self.form, "tight")
            form = other if self.mixed and number % 2 else self.form
            text = self._write(header, self.claims[number * size : (number + 1) * size], form)
            ending = "jsonl" if form == "records" else "json"
            texts[f"part-{number}.{ending}{'.gz' * self.packed}"] = self._encode(text)
        return texts

    def _write(self, header: Json, claims: list[Json], form: str) -> str:
        write = json.JSONEncoder(ensure_ascii=False).encode
        if form == "pretty":
            return json.dumps({**header, "claims": claims}, indent=2, ensure_ascii=False) + "\n"
        if form == "tight":
            return json.dumps({"claims": claims, **header}, separators=(",", ":"))
        lines = [write(claim) for claim in claims]
        if form == "records":
            return "\n".join([write(header), *self._space(lines)]) + "\n"
        parts = [
            f'  "{key}": [\n' + ",\n".join(f"    {write(one)}" for one in value) + "\n  ]"
            if value and isinstance(value, list)
            else f'  "{key}": {write(value)}'
            for key, value in header.items()
        ]
        rows = self._space([f"    {line}{',' * (place < len(lines))}" for place, line in enumerate(lines, 1)])
        return "{\n" + ",\n".join([*parts, '  "claims": [']) + "\n" + "\n".join([*rows, "  ]", "}", ""])

    def _space(self, lines: list[str]) -> list[str]:
        if self.blank is None or not lines:
            return lines
        place = self.blank % len(lines)
        return [*lines[:place], "", *lines[place:]]

    def _encode(self, text: str) -> bytes:
        middle = text.find('"who"', len(text) * 2 // 3)
        if self.spoilt == "comma":
            text = text[:middle] + text[middle:].replace(",", " ", 1)
        elif self.spoilt == "cut short":
            text = text[: len(text) * 2 // 3]
        elif self.spoilt == "key twice":
            text = text[:middle] + '"who": "p0", ' + text[middle:]
        elif self.spoilt == "garbage":
            text = "no store at all"
        elif self.spoilt == "empty":
            text = ""
        if self.open_ended:
            text = text.rstrip("\n")
        if self.windows:
            text = text.replace("\n", "\r\n")
        raw = text.encode("utf-8-sig" if self.marked else "utf-8")
        return gzip.compress(raw, 1, mtime=0) if self.packed else raw


def read_draft(path: Path, before: Draft) -> Draft:
    """Read back the draft of a file that a command has written."""
    new = before.copy()
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if new.packed else raw).decode("utf-8-sig")
    if new.form == "records":
        new.header, *new.claims = [json.loads(line) for line in text.split("\n") if line.strip()]
    else:
        new.header = json.loads(text)
        new.claims = new.header.pop("claims", [])
    new.blank = None
    for section in SECTIONS:
        new.header.setdefault(section, [])
    new.remember(*new.claims[-2:])
    return new


def make_draft(size: int, seed: object) -> Draft:
    """Make a store of about so many claims, with all that a store can have."""
    chance = Random(f"draft {seed}")
    generator = Generator(4 * size, chance.randrange(1000))
    header: Json = {
        "schema_version": 1,
        "title": f"Talks of {seed}",
        "actors": list(generator.actors()),
        "places": list(generator.places()),
        "events": list(generator.rounds()),
        "properties": [],
        "terms": [],
        "documents": list(generator.papers()),
    }
    header["properties"] = [*map(dict, PROPERTIES), {"id": "role", "type": "text"}]
    header["terms"] = [{"id": term, "name": term.title()} for term in TERMS]
    for number, event in enumerate(header["events"][:5], 1):
        event |= {"kind": "round", "name": f"Round of {event['name'].split()[-1]}", "number": number}
    for actor in header["actors"][::5]:
        actor["side"] = "o0"
    claims = list(generator.statements())[::4]
    there = {claim["id"] for claim in claims}
    for place, claim in enumerate(claims):
        if claim.get("revises") not in there:
            claim.pop("revises", None)
        if chance.random() < 0.03:
            claim["retracted"] = {"why": "It was misread."}
        if chance.random() < 0.06:
            about = chance.choice(["p0", "p1", "c0", "land"])
            claim["what"] |= {"about": about, "property": "role", "value": f"head of {place}"}
            claim["what"].pop("stance", None)
            claim.pop("revises", None)
    revised = {claim.get("revises") for claim in claims}
    facts = {claim["id"]: (claim["who"], *map(claim["what"].get, ("about", "property"))) for claim in claims}
    for claim in claims:
        if claim["id"] not in revised and chance.random() < 0.05:
            same = [one for one, fact in facts.items() if fact == facts[claim["id"]] and one != claim["id"]]
            if same and "revises" not in claim:
                claim["revises"] = same[0]
                revised |= {claim["id"], same[0]}
    return Draft(header, claims)


def make_word(chance: Random) -> str:
    """Make a word that no claim has yet, most likely."""
    return "".join(
        chance.choice("bdgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.choice([3, 4]))
    )


def make_text(chance: Random) -> str:
    """Make a sentence of common words and a rare one."""
    odd = f" {chance.choice(ODD)}" if chance.random() < 0.2 else ""
    return f"{' '.join(chance.sample(WORDS, 4)).capitalize()}{odd} {make_word(chance)}."


def make_day(chance: Random) -> str:
    return f"2000-{chance.randint(1, 3):02}-{chance.randint(1, 28):02}"


def make_name(chance: Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}-{make_word(chance).title()}"


def make_value(draft: Draft, chance: Random, kind: str) -> Any:
    """Make a value of a type."""
    day, number = make_day(chance), chance.randrange(1, 60) * 50
    choices: dict[str, list[Any]] = {
        "date": [day, day[:7], f"[{day}..2000-04-01]", f"{day}~", f"{day}/2000-04-02"],
        "duration": [f"{number} min", f"~{number} min", "40..70 min", "<2 h"],
        "count": [str(number), f"~{number}", f">={number}", "100..999"],
        "place": draft.ids("places") or ["nowhere"],
        "actor": draft.ids("actors") or ["nobody"],
        "terms": [sorted(chance.sample(draft.ids("terms"), min(2, len(draft.ids("terms")))))],
        "yes-no": ["yes", "no"],
        "quote": [*QUOTES, make_text(chance)],
        "text": [make_text(chance)],
    }
    return chance.choice(choices[kind])


def make_claim(draft: Draft, chance: Random, one: str = "") -> Json:
    """Make a claim that the store does not have."""
    prop = chance.choice(draft.header["properties"])
    claim: Json = {
        "id": one or f"n-{make_word(chance)}-{chance.randrange(1000)}",
        "who": chance.choice(draft.ids("actors")),
        "what": {
            "about": chance.choice(draft.ids(*SUBJECTS)),
            "property": prop["id"],
            "value": make_value(draft, chance, prop["type"]),
            "text": make_text(chance),
        },
        "source": {"document": chance.choice(draft.ids("documents"))},
    }
    if draft.claims and chance.random() < 0.7:
        other = chance.choice(draft.claims)["what"]
        kind = next(
            (one["type"] for one in draft.header["properties"] if one["id"] == other["property"]), "text"
        )
        claim["what"] |= {"about": other["about"], "property": other["property"]}
        claim["what"]["value"] = make_value(draft, chance, kind)
    if chance.random() < 0.7:
        claim["when"] = make_day(chance)
    if chance.random() < 0.3:
        claim["what"]["mentions"] = [chance.choice(draft.ids(*SUBJECTS))]
    return claim
