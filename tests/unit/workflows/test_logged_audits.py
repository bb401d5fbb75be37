"""The log is told of an audit once, when it is signed, and only of the community's own disclosures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.facts.audit_report import AuditReport
from jjledger.proof.checkpoint import Policy
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.entries import Genesis
from jjledger.seal.monitor import monitor
from jjledger.workflows.logged_audits import audits_to_log, shown_audits
from tests.sealed_packs import COMMUNITY, LOG, ORIGIN, community

GENESIS = Genesis(Policy(ORIGIN, LOG.public(), (), 0), bytes(32)).text().encode()
ENTRIES = (GENESIS, community().manifest.text().encode())
FIRM = SecretKey("firm.example.cn", NOTE, bytes([9]) * 32)
REPORT = AuditReport(
    "2026-11-01-books-2026", date(2026, 11, 1), "books-2026", "账簿审计", (), date(2026, 1, 1), date(2026, 9, 30), "某会计师事务所",
    "yearly", "unqualified", "公允。", "", None, (), None, FIRM.public().text(), "day = 2026-11-01\n", 1, "signed",
)  # fmt: skip
EXPECTED = (
    f"jjledger/audit/v1\ndisclosure 1\nreport {sha256(b'day = 2026-11-01' + bytes([10])).hexdigest()}\n"
    "opinion unqualified\nbeacon -\nsample 0\n"
).encode()


def test_a_signed_audit_is_logged_once() -> None:
    assert audits_to_log([None, REPORT], COMMUNITY, ENTRIES) == (EXPECTED,)
    assert audits_to_log([REPORT], COMMUNITY, (*ENTRIES, EXPECTED)) == ()
    assert monitor((*ENTRIES, EXPECTED)).entries[2].text().encode() == EXPECTED


@pytest.mark.parametrize(
    ("report", "name"),
    [
        (replace(REPORT, signature=""), COMMUNITY),
        (replace(REPORT, disclosure=None), COMMUNITY),
        (replace(REPORT, disclosure=0), COMMUNITY),  # the genesis is no disclosure
        (replace(REPORT, disclosure=2), COMMUNITY),
        (REPORT, f"{COMMUNITY}2"),
        (replace(REPORT, key=SecretKey("firm.example.cn", NOTE, LOG.seed).public().text()), COMMUNITY),
    ],
    ids=[
        "unsigned",
        "of none",
        "of the genesis",
        "of one to come",
        "of another community",
        "by the log itself",
    ],
)
def test_what_the_log_would_refuse_is_not_offered(report: AuditReport, name: str) -> None:
    assert audits_to_log([report], name, ENTRIES) == ()


def test_an_audit_is_told_of_once_its_signature_hangs(tmp_path: Path) -> None:
    place = "2026-11-01.audit-books-2026/v2/audit"
    folder = tmp_path / place
    assert shown_audits([None, REPORT], {f"{place}/record.toml": b"signed"}, [folder]) == ()
    assert shown_audits([REPORT], {f"{place}/record.note": b"another"}, []) == ()
    assert shown_audits([REPORT], {f"{place}/record.note": b"signed"}, []) == (REPORT,)
    folder.mkdir(parents=True)
    (folder / "record.note").write_bytes(b"signed")
    assert shown_audits([REPORT], {}, [folder]) == (REPORT,)
    assert shown_audits([REPORT], {}, [tmp_path / place.replace("audit", "decision")]) == ()
    assert shown_audits([replace(REPORT, signature="")], {}, [folder]) == ()
