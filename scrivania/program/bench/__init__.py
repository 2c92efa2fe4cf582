"""Measures of pieces of work (`scrivania bench NAME --json`): CPU and statements rather than wall time."""
