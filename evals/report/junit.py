"""A run as JUnit XML, for machines that show tests: one testcase a result."""

from xml.etree import ElementTree

from evals.report.data import Entry, ReportData
from evals.report.markup import clean


def junit(data: ReportData) -> bytes:
    """Return the run as one test suite. A result fails when a score that may never fail is below 1 or its main score is 0."""
    failed = [entry for entry in data.entries if entry.failures]
    counts = {"tests": str(len(data.entries)), "failures": str(len(failed)), "errors": "0", "skipped": "0"}
    seconds = f"{sum(entry.result.seconds for entry in data.entries):.3f}"
    suites = ElementTree.Element("testsuites", {"name": "regrip", "time": seconds, **counts})
    named = {"name": data.info.set, "timestamp": data.info.started, "time": seconds, **counts}
    suite = ElementTree.SubElement(suites, "testsuite", named)
    properties = ElementTree.SubElement(suite, "properties")
    about = {"evaluation": data.info.evaluation, "model": data.info.model, "command": data.info.command}
    for name, value in (about | data.info.versions).items():
        ElementTree.SubElement(properties, "property", name=name, value=clean(value))
    for entry in data.entries:
        _testcase(suite, entry, data.info.set)
    ElementTree.indent(suites)
    written: bytes = ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)
    return written


def _testcase(suite: ElementTree.Element, entry: Entry, name: str) -> None:
    result = entry.result
    group = f"{name}.{result.kind}" if result.kind else name
    case = ElementTree.SubElement(
        suite, "testcase", classname=clean(group), name=clean(result.id), time=f"{result.seconds:.3f}"
    )
    if failures := entry.failures:
        told = [f"{s.name} {s.value:g}: {s.reason}".rstrip(": ") for s in result.scores if s.name in failures]
        failure = ElementTree.SubElement(case, "failure", type="score", message=clean("; ".join(told)))
        failure.text = clean(f"{result.shown}\nexpected: {result.expected}")
