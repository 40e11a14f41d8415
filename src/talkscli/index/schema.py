"""The tables of an index, column by column.

Words used here:

number    an integer that stands for a claim, a record or a fact. It means something in one index only.
day       a date as the number of its day (`values.edtf`): 0 is 1 January 1970. What a file may leave open
          has a number too: NEVER for what began before all days, and UNDATED where no date is told.
record    an actor, place, event, property, term or document of the store's header.

Claims are listed newest first (`NEWEST_FIRST`): by the first day on which each may have been said, undated
claims last, claims of one day by their ids. Every index of the table `claim` ends with these two columns, so
that no list needs sorting. Nothing depends on the order of the file, nor on the numbers of claims.
"""

VERSION = 19
"""Counts up when the tables or their meaning change; an index of another version is made anew."""

NEVER = -(2**62)
"""The day of what is only known to lie before some other day: before all days."""

UNDATED = NEVER - 1
"""The day of what has no date: before that one."""

ABOUT = 1 << 24
"""A fact's number is that of its subject times this, plus that of its property."""

NEWEST_FIRST = "claim.day_from DESC, claim.id"
"""The order in which claims are listed; the end of every index of the table `claim`."""

OLDEST_FIRST = "claim.day_from, claim.day_to, claim.clock, claim.id"
"""The order of a timeline, but for what has no first day."""

SUBS = {
    "actor": "kind",
    "event": "kind",
    "property": "type",
    "document": "outlet",
    "place": "within",
    "term": "broader",
}
"""The one field of each kind of record that is asked for: the column `entity.sub`."""

SETTINGS = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;
PRAGMA page_size=8192; PRAGMA cache_size=-65536;
"""
"""How an index is made or changed: nobody else sees the file, and one that is not finished is thrown away."""

WORDS = """
CREATE VIRTUAL TABLE words USING fts5(spoken, content='', tokenize="unicode61 categories 'L* N* M* Co'")
"""
"""The words of claims: of the sentence, the quotation and the claimant's name. A row's id is the claim's
number. The table keeps no text (`content=''`), so that the text must be given again to delete a row."""

TABLES = f"""
-- What the index says of itself: version, program, title, description, `schema version` (that of the store's
-- form), and `count KIND` for each kind.
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- The records of the header, numbered in the order of the store within each kind.
CREATE TABLE entity (
  num INTEGER PRIMARY KEY, -- the record's number
  kind TEXT,               -- actor, place, event, property, term or document
  id TEXT,
  name TEXT,               -- as shown: its name, label or title
  sub TEXT,                -- the field of `SUBS`, or NULL
  day INTEGER,             -- the first day on which a document may have been published, or NULL
  day_to INTEGER,          -- the last such day, or NULL
  json TEXT                -- the whole record
);

-- The names of records, under each form by which a name is looked up.
CREATE TABLE name (
  form TEXT, -- the name as written, folded or transliterated
  way TEXT,  -- which of these: exact, folded, transliterated
  num INTEGER,
  PRIMARY KEY (form, way, num)
) WITHOUT ROWID;

-- Which records of a kind have a name with a key of nearness (`index.near_names`).
CREATE TABLE near (
  block INTEGER PRIMARY KEY, -- of a key, by a hash, and a kind
  numbers BLOB               -- the records, in ascending order
);

-- Which records have a word in one of their names or in their id, by each form of the word.
CREATE TABLE name_word (form TEXT, num INTEGER, PRIMARY KEY (form, num)) WITHOUT ROWID;

-- The claims, as far as they are chosen, ordered and counted by it.
CREATE TABLE claim (
  seq INTEGER PRIMARY KEY, -- the claim's number
  id TEXT,
  who INTEGER,             -- the claimant's number
  document INTEGER,        -- the document's number
  fact INTEGER,            -- the fact's number
  day_from INTEGER,        -- the first day on which it may have been said; NEVER, or UNDATED
  day_to INTEGER,          -- the last such day; -NEVER where it is open, UNDATED where there is no date
  clock INTEGER,           -- the time of day at which it was said, as `DateValue.clock`; -1 without one
  known INTEGER,           -- the day from which it counts with --as-of: the later of the first day on which
                           -- it may have been said and the document's; NEVER where neither is known
  status TEXT,
  stance TEXT,
  date_from INTEGER,       -- of a claim that asserts a date and was not retracted, the days of that date:
  date_to INTEGER,         -- its first and last; without a first day its last day and -1. Else NULL
  property INTEGER AS (fact % {ABOUT})
);

-- The claims as they are shown: one JSON object a claim, with the keys of `query.rows.CLAIM_FIELDS`.
CREATE TABLE line (seq INTEGER PRIMARY KEY, line TEXT);

-- Which records a claim mentions or has for its value; and the marks of its plain value and of its tags
-- (`index.marks`), which are negative.
CREATE TABLE link (entity INTEGER, seq INTEGER, PRIMARY KEY (entity, seq)) WITHOUT ROWID;

-- Which claim corrects which, both by id.
CREATE TABLE revision (claim TEXT PRIMARY KEY, revised TEXT) WITHOUT ROWID;

-- The facts that have a claim, judged from all their claims by the engine.
CREATE TABLE fact (
  num INTEGER PRIMARY KEY, -- the fact's number
  key TEXT,                -- about.property
  about TEXT,              -- the id of what it is about
  property TEXT,           -- the id of its property
  rank INTEGER,            -- the verdict's place among all verdicts, 0 being the worst
  verdict TEXT,
  cause TEXT,              -- of the finding that makes the verdict; `none` where there is none
  why TEXT,                -- the sentence of that finding, or nothing
  claims INTEGER,          -- how many claims it has, those that do not count included
  positions INTEGER,       -- how many different values with a stance count
  least INTEGER,           -- how many independent claimants there are at least
  most INTEGER,            -- and at most
  reports INTEGER,         -- how many documents carry claims that count
  self INTEGER,            -- 1 if one claimant contradicts himself, else 0
  latest INTEGER           -- the greatest `known` of its claims: with --as-of from then on, this row holds
);

-- How often sources stand how to the majority of a fact; of kind 0 documents, 1 outlets, 2 claimants.
CREATE TABLE standing (
  kind INTEGER,
  source INTEGER,          -- the record's number
  claims INTEGER,
  facts INTEGER,           -- of which it has a claim; the rest adds up to these
  alone INTEGER,           -- of which no other source of the kind speaks
  agreeing INTEGER,        -- its answer is the majority's, or fits it
  opposed INTEGER,         -- it gives only answers that do not fit the majority's
  level INTEGER,           -- several answers are level at the top
  other INTEGER,           -- there is one origin, or nothing to compare
  PRIMARY KEY (kind, source)
) WITHOUT ROWID;

-- Pairs of sources, and on how many facts they give the same rare answer, which the majority does not.
CREATE TABLE echo (
  kind INTEGER, one INTEGER, other INTEGER, facts INTEGER, PRIMARY KEY (kind, one, other)
) WITHOUT ROWID;

-- What each fact adds to these two, packed as in `index.standing`.
CREATE TABLE contribution (fact INTEGER PRIMARY KEY, entries BLOB);

{WORDS.strip()};

-- The words of claims by their forms: one by sound, and one by plain letters after a `0`.
CREATE TABLE spelling (form TEXT, word TEXT, PRIMARY KEY (form, word)) WITHOUT ROWID;

-- The files of the store, in order.
CREATE TABLE part (
  num INTEGER PRIMARY KEY, -- from 0
  name TEXT,               -- without its directory
  form TEXT,               -- `files.layout.JSON` or `JSON_LINES`
  before INTEGER,          -- the bytes before its first claim
  after INTEGER,           -- the bytes after its last claim
  hash BLOB                -- of these bytes: the header
);

-- The claims of a file, some hundreds at a time, in order.
CREATE TABLE block (
  part INTEGER,
  place INTEGER, -- counts up within a file
  size INTEGER,  -- in bytes
  hash BLOB,     -- of these bytes
  claims BLOB,   -- for each claim 8 bytes of the hash of its text, then 8 bytes of its number (big-endian)
  PRIMARY KEY (part, place)
) WITHOUT ROWID;
"""

TAGGED = """instr(entity.json, '"tags":["')"""
"""Of which records it is worth looking at the tags."""

INDEXES = f"""
CREATE UNIQUE INDEX entity_id ON entity (kind, id);
CREATE INDEX entity_kind ON entity (kind);
CREATE INDEX entity_sub ON entity (kind, sub, num);
CREATE INDEX entity_tagged ON entity (num) WHERE {TAGGED.replace("entity.", "")};
CREATE INDEX name_num ON name (num) WHERE way = 'exact';
CREATE UNIQUE INDEX claim_id ON claim (id);
CREATE INDEX claim_day ON claim (day_from DESC, id);
CREATE INDEX claim_who ON claim (who, day_from DESC, id);
CREATE INDEX claim_property ON claim (property, day_from DESC, id);
CREATE INDEX claim_document ON claim (document, day_from DESC, id);
CREATE INDEX claim_fact ON claim (fact, day_from DESC, id);
CREATE INDEX claim_date ON claim (date_from, date_to) WHERE date_from IS NOT NULL;
CREATE INDEX revision_revised ON revision (revised);
CREATE UNIQUE INDEX fact_key ON fact (key);
CREATE INDEX fact_rank ON fact (rank, claims DESC, key);
CREATE INDEX fact_about ON fact (about, rank, claims DESC, key);
CREATE INDEX standing_facts ON standing (kind, facts DESC, source);
CREATE INDEX echo_facts ON echo (kind, facts DESC, one, other);
CREATE INDEX fact_property ON fact (property, rank, claims DESC, key);
"""
"""Made when the tables of a new index are full, which is quicker than keeping them all the while."""
