"""The tables of an index.

Rows of claims are numbered as they are read (`seq`). `listing` is their place in lists, newest first; every
index ends with it, so that no list needs sorting. A fact's number is made of its subject and its property.
"""

VERSION = 5
"""Counts up when the tables or their meaning change; an index of another version is made anew."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE entity (num INTEGER PRIMARY KEY, kind TEXT, id TEXT, name TEXT, sub TEXT, day INTEGER,
  json TEXT);
CREATE TABLE name (form TEXT, way TEXT, num INTEGER, PRIMARY KEY (form, way, num)) WITHOUT ROWID;
CREATE TABLE near (form INTEGER, num INTEGER, PRIMARY KEY (form, num)) WITHOUT ROWID;
CREATE TABLE line (seq INTEGER PRIMARY KEY, line TEXT);
CREATE TABLE claim (seq INTEGER PRIMARY KEY, listing INTEGER, id TEXT, who INTEGER, property INTEGER,
  document INTEGER, fact INTEGER, day_from INTEGER, day_to INTEGER, known INTEGER, status TEXT, stance TEXT);
CREATE TABLE link (entity INTEGER, listing INTEGER, seq INTEGER, PRIMARY KEY (entity, listing)) WITHOUT ROWID;
CREATE TABLE fact (num INTEGER PRIMARY KEY, key TEXT, about TEXT, property TEXT, rank INTEGER, verdict TEXT,
  cause TEXT, why TEXT, claims INTEGER, positions INTEGER, least INTEGER, most INTEGER, reports INTEGER,
  self INTEGER, latest INTEGER);
CREATE VIRTUAL TABLE words USING fts5(spoken, content='', tokenize="unicode61 categories 'L* N* M* Co'");
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
"""

FACT_INDEXES = """
CREATE UNIQUE INDEX fact_key ON fact (key);
CREATE INDEX fact_rank ON fact (rank, claims DESC, key);
CREATE INDEX fact_about ON fact (about, rank, claims DESC, key);
"""

ABOUT = 1 << 24
"""A fact's number is that of its subject times this, and that of its property."""
