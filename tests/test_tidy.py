"""The rules of the house that no linter knows, as `FILE:LINE: rule, remedy`.

Each rule is a function from a file's path and text to its breaches; below them stand the
files that each rule reads, and one planted breach a rule, so that every rule can fail.
"""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES_OF_A_FUNCTION = 60
MOST_LINES_OF_A_FILE = 400
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc"}
FLOATS = {"float", "float16", "float32", "float64", "floating"}
# One letter of each word stands in brackets, so that this file does not breach its own rules.
UNFINISHED = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K]|NotImplementedErro[r])\b")
REGISTRIES = re.compile(
    r"\b(pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|npmmirror[.]com|crates[.]io|proxy[.]golang[.]org)\b"
    r"|mirrors?[.][a-z]+[.](com|cn|edu)|index[-]url"
)
MACHINE_PATHS = re.compile(r"(?<![\w.~])/(work|root|home/\w+|Users/\w+|opt/\w+)/")
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
RECKONING_FILTERS = {"sum", "round", "abs", "float", "int"}

Breaches = Iterator[tuple[int, str]]
Rule = Callable[[str, str], Breaches]


def long_functions(_: str, text: str) -> Breaches:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_OF_A_FUNCTION:
                yield node.lineno, f"{node.name} has {lines} lines, cut it into parts that fit a screen"


def long_files(_: str, text: str) -> Breaches:
    lines = text.count("\n")
    if lines > MOST_LINES_OF_A_FILE:
        yield lines, f"a file of {lines} lines, divide it by what its parts know"


def names_that_say_nothing(path: str, _: str) -> Breaches:
    for part in Path(path).with_suffix("").parts:
        if part in NAMES_THAT_SAY_NOTHING:
            yield 1, f"the name {part} says nothing, name it after what lives there"


def missing_docstrings(_: str, text: str) -> Breaches:
    if text.strip() and not ast.get_docstring(ast.parse(text)):
        yield 1, "a module without docstring, say what lives there and what must not"


def floats(_: str, text: str) -> Breaches:
    for node in ast.walk(ast.parse(text)):
        named = getattr(node, "id", None) in FLOATS or getattr(node, "attr", None) in FLOATS
        if named or (isinstance(node, ast.Constant) and isinstance(node.value, float)):
            yield getattr(node, "lineno", 1), "float near money, use int fen or Fraction"


def thawed_dataclasses(_: str, text: str) -> Breaches:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for decorator in node.decorator_list:
                words = ast.unparse(decorator)
                if re.match(r"(dataclasses\.)?dataclass\b", words) and "frozen=True" not in words:
                    yield node.lineno, f"dataclass {node.name} can change, write frozen=True"


def unfinished_words(_: str, text: str) -> Breaches:
    for line, match in _matches(UNFINISHED, text):
        yield line, f"unfinished: {match}, finish it or open an issue"


def registries(_: str, text: str) -> Breaches:
    for line, match in _matches(REGISTRIES, text):
        yield line, f"{match} names a package registry, leave that to the machine's own settings"


def machine_paths(_: str, text: str) -> Breaches:
    for line, match in _matches(MACHINE_PATHS, text):
        yield line, f"{match} is a path of one machine, make it relative to the project"


def control_characters(_: str, text: str) -> Breaches:
    for number, line in enumerate(text.split("\n"), 1):
        for sign in line:
            if sign != "\t" and unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs"}:
                yield number, f"invisible character U+{ord(sign):04X}, remove it or write its escape"


def unexplained_exceptions(_: str, text: str) -> Breaches:
    for number, line in enumerate(text.split("\n"), 1):
        held = re.search(r"# (noqa|type: ignore)\b(.*)$", line)
        if held and not re.search(r"(--?|#|;|\() ?[^\W\d]", held[2]):
            yield number, "an exception from a rule without reason, add it:  # noqa: CODE - reason"


def arithmetic_in_templates(_: str, text: str) -> Breaches:
    tree = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"]).parse(
        text
    )
    for node in tree.find_all(ARITHMETIC):
        yield node.lineno, f"{type(node).__name__} in a template, reckon in disclosure"
    for node in tree.find_all(nodes.Filter):
        if node.name in RECKONING_FILTERS:
            yield node.lineno, f"|{node.name} in a template, reckon in disclosure"


def subjectless_tests(path: str, _: str) -> Breaches:
    subject = Path(*Path(path).parts[2:-1], Path(path).name.removeprefix("test_"))
    if not (ROOT / "jjledger" / subject).is_file():
        yield 1, f"no jjledger/{subject} for this test, name it after the module it tests"


PYTHON = r"(jjledger|tests|script|benchmarks)/.*\.py"
PROGRAM = r"(jjledger|script|benchmarks)/.*\.py|script/(docs|sample)"
TEXT = r".*\.(py|j2|html|css|js|svg|md|toml|sh|cfg|lock|txt|ya?ml)|script/[^/]*|\.ci/[^/]*"

# rule, the files it reads, a path and a text that breach it
RULES: list[tuple[Rule, str, str, str]] = [
    (long_functions, f"{PYTHON}|{PROGRAM}", "jjledger/a.py", "def f():\n" + "    f()\n" * 60),
    (long_files, f"{PYTHON}|{PROGRAM}|templates/.*|site/.*\\.(css|js)", "jjledger/a.py", "a = 1\n" * 401),
    (names_that_say_nothing, PYTHON, "jjledger/books/utils.py", ""),
    (missing_docstrings, f"{PYTHON}|{PROGRAM}", "jjledger/a.py", "a = 1\n"),
    (floats, r"jjledger/(units|period|(facts|law|rules|checks|books|disclosure)/.*)\.py", "", "a = 0.5\n"),
    (thawed_dataclasses, r"jjledger/.*\.py", "", "@dataclass(slots=True)\nclass A:\n    a: int\n"),
    (unfinished_words, TEXT, "", "# TO" + "DO later\n"),
    (registries, TEXT, "", "see https://py" + "pi.org/simple\n"),
    (machine_paths, TEXT, "", 'open("/home/' + 'amy/ledger")\n'),
    (control_characters, TEXT, "", "a = 1\r\n"),
    (unexplained_exceptions, f"{PYTHON}|{PROGRAM}", "", "import os  # " + "noqa: F401\n"),
    (arithmetic_in_templates, r"templates/.*", "", "{% if a %}\n{{ a * 2 }}{% endif %}\n"),
    (subjectless_tests, r"tests/unit/.*test_[^/]*\.py", "tests/unit/books/test_nothing.py", ""),
]  # fmt: skip
NAMES = [rule.__name__ for rule, *_ in RULES]


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    """Read every text file of the project, those not yet committed too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    paths = (ROOT / name for name in listed.stdout.split("\0") if re.fullmatch(rf"{TEXT}|templates/.*", name))
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths if path.is_file()}


@pytest.mark.parametrize(("rule", "files", "_path", "_breach"), RULES, ids=NAMES)
def test_the_project_keeps_the_rule(
    project: dict[str, str], rule: Rule, files: str, _path: str, _breach: str
) -> None:
    breaches = [
        f"{path}:{line}: {words}"
        for path, text in project.items()
        if re.fullmatch(files, path)
        for line, words in rule(path, text)
    ]
    assert not breaches, "\n" + "\n".join(breaches)


@pytest.mark.parametrize(("rule", "_files", "path", "breach"), RULES, ids=NAMES)
def test_the_rule_sees_a_breach(rule: Rule, _files: str, path: str, breach: str) -> None:
    assert len(list(rule(path or "a", breach))) == 1


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (unexplained_exceptions, "import os  # " + "noqa: F401 - kept for its readers\n"),
        (unexplained_exceptions, "import os  # " + "type: ignore[attr-defined]  # no stubs\n"),
        (floats, "a = Fraction(1, 2)\nb = 1_000\n"),
        (long_functions, "def f():\n" + "    f()\n" * 59),
        (arithmetic_in_templates, "{%- for a in b -%}{{ a.c ~ '-' }}{%- endfor -%}\n"),
        (machine_paths, '"../shared/data" and "a/home/b/"\n'),
        (thawed_dataclasses, "@dataclass(frozen=True, slots=True)\nclass A:\n    a: int\n"),
    ],
)
def test_the_rule_lets_good_code_pass(rule: Rule, text: str) -> None:
    assert list(rule("a", text)) == []


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in pattern.finditer(line):
            yield number, match[0]
