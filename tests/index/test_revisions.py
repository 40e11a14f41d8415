"""Chains of revisions: each is followed once, and circles are found whole."""

from random import Random

from talkscli.index.revisions import find_circling


def find_slowly(revised: dict[str, str], claims: list[str]) -> set[str]:
    circling = set()
    for first in claims:
        path = [first]
        while (following := revised.get(path[-1])) is not None and following not in path:
            path.append(following)
        if following is not None:
            circling.update(path[path.index(following) :])
    return circling


def test_circles_are_those_that_a_slow_search_finds() -> None:
    chance = Random(1)
    for _ in range(300):
        claims = [f"c{number}" for number in range(chance.randint(1, 12))]
        revised = {claim: chance.choice([*claims, "gone"]) for claim in claims if chance.random() < 0.8}
        asked = chance.sample(claims, chance.randint(1, len(claims)))
        assert find_circling(revised.get, asked) == find_slowly(revised, asked)


def test_each_revision_of_a_long_chain_is_followed_once() -> None:
    followed: list[str] = []

    def follow(claim: str) -> str | None:
        followed.append(claim)
        return str(int(claim) - 1) if claim != "0" else None

    claims = [str(number) for number in range(1000)]
    assert find_circling(follow, claims) == set()
    assert sorted(followed, key=int) == claims
