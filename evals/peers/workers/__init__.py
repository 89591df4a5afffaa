"""One script a system, run in that system's own environment: the standard library, `protocol` and the system's packages, no more."""
