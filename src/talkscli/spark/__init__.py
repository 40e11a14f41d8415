"""Judging with Spark: the engine runs on each fact where its claims are (extra `spark`).

from talkscli.spark import Vocabulary, validate_claims, judge_facts, tally_sources

vocabulary = Vocabulary.from_paths(["tables"])
checked = validate_claims(spark.read.parquet("tables/claims"), vocabulary).persist()
judged = judge_facts(accounts(checked), vocabulary).persist()
verdicts(judged).where("verdict = 'contradiction'").show()
"""

from talkscli.spark.frames import (
    accounts,
    faults,
    findings,
    judge_facts,
    positions,
    tallies,
    tally_sources,
    validate_claims,
    verdicts,
)
from talkscli.spark.vocabulary import Vocabulary

__all__ = [
    "Vocabulary",
    "accounts",
    "faults",
    "findings",
    "judge_facts",
    "positions",
    "tallies",
    "tally_sources",
    "validate_claims",
    "verdicts",
]
