"""The report of a run: one page of HTML, one JSON object, or JUnit XML."""
