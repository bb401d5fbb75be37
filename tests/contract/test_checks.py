"""Every code a finding can have stands in a table, and every code of a table can be found."""

from __future__ import annotations

import re
from pathlib import Path

from jjledger.checks.audit.run import RULES
from jjledger.checks.catalogue import CATALOGUE, public_words
from jjledger.checks.field_rules import FIELD_RULES
from jjledger.disclosure.held import words_of
from jjledger.disclosure.lint import LINTS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("books", "checks", "disclosure", "workflows", "cli", "serve", "render")
PUBLICATION = (
    "P01",
    "P02",
    "P03",
    "P04",
    "P05",
    "P06",
    "P07",
    "P08",
    "P09",
)  # what only a publication can find
TABLES = {"catalogue.py", "field_rules.py"}  # codes stand there to be explained
LISTED = {check.code for check in CATALOGUE}
AUDIT = {rule.code for rule in RULES}  # questions of an audit, held to cases in tests/cases/test_audit.py


def _used(folder: str) -> set[str]:
    """List the codes written as a string of their own in a package, its tables left out."""
    files = [file for file in (ROOT / "jjledger" / folder).rglob("*.py") if file.name not in TABLES]
    return {code for file in files for code in re.findall(r'"([A-Z]\d\d)"', file.read_text("utf-8"))}


def test_every_code_in_use_is_listed_and_every_listed_one_in_use() -> None:
    assert _used("books") | _used("checks") == LISTED | AUDIT
    assert LISTED.isdisjoint(AUDIT)


def test_the_lints_have_codes_of_their_own() -> None:
    assert _used("disclosure") - set(LINTS) - AUDIT == set(PUBLICATION)
    assert set(LINTS).isdisjoint(LISTED | AUDIT)


def test_no_other_package_finds_anything() -> None:
    others = set().union(*(_used(folder) for folder in FOLDERS[3:]))
    assert others <= LISTED | set(LINTS) | AUDIT


def test_codes_stand_once_and_their_letter_says_what_they_are() -> None:
    codes = [check.code for check in CATALOGUE]
    assert len(codes) == len(set(codes))
    for check in CATALOGUE:
        assert check.severity == ("warn" if check.code.startswith("E") else "block"), check.code


def test_public_words_name_nothing() -> None:
    for code in [*LISTED, *LINTS, *PUBLICATION]:
        words = words_of(code)
        assert re.search(r"[一-鿿]", words), code
        assert not re.search(r"[0-9A-Za-z{}「」.:/]", words), words
        assert not words.endswith("。"), "pages set their own full stop"


def test_public_words_of_an_unknown_code_are_refused() -> None:
    assert public_words("B30") == "有科目不属于已登记的资金"
    assert "B99" not in LISTED


def test_every_ground_and_question_is_written() -> None:
    for check in CATALOGUE:
        assert re.search(r"第\d+条|会计基础工作规范|核算办法|〔\d+〕\d+号|账本的写法", check.ground), (
            check.code
        )
        assert check.question.endswith("?"), check.code


def test_the_documents_made_from_tables_are_fresh() -> None:
    script = (ROOT / "script" / "docs").read_text("utf-8")
    scope: dict[str, object] = {"__name__": "script_docs", "__file__": str(ROOT / "script" / "docs")}
    exec(compile(script, "script/docs", "exec"), scope)  # noqa: S102 - the program itself, not its copy
    documents = scope["DOCUMENTS"]
    assert isinstance(documents, tuple)
    assert {path for path, _ in documents} >= {"docs/checks.md", "docs/pages.md", "docs/law.md"}
    for path, text_of in documents:
        assert (ROOT / path).read_text("utf-8") == text_of(), f"{path} is stale, run script/docs"


def test_every_code_that_somebody_may_be_shown_is_explained() -> None:
    explained = re.findall(r"^\| ([A-Z]\d\d) \|", (ROOT / "docs/checks.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(explained) == sorted([*LISTED, *AUDIT, *LINTS, *PUBLICATION])


def test_every_rule_of_the_field_is_asked_for_by_codes_there_are_or_it_is_said_why_not() -> None:
    known = {*LISTED, *LINTS, *PUBLICATION, *(rule.code for rule in RULES)}
    numbers = [rule.number for rule in FIELD_RULES]
    assert numbers == sorted({*(f"R{number:02}" for number in range(1, 56)), "R09b"})
    for rule in FIELD_RULES:
        codes = rule.codes.split()
        assert codes or rule.otherwise, rule.number
        assert set(codes) <= known, rule.number
        assert len(codes) == len(set(codes)), rule.number


def test_a_rule_that_code_cites_is_a_rule_of_the_field() -> None:
    files = [file for folder in FOLDERS for file in (ROOT / "jjledger" / folder).rglob("*.py")]
    cited = {number for file in files for number in re.findall(r"\bR\d\db?\b", file.read_text("utf-8"))}
    assert cited <= {rule.number for rule in FIELD_RULES}
