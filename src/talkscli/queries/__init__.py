"""What is asked of the index, one module a question; `archive` is the façade that reports use."""
