"""The tables of an index.

Rows of claims are numbered as they are read (`seq`); those that came later have the numbers after. `listing`
is their place in lists, newest first; every index ends with it, so that no list needs sorting. `position` is
their place in the file: their number tells it, or for those that came later `placed`. Both leave room between
one and the next, so that a claim can come between. A fact's number is made of its subject and its property.

`part` and `chunk` hold what the files were like that the index was made of: see `chunks`.
"""

VERSION = 9
"""Counts up when the tables or their meaning change; an index of another version is made anew."""

WORDS = """
CREATE VIRTUAL TABLE words USING fts5(spoken, content='', tokenize="unicode61 categories 'L* N* M* Co'")
"""

ABOUT = 1 << 24
"""A fact's number is that of its subject times this, and that of its property."""

SETTINGS = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;
PRAGMA page_size=8192; PRAGMA cache_size=-65536;
"""
"""How an index is made: nobody else sees it, and one that is not finished is thrown away."""

ENTITY_TABLES = """
CREATE TABLE entity (num INTEGER PRIMARY KEY, kind TEXT, id TEXT, name TEXT, sub TEXT, day INTEGER,
  json TEXT);
CREATE TABLE name (form TEXT, way TEXT, num INTEGER, PRIMARY KEY (form, way, num)) WITHOUT ROWID;
CREATE TABLE near (form INTEGER, num INTEGER, PRIMARY KEY (form, num)) WITHOUT ROWID;
CREATE TABLE called (form TEXT, num INTEGER, PRIMARY KEY (form, num)) WITHOUT ROWID;
"""

ROOM = 1 << 24
"""How far apart the places in lists and files are at first."""

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
{ENTITY_TABLES}CREATE TABLE line (seq INTEGER PRIMARY KEY, line TEXT);
CREATE TABLE claim (seq INTEGER PRIMARY KEY, listing INTEGER, id TEXT, who INTEGER, document INTEGER,
  fact INTEGER, day_from INTEGER, day_to INTEGER, known INTEGER, status TEXT, stance TEXT, placed INTEGER,
  property INTEGER AS (fact % {ABOUT}), position INTEGER AS (ifnull(placed, seq * {ROOM})));
CREATE TABLE link (entity INTEGER, listing INTEGER, seq INTEGER, PRIMARY KEY (entity, listing)) WITHOUT ROWID;
CREATE TABLE fact (num INTEGER PRIMARY KEY, key TEXT, about TEXT, property TEXT, rank INTEGER, verdict TEXT,
  cause TEXT, why TEXT, claims INTEGER, positions INTEGER, least INTEGER, most INTEGER, reports INTEGER,
  self INTEGER, latest INTEGER);
{WORDS.strip()};
CREATE TABLE revision (one TEXT PRIMARY KEY, revised TEXT) WITHOUT ROWID;
CREATE TABLE part (num INTEGER PRIMARY KEY, name TEXT, form TEXT, mark BLOB);
CREATE TABLE chunk (part INTEGER, start INTEGER, size INTEGER, mark BLOB, head BLOB, runs TEXT,
  PRIMARY KEY (part, start)) WITHOUT ROWID;
CREATE TABLE spelling (form TEXT, word TEXT, PRIMARY KEY (form, word)) WITHOUT ROWID;
"""

ENTITY_INDEXES = """
CREATE UNIQUE INDEX entity_id ON entity (kind, id);
CREATE INDEX entity_sub ON entity (kind, sub, num);
CREATE INDEX name_num ON name (num) WHERE way = 'exact';
"""

CLAIM_INDEXES = """
CREATE UNIQUE INDEX claim_id ON claim (id);
CREATE INDEX claim_listing ON claim (listing);
CREATE INDEX claim_who ON claim (who, listing);
CREATE INDEX claim_property ON claim (property, listing);
CREATE INDEX claim_document ON claim (document, listing);
CREATE INDEX claim_fact ON claim (fact, listing);
CREATE INDEX revision_revised ON revision (revised);
"""

FACT_INDEXES = """
CREATE UNIQUE INDEX fact_key ON fact (key);
CREATE INDEX fact_rank ON fact (rank, claims DESC, key);
CREATE INDEX fact_about ON fact (about, rank, claims DESC, key);
CREATE INDEX fact_property ON fact (property, rank, claims DESC, key);
"""
