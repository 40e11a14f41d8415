"""A store for other programs: one description of tables, and a writer for each form."""
