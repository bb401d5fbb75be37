"""Each code that a check can fail with has its words, is used, and is met by some test."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

from jjledger.proof.failed import FAILURES, ProofError, demand

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = tuple(ROOT / "jjledger" / floor for floor in ("proof", "seal"))
TESTS = tuple(ROOT / "tests" / place for place in ("unit/proof", "unit/seal", "attacks"))


def words(folders: tuple[Path, ...]) -> str:
    files = (file for folder in folders for file in sorted(folder.glob("*.py")))
    return "\n".join(file.read_text() for file in files if file != Path(__file__))


def codes_used() -> set[str]:
    """Find the code in each call that can fail with one: the first text among what it is given."""
    used = set()
    for call in ast.walk(ast.parse("\n".join(words(PROGRAM).split("from __future__ import annotations")))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {
            "demand",
            "ProofError",
            "count_of",
            "amount_of",
        }:
            texts = [
                given.value
                for given in call.args
                if isinstance(given, ast.Constant) and isinstance(given.value, str)
            ]
            used |= set(texts[:1])
    return used


def test_every_code_is_used_and_every_one_used_has_its_words() -> None:
    assert codes_used() == set(FAILURES)


@pytest.mark.parametrize("code", FAILURES)
def test_every_code_is_met_by_a_test(code: str) -> None:
    assert f'"{code}"' in words(TESTS)


def test_no_two_codes_say_the_same() -> None:
    assert len(set(FAILURES.values())) == len(FAILURES)


def test_a_failure_says_what_and_of_what_and_passes_between_processes() -> None:
    demand(1 == 1, "root")  # noqa: PLR0133 - a condition that holds
    with pytest.raises(ProofError, match="算出来的根不是公布的根") as caught:
        demand(1 == 2, "root")  # noqa: PLR0133 - one that does not
    failure = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (failure.code, failure.about, str(failure)) == ("root", "", FAILURES["root"])
    assert str(ProofError("signature", "street.example.cn")) == "签名是假的：street.example.cn"
