"""A store for assistants, over the Model Context Protocol: what they may ask, and what they may propose."""
