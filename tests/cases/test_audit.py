"""Every question of an audit has a case that only it finds, and one it comes near to and lets pass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from jjledger.checks.audit.run import RULES, audit
from jjledger.facts.audit_finding import Answer, AuditFinding
from tests.cases.audited import asked, lay_down
from tests.cases.changes import HERE, Case, read_cases
from tests.golden.golden import compare

CASES = read_cases("audit")
NAMES = [f"{case.codes} {case.name}" for case in CASES]
BY_CODE = {rule.code: rule for rule in RULES}


class Tried(NamedTuple):
    """A case laid down and audited."""

    case: Case
    answers: tuple[Answer, ...]

    @property
    def findings(self) -> tuple[AuditFinding, ...]:
        return tuple(finding for answer in self.answers for finding in answer.findings)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Tried]:
    results = {}
    for name, case in zip(NAMES, CASES, strict=True):
        folder = lay_down(case, tmp_path_factory.mktemp("audit") / "heyuan")
        results[name] = Tried(case, audit(asked(folder)))
    return results


@pytest.mark.parametrize("name", NAMES)
def test_only_the_question_that_a_case_is_about_finds_something(
    name: str, tried: Mapping[str, Tried]
) -> None:
    found = sorted({finding.code for finding in tried[name].findings})
    assert " ".join(found) == tried[name].case.codes.replace("sound", "")


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_has_all_its_parts(name: str, tried: Mapping[str, Tried]) -> None:
    keys = [finding.key for finding in tried[name].findings]
    assert len(keys) == len(set(keys)), "each finding can be told from the others"
    for finding in tried[name].findings:
        assert finding.evidence, "somebody can look at what it rests on"
        assert finding.what.endswith("。")
        assert finding.remedy.endswith("。")
        assert finding.ground
        assert finding.key.startswith(finding.code)


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_answered_in_order(name: str, tried: Mapping[str, Tried]) -> None:
    assert [answer.code for answer in tried[name].answers] == [rule.code for rule in RULES]


@pytest.mark.parametrize("file", sorted(path.name for path in (HERE / "audit").iterdir()))
def test_the_words(file: str, tried: Mapping[str, Tried]) -> None:
    said = []
    for name, case in zip(NAMES, CASES, strict=True):
        if case.file == file and case.codes != "sound":
            said.append(f"# {name}\n")
            for one in tried[name].findings:
                said.append(f"{one.level} {one.what}\n")
                said += [
                    f"  {row.day or ''} {row.voucher} {row.words} {row.amount_fen}\n" for row in one.evidence
                ]
                said.append(f"  {one.ground}\n  {one.remedy}\n\n")
    compare(f"audit/{file}", "".join(said))


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_question_has_a_case_that_breaks_it_and_one_that_nearly_does(code: str) -> None:
    assert any(case.codes == code for case in CASES)
    assert any(case.codes == "sound" and case.name.startswith(f"{code} ") for case in CASES)


def test_the_questions_are_listed_once_by_code_and_are_questions() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    for rule in RULES:
        assert rule.question.endswith("？"), rule.code
        assert rule.ground, rule.code


def test_the_library_of_cases_is_read_whole() -> None:
    headings = sum(
        line.startswith("# ")
        for path in (HERE / "audit").iterdir()
        for line in Path(path).read_text("utf-8").splitlines()
    )
    assert len(CASES) == headings == len(set(NAMES))
