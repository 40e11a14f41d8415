"""What long inputs cost: each kind that a stranger can make long is made twice as long.

    python benchmarks/growth.py [WORDS ...] [--rounds 3] [--least 0.3]

For each kind a command is run with an input of one length and with one twice as long, from an empty cache.
The table shows the length, the seconds that processors worked, and how many times as much the longer one took
beyond what the same command takes with next to nothing. What grows with the square shows 4; nothing may show
more than 2.6. WORDS choose kinds by what is in their names. A kind whose greater length took less than
`--least` seconds more than next to nothing is marked: there is too little to tell how it grows.
"""

import argparse
import json
import math
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from processes import measure

MOST = 2.6
"""What takes more times as long for an input twice as long does not grow evenly."""

LONGEST = 60
"""A command that works for more seconds is ended, and does not grow evenly."""

TALKS = [sys.executable, "-m", "talkscli"]

Store = dict[str, Any]
Make = Callable[[Path, int], list[str]]
"""Writes the files of an input of a length into a directory, and returns the command's words."""

KINDS: dict[str, tuple[int, Make]] = {}
"""Each kind of input by name: the lesser length, and what makes it."""


def kind(name: str, length: int) -> Callable[[Make], Make]:
    """Enter a kind of input."""

    def enter(make: Make) -> Make:
        KINDS[name] = length, make
        return make

    return enter


def make_claim(number: int, **fields: Any) -> dict[str, Any]:
    """Make a claim: fields of `what` and `source` by their own names, the others the claim's."""
    what = {"about": "e", "property": "date", "value": "2025-07-23", "text": "It was then."}
    source = {"document": "d"}
    claim: dict[str, Any] = {"id": f"c{number}", "who": "a"}
    for name, value in fields.items():
        if name in {"about", "property", "value", "text", "mentions", "status", "stance", "only"}:
            what[name] = value
        elif name in {"quote", "via", "document", "paragraph"}:
            source[name] = value
        else:
            claim[name] = value
    return {**claim, "what": what, "source": source}


def write_store(folder: Path, claims: Iterable[dict[str, Any]] = (), **more: list[dict[str, Any]]) -> str:
    """Write a store with what is given beside the little that every claim needs, and return its path."""
    store = {
        "schema_version": 2,
        "title": "Growth",
        "actors": [
            {"id": "a", "kind": "person", "name": "Anna Alpha"},
            {"id": "o", "kind": "outlet", "name": "The Outlet"},
            *more.get("actors", []),
        ],
        "places": more.get("places", []),
        "events": [{"id": "e", "kind": "round", "name": "First round"}, *more.get("events", [])],
        "properties": [
            {"id": one, "type": one}
            for one in ("date", "duration", "count", "place", "actor", "terms", "quote", "text")
        ],
        "terms": more.get("terms", []),
        "documents": [
            {"id": "d", "outlet": "o", "title": "T", "file": "text.txt"},
            *more.get("documents", []),
        ],
        "claims": [make_claim(0), *claims],
    }
    path = folder / "store.json"
    lines = (
        f'"{key}": [\n' + ",\n".join(json.dumps(one) for one in value) + "]"
        if isinstance(value, list)
        else f'"{key}": {json.dumps(value)}'
        for key, value in store.items()
    )
    path.write_text("{" + ",\n".join(lines) + "}\n")
    return str(path)


def make_words(number: int, seed: int = 1) -> list[str]:
    """Invent words, each as good as once."""
    chance = random.Random(seed)
    return ["".join(chance.choices("abcdefghijklmnoprstuvyz", k=7)) for _ in range(number)]


@kind("initials in one name", 400_000)
def _(folder: Path, length: int) -> list[str]:
    name = " ".join(f"{chr(65 + number % 26)}." for number in range(length)) + " Alpha"
    return ["claims", "--store", write_store(folder, actors=[{"id": "x", "kind": "person", "name": name}])]


@kind("words in one name", 8_000)
def _(folder: Path, length: int) -> list[str]:
    name = " ".join(make_words(length)).title()
    return ["claims", "--store", write_store(folder, actors=[{"id": "x", "kind": "person", "name": name}])]


@kind("letters in one word of a name", 3_000_000)
def _(folder: Path, length: int) -> list[str]:
    name = "".join(make_words(length // 7)).title()
    return ["claims", "--store", write_store(folder, actors=[{"id": "x", "kind": "person", "name": name}])]


@kind("letters of another alphabet in one name", 200_000)
def _(folder: Path, length: int) -> list[str]:
    name = "".join(random.Random(1).choices("абвгдежзийклмнопрстуфхцчшщыьэюя", k=length)).title()
    return ["claims", "--store", write_store(folder, actors=[{"id": "x", "kind": "person", "name": name}])]


@kind("aliases of one actor", 8_000)
def _(folder: Path, length: int) -> list[str]:
    actor = {
        "id": "x",
        "kind": "person",
        "name": "X Y",
        "aliases": [f"Xaver {w.title()}" for w in make_words(length)],
    }
    return ["who", "X Y", "--store", write_store(folder, actors=[actor])]


@kind("actors of one name, asked for", 2_000)
def _(folder: Path, length: int) -> list[str]:
    actors = [{"id": f"x{n}", "kind": "person", "name": "Xaver Yew"} for n in range(length)]
    return ["claims", "--text", "Xaver Yew", "--store", write_store(folder, actors=actors)]


@kind("actors of like names, one asked for", 3_000)
def _(folder: Path, length: int) -> list[str]:
    actors = [
        {"id": f"x{n}", "kind": "person", "name": f"Kovalenk{w} {v.title()}"}
        for n, (w, v) in enumerate(zip(make_words(length), make_words(length, 2), strict=True))
    ]
    return ["sources", "--store", write_store(folder, actors=actors)]


def nest_places(number: int, depth: int, prefix: str = "p") -> list[dict[str, Any]]:
    """Make places each within the next, so many in a chain."""
    return [
        {
            "id": f"{prefix}{n}",
            "name": f"Place {prefix} {n}",
            **({"within": f"{prefix}{n + 1}"} if (n + 1) % depth else {}),
        }
        for n in range(number)
    ]


@kind("places each within the next", 50)
def _(folder: Path, length: int) -> list[str]:
    # No more than a hundred lie around one; what is far more is refused as soon.
    places = [one for n in range(100) for one in nest_places(length, length, f"p{n}-")]
    claims = [make_claim(1 + n, property="place", value=f"p{n}-0", text="There.") for n in range(100)]
    return ["conflicts", "--limit", "1", "--store", write_store(folder, claims, places=places)]


@kind("places each within the next, too many", 20_000)
def _(folder: Path, length: int) -> list[str]:
    return ["check", write_store(folder, places=nest_places(length, length))]


@kind("terms each narrower than the next", 50)
def _(folder: Path, length: int) -> list[str]:
    terms = [
        {("broader" if name == "within" else name): value for name, value in one.items()}
        for n in range(100)
        for one in nest_places(length, length, f"t{n}-")
    ]
    claims = [make_claim(1 + n, property="terms", value=[f"t{n}-0", f"t{n}-1"]) for n in range(100)]
    return ["conflicts", "--limit", "1", "--store", write_store(folder, claims, terms=terms)]


@kind("claims about places deep within others", 2_000)
def _(folder: Path, length: int) -> list[str]:
    places = nest_places(length, 100)
    claims = [make_claim(1 + n, property="place", value=f"p{n}", text="There.") for n in range(length)]
    return ["conflicts", "--limit", "1", "--store", write_store(folder, claims, places=places)]


@kind("claims each revising the one before", 8_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [
        make_claim(1 + n, value=f"2025-07-{1 + n % 28:02}", **({"revises": f"c{n}"} if n else {}))
        for n in range(length)
    ]
    return ["show", "e.date", "--store", write_store(folder, claims)]


@kind("claims that all revise one", 8_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [make_claim(1 + n, value=f"2025-07-{1 + n % 28:02}", revises="c0") for n in range(length)]
    return ["show", "e.date", "--store", write_store(folder, claims)]


@kind("words in a name that is asked for", 30)
def _(folder: Path, length: int) -> list[str]:
    actors = [{"id": f"x{n}", "kind": "person", "name": w.title()} for n, w in enumerate(make_words(3_000))]
    return ["claims", "--who", " ".join(make_words(length)), "--store", write_store(folder, actors=actors)]


@kind("words in a search", 30)
def _(folder: Path, length: int) -> list[str]:
    words = make_words(64)
    claims = [make_claim(1 + n, text=f"{' '.join(words)} {n}.") for n in range(1_000)]
    return ["search", " ".join(words[:length]), "--store", write_store(folder, claims)]


@kind("characters of two quotations", 800_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [
        make_claim(1 + n, property="quote", value=" ".join(make_words(length // 8, 1 + n)), who=who)
        for n, who in enumerate("ao")
    ]
    return ["show", "e.quote", "--store", write_store(folder, claims)]


@kind("quotations on one fact", 4_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [
        make_claim(1 + n, property="quote", value=f"It was {w} then")
        for n, w in enumerate(make_words(length))
    ]
    return ["show", "e.quote", "--store", write_store(folder, claims)]


def _enter_values(name: str, length: int, property_: str, value: Callable[[int], Any], **more: Any) -> None:
    @kind(f"distinct {name} on one fact, shown", 4 * length)
    def _(folder: Path, length: int) -> list[str]:
        claims = [make_claim(1 + n, property=property_, value=value(n)) for n in range(length)]
        return ["show", f"e.{property_}", "--store", write_store(folder, claims, **_fit(more, length))]

    @kind(f"distinct {name} on one fact, in conflict", 4 * length)
    def _(folder: Path, length: int) -> list[str]:
        claims = [make_claim(1 + n, property=property_, value=value(n)) for n in range(length)]
        return ["conflicts", "--format", "json", "--store", write_store(folder, claims, **_fit(more, length))]


def _fit(more: dict[str, Any], length: int) -> dict[str, Any]:
    return {name: made(length) for name, made in more.items()}


_enter_values(
    "dates", 1_500, "date", lambda n: f"{1000 + n % 1000}-{1 + n // 1000 % 12:02}-{1 + n // 12000:02}"
)
_enter_values("counts", 1_500, "count", lambda n: str(1000 + n))
_enter_values("texts", 1_500, "text", lambda n: f"It was so {n}")
_enter_values(
    "actors", 1_500, "actor", lambda n: f"x{n}",
    actors=lambda length: [{"id": f"x{n}", "kind": "person", "name": f"Person {n}"} for n in range(length)],
)  # fmt: skip
_enter_values(
    "lists of terms", 1_000, "terms", lambda n: [f"t{n}", f"t{n + 1}"],
    terms=lambda length: [{"id": f"t{n}", "name": f"Term {n}"} for n in range(length + 1)],
)  # fmt: skip


@kind("denials of dates on one fact", 4_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [
        make_claim(
            1 + n, value=f"{1000 + n % 8000}-01", stance=("asserts", "denies")[n % 2], who="aoa"[n % 3]
        )
        for n in range(length)
    ]
    return ["conflicts", "--format", "json", "--store", write_store(folder, claims)]


@kind("exclusive dates on one fact", 4_000)
def _(folder: Path, length: int) -> list[str]:
    years = [1000 + n % 8000 for n in range(length)]
    claims = [
        make_claim(1 + n, value=f"{year}-01/{year}-03", only=n % 2 == 0) for n, year in enumerate(years)
    ]
    return ["conflicts", "--format", "json", "--store", write_store(folder, claims)]


@kind("statuses on one fact", 4_000)
def _(folder: Path, length: int) -> list[str]:
    statuses = ("planned", "proposed", "held", "possible", "cancelled")
    claims = [make_claim(1 + n, value=f"{1000 + n % 800}-01", status=statuses[n % 5]) for n in range(length)]
    return ["conflicts", "--format", "json", "--store", write_store(folder, claims)]


@kind("positions of one fact in a table", 3_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [make_claim(1 + n, property="count", value=str(1000 + n)) for n in range(length)]
    return ["show", "e.count", "--format", "table", "--store", write_store(folder, claims)]


@kind("facts in conflict in a table", 2_000)
def _(folder: Path, length: int) -> list[str]:
    events = [{"id": f"e{n}", "kind": "round", "name": f"Round {n}"} for n in range(length)]
    claims = [
        make_claim(1 + n, about=f"e{n % length}", value=f"2025-07-{10 + n // length}")
        for n in range(2 * length)
    ]
    return ["conflicts", "--format", "table", "--store", write_store(folder, claims, events=events)]


@kind("claims of one person, asked for", 4_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [make_claim(1 + n, text=f"It was so {n}.") for n in range(length)]
    return ["who", "Anna Alpha", "--format", "table", "--store", write_store(folder, claims)]


@kind("like names around one that is misspelt", 3_000)
def _(folder: Path, length: int) -> list[str]:
    actors = [
        {"id": f"x{n}", "kind": "person", "name": f"Kovalenk{word} Smirnov{word[::-1]}"}
        for n, word in enumerate(make_words(length))
    ]
    return ["who", "Kovalenka Smirnovv", "--store", write_store(folder, actors=actors)]


@kind("brackets in one another", 1_000_000)
def _(folder: Path, length: int) -> list[str]:
    path = folder / "store.json"
    path.write_text('{"schema_version": 1, "title": "T", "claims": ' + "[" * length + "]" * length + "}")
    return ["check", str(path)]


@kind("characters of one cell of an import", 1_000_000)
def _(folder: Path, length: int) -> list[str]:
    text = " ".join(make_words(length // 8))
    row = f"Anna Alpha\te\tcount\t5\t{text}\td\n"
    (folder / "table.tsv").write_text(f"who\tabout\tproperty\tvalue\ttext\tdocument\n{row}")
    return ["import", str(folder / "table.tsv"), "--dry-run", "--store", write_store(folder)]


@kind("terms in one list", 3_000)
def _(folder: Path, length: int) -> list[str]:
    terms = [{"id": f"t{n}", "name": f"Term {n}"} for n in range(length)]
    ids = [one["id"] for one in terms]
    claims = [make_claim(1, property="terms", value=ids), make_claim(2, property="terms", value=ids[1:])]
    return ["show", "e.terms", "--store", write_store(folder, claims, terms=terms)]


@kind("mentions of one claim", 3_000)
def _(folder: Path, length: int) -> list[str]:
    actors = [{"id": f"x{n}", "kind": "person", "name": f"Person {n}"} for n in range(length)]
    claims = [make_claim(1, mentions=[one["id"] for one in actors])]
    return ["claims", "--store", write_store(folder, claims, actors=actors)]


@kind("outlets between a claimant and a document", 3_000)
def _(folder: Path, length: int) -> list[str]:
    actors = [{"id": f"x{n}", "kind": "agency", "name": f"Agency {n}"} for n in range(length)]
    claims = [make_claim(1, via=[one["id"] for one in actors])]
    return ["cite", "c1", "--store", write_store(folder, claims, actors=actors)]


@kind("words in one claim's text", 40_000)
def _(folder: Path, length: int) -> list[str]:
    return ["claims", "--store", write_store(folder, [make_claim(1, text=" ".join(make_words(length)))])]


@kind("words of one claim's text in a table", 20_000)
def _(folder: Path, length: int) -> list[str]:
    store = write_store(folder, [make_claim(1, text=" ".join(make_words(length)))])
    return ["claims", "--format", "table", "--store", store]


@kind("claims in a table", 6_000)
def _(folder: Path, length: int) -> list[str]:
    store = write_store(folder, [make_claim(1 + n, text=f"It was so {n}.") for n in range(length)])
    return ["claims", "--format", "table", "--store", store]


@kind("dates in a timeline", 2_000)
def _(folder: Path, length: int) -> list[str]:
    claims = [
        make_claim(1 + n, value=f"{1000 + n % 9000}-07-23", when=f"{1000 + n % 9000}-07")
        for n in range(length)
    ]
    return ["timeline", "--format", "table", "--store", write_store(folder, claims)]


@kind("rounds in a table", 1_000)
def _(folder: Path, length: int) -> list[str]:
    events = [{"id": f"e{n}", "kind": "round", "name": f"Round {n}", "number": n + 1} for n in range(length)]
    claims = [make_claim(1 + n, about=f"e{n}") for n in range(length)]
    return ["rounds", "--format", "table", "--store", write_store(folder, claims, events=events)]


@kind("documents and their tallies", 2_000)
def _(folder: Path, length: int) -> list[str]:
    documents = [{"id": f"d{n}", "outlet": "o", "title": f"T {n}"} for n in range(length)]
    claims = [make_claim(1 + n, document=f"d{n}") for n in range(length)]
    return ["sources", "--format", "table", "--store", write_store(folder, claims, documents=documents)]


@kind("ids asked for", 30_000)
def _(folder: Path, length: int) -> list[str]:
    store = write_store(folder, (make_claim(1 + n, about="e", text=f"It was so {n}.") for n in range(60_000)))
    (folder / "stdin").write_text("".join(f"c{n}\n" for n in range(length)))
    return ["claims", "-", "--store", store]


@kind("columns asked for", 600)
def _(folder: Path, length: int) -> list[str]:
    columns = ",".join(["id", "who"] * (length // 2))
    return ["claims", "--columns", columns[:3_999].rpartition(",")[0], "--store", write_store(folder)]


@kind("types in a mapping file", 1_000)
def _(folder: Path, length: int) -> list[str]:
    types = {f"p{number}": "count" for number in range(length)}
    (folder / "map.json").write_text(json.dumps({"types": types}))
    rows = "".join(f"Anna Alpha\te\tp{n}\t5\tIt was 5.\td\n" for n in range(length))
    (folder / "table.tsv").write_text(f"who\tabout\tproperty\tvalue\ttext\tdocument\n{rows}")
    mapping = ["--mapping", str(folder / "map.json"), "--create"]
    return ["import", str(folder / "table.tsv"), *mapping, "--dry-run", "--store", write_store(folder)]


@kind("rows of an import", 5_000)
def _(folder: Path, length: int) -> list[str]:
    rows = "".join(f"Anna Alpha\te\tcount\t{n}\tIt was {n}.\td\n" for n in range(length))
    (folder / "table.tsv").write_text(f"who\tabout\tproperty\tvalue\ttext\tdocument\n{rows}")
    return ["import", str(folder / "table.tsv"), "--dry-run", "--store", write_store(folder)]


@kind("misspelt names in an import", 300)
def _(folder: Path, length: int) -> list[str]:
    words = make_words(3_000)
    actors = [{"id": f"x{n}", "kind": "person", "name": w.title()} for n, w in enumerate(words)]
    rows = "".join(f"{words[n][:3]}q{words[n][3:]}\te\tdate\t2025-07-23\tIt was.\td\n" for n in range(length))
    (folder / "table.tsv").write_text(f"who\tabout\tproperty\tvalue\ttext\tdocument\n{rows}")
    store = write_store(folder, actors=actors)
    return ["import", str(folder / "table.tsv"), "--dry-run", "--store", store]


@kind("records of two stores, merged", 1_500)
def _(folder: Path, length: int) -> list[str]:
    paths = []
    for side in "ab":
        (folder / side).mkdir()
        actors = [
            {"id": f"{side}{n}", "kind": "person", "name": f"{w} {side}"}
            for n, w in enumerate(make_words(length))
        ]
        paths.append(write_store(folder / side, actors=actors))
    return ["merge", paths[1], "--dry-run", "--store", paths[0]]


@kind("claims of two stores, merged", 8_000)
def _(folder: Path, length: int) -> list[str]:
    paths = []
    for side in "ab":
        (folder / side).mkdir()
        claims = [make_claim(1 + n, id=f"{side}{n}", text=f"It was so {n} {side}.") for n in range(length)]
        paths.append(write_store(folder / side, claims))
    return ["merge", paths[1], "--dry-run", "--store", paths[0]]


@kind("claims of two stores, compared", 8_000)
def _(folder: Path, length: int) -> list[str]:
    paths = []
    for side in "ab":
        (folder / side).mkdir()
        claims = [make_claim(1 + n, text=f"It was so {n} {side}.") for n in range(length)]
        paths.append(write_store(folder / side, claims))
    return ["diff", *paths]


def make_anchors(number: int) -> list[dict[str, Any]]:
    """Make claims whose anchors nearly stand in a text."""
    quotes = (" ".join(make_words(20, n)[5:11]).replace("a", "e") for n in range(number))
    return [make_claim(1 + n, quote=quote, paragraph=1) for n, quote in enumerate(quotes)]


@kind("paragraphs of a text to verify", 3_000)
def _(folder: Path, length: int) -> list[str]:
    (folder / "text.txt").write_text("".join(f"{' '.join(make_words(20, n))}.\n" for n in range(length)))
    return ["verify", "--texts", str(folder), "--store", write_store(folder, make_anchors(30))]


@kind("one long paragraph to verify", 50_000)
def _(folder: Path, length: int) -> list[str]:
    words = [word for n in range(length // 20) for word in make_words(20, n)]
    (folder / "text.txt").write_text(" ".join(words))
    return ["verify", "--texts", str(folder), "--store", write_store(folder, make_anchors(30))]


@kind("anchors to verify in one text", 200)
def _(folder: Path, length: int) -> list[str]:
    (folder / "text.txt").write_text("".join(f"{' '.join(make_words(20, n))}.\n" for n in range(500)))
    return ["verify", "--texts", str(folder), "--store", write_store(folder, make_anchors(length))]


@kind("faults of a store", 8_000)
def _(folder: Path, length: int) -> list[str]:
    return ["check", write_store(folder, (make_claim(1 + n, who=f"no{n}") for n in range(length)))]


@kind("claims with one id", 10_000)
def _(folder: Path, length: int) -> list[str]:
    return ["check", write_store(folder, (make_claim(1) for _ in range(length)))]


def run(words: list[str], folder: Path) -> float:
    """Return how many seconds processors worked for a command; one that finds faults has worked too."""
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    environ = {**os.environ, "TALKS_CACHE": str(cache), "COLUMNS": "100", "FORCE_COLOR": ""}
    script = f'ulimit -t {LONGEST}; [ ! -e "$STDIN" ] || exec <"$STDIN"; "$@"; [ $? -le 5 ]'
    environ["STDIN"] = str(folder / "stdin")
    try:
        return measure(["sh", "-c", script, "sh", *TALKS, *words], environ).work
    except SystemExit as error:
        if "Traceback" in str(error):
            raise
        return math.inf


def grow(name: str, rounds: int) -> tuple[float, float, float]:
    """Return the seconds for next to nothing, for a kind's lesser length, and for twice as much; medians."""
    length, make = KINDS[name]
    took: list[list[float]] = [[], [], []]
    with tempfile.TemporaryDirectory() as directory:
        commands = []
        for number, one in enumerate((2, length, 2 * length)):
            folder = Path(directory) / str(number)
            folder.mkdir()
            commands.append((make(folder, one), folder))
        for _ in range(rounds):
            for figures, command in zip(took, commands, strict=True):
                figures.append(run(*command))
    least, once, twice = map(statistics.median, took)
    return least, once, twice


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--least", type=float, default=0.3)
    given = parser.parse_args()
    print("| what is long | length | seconds | twice | times |\n|---|---|---|---|---|")
    steep = []
    for name in KINDS:
        if given.words and not any(word in name for word in given.words):
            continue
        least, once, twice = grow(name, given.rounds)
        times = (twice - least) / max(once - least, 0.001) if twice < math.inf else twice
        mark = "" if twice - least >= given.least else " (little)"
        if times > MOST and not mark:
            steep.append(name)
            mark = " **steep**"
        print(f"| {name} | {KINDS[name][0]:,} | {once:.2f} | {twice:.2f} | {times:.2f}{mark} |", flush=True)
    if steep:
        raise SystemExit(f"more than {MOST} times: {', '.join(steep)}")


if __name__ == "__main__":
    main()
