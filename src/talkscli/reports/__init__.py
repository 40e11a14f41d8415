"""Claims and findings made into reports: rows for programs, blocks for people."""
