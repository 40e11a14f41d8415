"""Hold `talks sources` against invented data of which the truth is known.

    python benchmarks/sources_quality.py [--seeds 5] [--json FILE]

People speak of facts with one answer. Some are careful, some are not; some copy another, mistakes too; some
lie together. For each kind of story the order by `share` (with the majority) is set beside the order by the
true share of right answers, and the pairs of `--pairs` beside the copies that were planted.
"""

import argparse
import json
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Any

from talkscli.queries.opening import open_archive

FACTS = 300
PEOPLE = 24
WRONG = 40
"""So many wrong answers there are to each fact."""
LEAST = 3
"""A pair is counted as found where it shares so many rare answers."""


class Story:
    """Who says what of which fact, and what is true."""

    def __init__(
        self, seed: int, *, copiers: int = 0, liars: int = 0, careless: float = 0.35, speaks: float = 0.5
    ) -> None:
        """Invent a story.

        Args:
            seed: Of chance.
            copiers: How many take most of their answers from another.
            liars: How many give one agreed wrong answer on a third of the facts.
            careless: How often the least careful are wrong.
            speaks: How likely somebody speaks of a fact.
        """
        chance = random.Random(seed)
        self.truth = [chance.randrange(1000, 9000) for _ in range(FACTS)]
        self.people = [f"p{number}" for number in range(PEOPLE)]
        chance.shuffle(self.people)
        self.copies = {
            (self.people[number], self.people[-1 - number]) for number in range(copiers)
        }  # copier, copied
        lying = self.people[copiers : copiers + liars]
        copied = dict(self.copies)
        errors = {one: chance.uniform(0.02, careless) for one in self.people}
        lies = {fact: true + 5000 for fact, true in enumerate(self.truth) if chance.random() < 0.33}
        self.said: dict[str, dict[int, int]] = {one: {} for one in self.people}
        for one in sorted(self.people, key=lambda one: one in copied):
            for fact, true in enumerate(self.truth):
                other = self.said[copied[one]].get(fact) if one in copied else None
                if other is not None and chance.random() < 0.8:
                    self.said[one][fact] = other
                elif chance.random() < speaks:
                    wrong = true + 11000 + 37 * chance.randrange(WRONG)
                    self.said[one][fact] = wrong if chance.random() < errors[one] else true
                    if one in lying and fact in lies:
                        self.said[one][fact] = lies[fact]

    def rate(self, one: str) -> float:
        """Return how many of somebody's answers are right, from 0 to 1."""
        said = self.said[one]
        return mean(value == self.truth[fact] for fact, value in said.items())

    def write(self) -> dict[str, Any]:
        """Return the story as a store."""
        return {
            "schema_version": 2,
            "title": "Invented",
            "actors": [{"id": one, "kind": "person", "name": one.upper()} for one in self.people]
            + [{"id": "paper", "kind": "outlet", "name": "Paper"}],
            "events": [{"id": f"e{fact}", "kind": "event", "name": f"Event {fact}"} for fact in range(FACTS)],
            "properties": [{"id": "number", "type": "count", "answers": "one"}],
            "documents": [{"id": "d", "outlet": "paper", "title": "D"}],
            "claims": [
                {
                    "id": f"{one}-{fact}",
                    "who": one,
                    "what": {
                        "about": f"e{fact}",
                        "property": "number",
                        "value": f"={value}",
                        "text": f"{one} says {value}.",
                    },
                    "source": {"document": "d"},
                }
                for one in self.people
                for fact, value in self.said[one].items()
            ],
        }


STORIES: dict[str, dict[str, Any]] = {
    "everybody for himself": {},
    "careless people": {"careless": 0.7},
    "6 of 24 copy": {"copiers": 6},
    "5 of 24 lie together": {"liars": 5},
    "6 copy, 5 lie together": {"copiers": 6, "liars": 5},
    "11 of 24 lie together": {"liars": 11},
    "three or four a fact": {"speaks": 0.15},
    "three or four a fact, careless": {"speaks": 0.15, "careless": 0.7},
    "three or four a fact, 6 copy": {"speaks": 0.15, "copiers": 6},
    "three or four a fact, 6 copy, 5 lie": {"speaks": 0.15, "copiers": 6, "liars": 5},
}


def correlate(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how alike two orders are (Kendall): 1 the same, 0 unrelated, -1 reversed."""
    agree = total = 0
    for (a, b), (c, d) in combinations(list(zip(one, other, strict=True)), 2):
        if a != c and b != d:
            total += 1
            agree += 1 if (a < c) == (b < d) else -1
    return agree / total if total else 0.0


def try_story(story: Story, folder: Path) -> dict[str, float]:
    """Measure one story."""
    file = folder / "story.json"
    file.write_text(json.dumps(story.write()), encoding="utf-8")
    with open_archive(str(file), environ={**os.environ, "TALKS_CACHE": str(folder / "cache")}) as archive:
        sources = archive.sources("claimant")
        shares = {one.id: one.share for one in sources.list_all()}
        pairs = {frozenset((a, b)) for a, b, count in sources.list_echoes(LEAST, None)}
    people = [one for one in story.people if shares.get(one) is not None]
    true, found = [story.rate(one) for one in people], [shares[one] or 0.0 for one in people]
    worst = max(1, len(people) // 4)
    order = sorted(people, key=story.rate)[:worst], sorted(people, key=lambda one: shares[one] or 0.0)[:worst]
    planted = {frozenset(pair) for pair in story.copies}
    return {
        "order": correlate(true, found),
        "worst": len(set(order[0]) & set(order[1])) / worst,
        "distance": mean(abs(a - b) for a, b in zip(true, found, strict=True)),
        "copies": float(len(planted)),
        "found": float(len(pairs & planted)),
        "others": float(len(pairs - planted)),
    }


def run(seeds: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield for each kind of story the means of its measures."""
    for name, how in STORIES.items():
        tried = []
        for seed in range(seeds):
            with tempfile.TemporaryDirectory() as folder:
                tried.append(try_story(Story(seed, **how), Path(folder)))
        yield name, {measure: mean(one[measure] for one in tried) for measure in tried[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = dict(run(options.seeds))
    print("| story | order | worst quarter | off by | copies found | other pairs |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, one in found.items():
        copies = f"{one['found']:.1f} of {one['copies']:.0f}"
        print(
            f"| {name} | {one['order']:.2f} | {one['worst']:.0%} | {one['distance']:.2f} | "
            f"{copies} | {one['others']:.1f} |"
        )
    if options.json:
        options.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
