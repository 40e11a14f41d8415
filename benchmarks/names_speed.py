"""Time one look-up among many names, as a ratio to `rapidfuzz.process.extractOne`, and new names of a table.

python benchmarks/names_speed.py [COUNT]
"""

import json
import random
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from names_data import invent_names
from talkscli.names import NameIndex


def main(count: int) -> None:
    from rapidfuzz import process

    names = invent_names(count)
    started = time.perf_counter()
    index = NameIndex((name, name) for name in names)
    index.resolve("Qx Zzy")
    print(f"{len(names)} names, index built in {time.perf_counter() - started:.1f} s\n")
    draw = random.Random(9)
    picked = draw.sample(names, 100)
    queries = {
        "exact": picked,
        "folded": [name.upper() for name in picked],
        "transliterated": [name.replace("v", "w").replace("sh", "sch") for name in picked],
        "near": [_drop_letter(name, draw) for name in picked],
    }
    print("| query | ms a look-up | ratio to extractOne | right at first |")
    print("|---|---|---|---|")
    for kind, asked in queries.items():
        started = time.perf_counter()
        found = [index.resolve(query) for query in asked]
        spent = (time.perf_counter() - started) / len(asked)
        started = time.perf_counter()
        for query in asked[:10]:
            process.extractOne(query, names)
        plain = (time.perf_counter() - started) / 10
        right = sum(
            bool(one.matches) and one.matches[0].key == name for one, name in zip(found, picked, strict=True)
        )
        print(f"| {kind} | {spent * 1000:.3f} | {spent / plain:.4f} | {right} of {len(asked)} |")


def _drop_letter(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(name) - 1)
    return name[:place] + name[place + 1 :]


KNOWN, NEW = 50_000, 5_000
SYLLABLES = (
    "ma",
    "ri",
    "ko",
    "len",
    "dra",
    "vo",
    "sh",
    "ta",
    "bel",
    "gor",
    "ni",
    "ka",
    "ste",
    "lu",
    "ber",
    "ter",
)


def time_new_names() -> None:
    """Time new names among those of a store: one look-up, and a table of them with `--create actors`."""
    from talkscli.desk.importing import import_table
    from talkscli.errors import UnknownNameError
    from talkscli.queries.opening import open_archive

    kinds = {
        "names of few parts, combined": invent_names(KNOWN + NEW),
        "names made up": make_up_names(KNOWN + NEW),
    }
    print(f"\n| {NEW:,} new among {KNOWN:,} | sure, ms | near, ms | a table of them, s of processor time |")
    print("|---|---|---|---|")
    for kind, names in kinds.items():
        with TemporaryDirectory() as folder:
            path, environ = str(Path(folder, "store.json")), {"TALKS_CACHE": folder}
            Path(path).write_text(json.dumps(make_store(names[:KNOWN])), encoding="utf-8")
            spent: dict[str, list[float]] = {"sure": [], "near": []}
            with open_archive(path, environ=environ) as archive:
                for name in names[KNOWN:][:1000]:
                    begun = time.process_time()
                    archive.find_sure(name, ("actor",))
                    spent["sure"].append(time.process_time() - begun)
                    begun = time.process_time()
                    with suppress(UnknownNameError):
                        archive.find(name, ("actor",))
                    spent["near"].append(time.process_time() - begun)
            rows = "".join(f"{name},round-1,venue,istanbul,one,1\n" for name in names[KNOWN:])
            table = Path(folder, "rows.csv")
            table.write_text("who,about,property,value,document,paragraph\n" + rows, encoding="utf-8")
            begun = time.process_time()
            import_table(path, str(table), create=["actors"], skip_bad=True, environ=environ).close()
            cells = [f"{1000 * median(spent[way]):.2f}" for way in ("sure", "near")]
            print(f"| {kind} | {' | '.join(cells)} | {time.process_time() - begun:.1f} |")


def make_store(names: list[str]) -> dict[str, object]:
    actors = [{"id": f"p{number}", "kind": "person", "name": name} for number, name in enumerate(names)]
    return {
        "schema_version": 1,
        "title": "Names",
        "actors": [*actors, {"id": "weekly", "kind": "outlet", "name": "The Weekly"}],
        "places": [{"id": "istanbul", "name": "Istanbul"}],
        "events": [{"id": "round-1", "kind": "round", "name": "First round", "number": 1}],
        "properties": [{"id": "venue", "type": "place"}],
        "documents": [{"id": "one", "outlet": "weekly", "title": "One", "published": "2025-05-01"}],
        "claims": [],
    }


def make_up_names(count: int) -> list[str]:
    """Return so many different names of syllables: of some hundred given names and some thousand surnames."""
    draw = random.Random(3)

    def invent(parts: int, most: int) -> list[str]:
        words = {"".join(draw.choices(SYLLABLES, k=draw.randint(2, most))).capitalize() for _ in range(parts)}
        return sorted(words)

    given, family = invent(900, 3), invent(12_000, 4)
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{draw.choice(given)} {draw.choice(family)}"] = None
    return list(names)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    time_new_names()
