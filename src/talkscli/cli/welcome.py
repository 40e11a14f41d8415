"""What `talks` says when it is asked nothing: what you can ask."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.cli.run import Run

WELCOME = """\
talks: who said what, when, according to whom, and where the sources disagree.

Ask the store that comes with it, the talks in Istanbul in 2025:

  talks rounds                      # each round: when, where, who led
  talks rounds 3                    # one round in depth
  talks who Umerov                  # his roles, what he said, what others say
  talks conflicts                   # where the sources disagree, and why
  talks conflicts round-3.date      # one dispute; --explain adds the rules
  talks search sanctions            # claims by their words
  talks show r3-date-ria            # one claim with its whole chain
  talks timeline --only events      # what happened and what was planned
  talks sources                     # what each document carries

In a pipe the same commands give tab-separated rows; --format gives
json, ndjson, csv or markdown:

  talks claims --who ria --format ndjson | jq .value
  talks conflicts --columns fact --no-header | sort -u

A store of your own, or a copy of this one to try things on:

  talks init story.json
  talks add --store story.json      # asks for a claim
  talks init my.json --like shipped

Name it with --store FILE, or TALKS_STORE=FILE. Its form: talks schema.
Its faults: talks check FILE. Every command has examples: talks COMMAND --help.
"""


def welcome(run: "Run") -> None:
    """Show what can be asked."""
    run.streams.show(WELCOME)
