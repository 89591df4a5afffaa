"""A fuzzer of the readers of files: `python -m tests.fuzz --seconds 60`."""
