"""Reports made into bytes: one writer a format, and the streams they go to."""
