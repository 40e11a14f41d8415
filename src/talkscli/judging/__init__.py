"""Verdicts of many claims as tables: facts judged apart from each other, by one process or by many."""
