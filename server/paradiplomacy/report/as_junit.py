"""A report as JUnit XML, which nearly every CI shows: a suite a text, a failure a violation."""

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from paradiplomacy.check.stated import plain, short
from paradiplomacy.findings import Finding, Report, Severity

__all__ = ["write"]

LONGEST = 1000


def write(report: Report) -> bytes:
    """Write a suite for each text. What is no violation passes, and tells its words as output."""
    found = {file: list(some) for file, some in groupby(report, lambda finding: finding.place.file)}
    root = Element("testsuites", name="paradiplomacy validate")
    for file in dict.fromkeys((*report.files, *found)):
        _suite(root, file, found.get(file, []), report)
    indent(root, " ")
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _suite(root: Element, file: str, found: list[Finding], report: Report) -> None:
    wrong = str(sum(finding.severity is Severity.VIOLATION for finding in found))
    suite = SubElement(root, "testsuite", name=_text(file), tests=str(len(found) or 1))
    suite.set("failures", wrong if report.readable else "0")
    suite.set("errors", "0" if report.readable else wrong)
    for finding in found:
        _case(suite, file, finding, "failure" if report.readable else "error")
    if not found:
        case = SubElement(suite, "testcase", classname=_text(file), name="conforms")
        if not report.readable:
            SubElement(case, "skipped", message="Another text cannot be read: nothing was checked.")
    told = "\n".join(note.advice for note in report.notes if note.place.file == file)
    if told:
        SubElement(suite, "system-out").text = _text(told)


def _case(suite: Element, file: str, finding: Finding, fault: str) -> None:
    place = f"{finding.place.line}:{finding.place.column}"
    record = f" {short(finding.focus)}" if finding.focus else ""
    case = SubElement(suite, "testcase", classname=_text(file), name=_text(f"{place} {finding.check}{record}"))
    if finding.severity is Severity.VIOLATION:
        SubElement(case, fault, message=_text(finding.advice), type=finding.check).text = _text(str(finding))
    else:
        SubElement(case, "system-out").text = _text(str(finding))


def _text(words: str) -> str:
    """Leave out what XML cannot hold."""
    return "\n".join(plain(line, LONGEST) for line in words.split("\n"))
