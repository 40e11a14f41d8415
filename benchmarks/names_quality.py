"""Score `compare` and `resolve` beside plain rapidfuzz and, where it is installed, a public matcher.

    python benchmarks/names_quality.py

The public matcher is nomenklatura's LogicV2 (`pip install nomenklatura`); without it its line is left out.
Each rival is scored at the threshold that is best for it on these very pairs; `compare` at its own.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent))
from names_data import invent_names, label_pairs, read_people, unrelated_pairs
from talkscli.names import NameIndex, compare, name_forms, query_forms

Scorer = Callable[[str, str], float]
UNRELATED = 10_000
FILLING = 20_000


def load_scorers() -> dict[str, Scorer]:
    from anyascii import anyascii
    from rapidfuzz import fuzz

    scorers: dict[str, Scorer] = {
        "talks compare": lambda one, other: compare(one, other).score,
        "WRatio": lambda one, other: fuzz.WRatio(one.lower(), other.lower()) / 100,
        "WRatio of anyascii": lambda one, other: (
            fuzz.WRatio(anyascii(one).lower(), anyascii(other).lower()) / 100
        ),
    }
    try:
        from followthemoney import ValueEntity, model
        from nomenklatura.matching.logic_v2.model import LogicV2
    except ImportError:
        print("nomenklatura is not installed: no public matcher in this run", file=sys.stderr)
        return scorers
    config = LogicV2.default_config()
    person = model.get("Person")

    def score_logic(one: str, other: str) -> float:
        left, right = (ValueEntity(person, {"id": uuid4().hex}) for _ in "ab")
        left.add("name", one)
        right.add("name", other)
        return float(LogicV2.compare(left, right, config).score)

    scorers["LogicV2"] = score_logic
    return scorers


def count_outcomes(scored: list[tuple[float, bool]], least: float) -> tuple[float, float, float]:
    hits = sum(same and score >= least for score, same in scored)
    false = sum(not same and score >= least for score, same in scored)
    missed = sum(same and score < least for score, same in scored)
    precision = hits / (hits + false) if hits + false else 0.0
    recall = hits / (hits + missed)
    return precision, recall, 2 * hits / (2 * hits + false + missed)


def score_pairs() -> None:
    pairs = label_pairs()
    same = sum(label for *_, label in pairs)
    print(f"{len(pairs)} labelled pairs, {same} of one person, {len(pairs) - same} of two\n")
    print(
        "| matcher | threshold | precision | recall | F1 | false matches per 10,000 unrelated | us a pair |"
    )
    print("|---|---|---|---|---|---|---|")
    strangers = list(unrelated_pairs(UNRELATED))
    for name, scorer in load_scorers().items():
        scored = [(scorer(one, other), label) for one, other, label in pairs]
        choices = [0.7] if name == "talks compare" else [step / 100 for step in range(10, 100)]
        least = max(choices, key=lambda least, scored=scored: count_outcomes(scored, least)[2])
        precision, recall, f1 = count_outcomes(scored, least)
        drawn = strangers if name != "LogicV2" else strangers[:2000]
        started = time.perf_counter()
        false = sum(scorer(one, other) >= least for one, other in drawn) * UNRELATED / len(drawn)
        spent = (time.perf_counter() - started) / len(drawn) * 1e6
        cells = [name, f"{least:.2f}", f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", f"{false:.0f}"]
        print("| " + " | ".join([*cells, f"{spent:.0f}"]) + " |")


def score_keys() -> None:
    """Count the spellings that meet the English one by equality alone, as an index needs them to."""
    from anyascii import anyascii

    def sort_words(spell: Callable[[str], str | None]) -> Callable[[str], set[object]]:
        return lambda name: {" ".join(sorted((spell(name) or "").lower().replace("'", "").split()))}

    keys: dict[str, tuple[Callable[[str], set[object]], Callable[[str], set[object]]]] = {
        "talks forms": (lambda name: set(name_forms(name)), lambda name: set(query_forms(name))),
        "anyascii": (sort_words(anyascii), sort_words(anyascii)),
    }
    try:
        from normality import ascii_text
    except ImportError:
        print("normality is not installed: no ICU", file=sys.stderr)
    else:
        keys["normality (ICU)"] = (sort_words(ascii_text), sort_words(ascii_text))
    pairs = [(name, other) for name, others in read_people().items() for other in others]
    print("\n| key | spellings that meet the English one |\n|---|---|")
    for name, (store, ask) in keys.items():
        print(f"| {name} | {sum(bool(store(one) & ask(other)) for one, other in pairs)} of {len(pairs)} |")


def score_look_ups() -> None:
    from anyascii import anyascii
    from rapidfuzz import fuzz, process

    people = read_people()
    names = [*people, *invent_names(FILLING)]
    random.Random(2).shuffle(names)
    index = NameIndex((name, name) for name in names)
    queries = [(other, name) for name, others in people.items() for other in others if not other[0].isascii()]
    queries = [(query, name) for query, name in queries if not _is_latin(query)]
    index.resolve("a name to build the index with")
    groups: dict[str, list[tuple[bool, bool, bool]]] = {}
    started = time.perf_counter()
    for query, name in queries:
        found = index.resolve(query)
        first = bool(found.matches) and found.matches[0].key == name
        groups.setdefault(_script(query), []).append(
            (first, found.clear and first, found.clear and not first)
        )
    spent = (time.perf_counter() - started) / len(queries)
    print(f"\nrecall at 1 from the original script to Latin, {len(queries)} queries, {len(names)} names\n")
    print("| script | queries | recall at 1 | taken, right | taken, wrong |")
    print("|---|---|---|---|---|")
    every = [outcome for outcomes in groups.values() for outcome in outcomes]
    for script, outcomes in [*sorted(groups.items(), key=lambda item: -len(item[1])), ("all", every)]:
        shares = [sum(kind) / len(outcomes) for kind in zip(*outcomes, strict=True)]
        print(f"| {script} | {len(outcomes)} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")
    lowered = {anyascii(name).lower(): name for name in names}
    choices = list(lowered)
    sample = queries[:: max(len(queries) // 60, 1)]
    plain = [process.extractOne(anyascii(query).lower(), choices, scorer=fuzz.WRatio) for query, _ in sample]
    hits = sum(bool(best) and lowered[best[0]] == name for best, (_, name) in zip(plain, sample, strict=True))
    print(f"\n{spent * 1000:.1f} ms a look-up; WRatio of anyascii finds {hits} of {len(sample)}")


def _is_latin(text: str) -> bool:
    return all(ord(letter) < 0x370 or 0x1E00 <= ord(letter) < 0x1F00 for letter in text)


def _script(text: str) -> str:
    from talkscli.names.scripts import script_of

    return script_of(text.lower())


if __name__ == "__main__":
    score_pairs()
    score_keys()
    score_look_ups()
