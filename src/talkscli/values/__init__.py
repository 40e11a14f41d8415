"""What can be said, and how surely: one module a type of value."""
