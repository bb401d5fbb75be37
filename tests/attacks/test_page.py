"""Every cheat and every random change, shown to the page: it answers what the program does, to the code."""

from __future__ import annotations

import pytest

from tests.attacks import all_cases
from tests.attacks.case import Case, CodeCase
from tests.evidence import record_evidence
from tests.page_in_node import asked, b64


def question(case: Case | CodeCase) -> dict[str, object]:
    told = case.told()
    whom = {"policy": told["policy"], "room": told["room"]}
    if isinstance(case, CodeCase):
        return {"ask": "codes", "household": told["household"], "poster": told["poster"], **whom}
    return {"ask": "pack", "data": b64(case.pack.encode("utf-8", "surrogatepass")), **whom}


@pytest.mark.slow
def test_the_page_answers_each_case_as_the_program_does() -> None:
    cases = [(kind, case) for kind, some in all_cases().items() for case in some]
    answers = asked(question(case) for _, case in cases)
    differ = [
        (case.name, case.expect, answer)
        for (_, case), answer in zip(cases, answers, strict=True)
        if answer != case.expect
    ]
    assert differ == []
    assert len(cases) > 1400
    record_evidence("attacks-on-the-page", {"cases": len(cases), "different_answers": len(differ)})
