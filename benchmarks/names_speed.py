"""Time one look-up among a hundred thousand names, as a ratio to `rapidfuzz.process.extractOne`.

python benchmarks/names_speed.py [COUNT]
"""

import random
import sys
import time
from pathlib import Path

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


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
