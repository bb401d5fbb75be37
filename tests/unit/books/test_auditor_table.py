"""`[[auditor]]` of community.toml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.community_file import read_community
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.auditor import Auditor, auditor_of
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey

FIRM = SecretKey("firm.example.cn", NOTE, bytes([9]) * 32)
KEY = FIRM.public().text()
_HEAD = (
    'name = "和苑"\ncode = "heyuan"\nregion = "3310"\n[[fund]]\ncode = "3公共收益"\nkind = "public_revenue"\n'
)
_FIRM = f'[[auditor]]\nname = "某会计师事务所"\nkey = "{KEY}"\nfrom = 2026-01-01\n'


def _auditors(tmp_path: Path, text: str) -> tuple[Auditor, ...]:
    folder = tmp_path / "heyuan"
    folder.mkdir()
    (folder / "community.toml").write_text(_HEAD + text, encoding="utf-8")
    return read_community(Source(folder)).auditors


def test_a_key_counts_from_its_day_on(tmp_path: Path) -> None:
    (firm,) = found = _auditors(tmp_path, _FIRM)
    assert auditor_of(found, KEY, date(2026, 1, 1)) == firm
    assert auditor_of(found, KEY, date(2025, 12, 31)) is None
    assert auditor_of(found, SecretKey("firm.example.cn", NOTE, bytes(32)).public().text(), date.max) is None


def test_nobody_is_named(tmp_path: Path) -> None:
    assert _auditors(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_FIRM.replace(KEY, FIRM.text()), "私钥"),
        (_FIRM.replace(KEY, "firm"), "读不出来"),
        (_FIRM.replace(KEY, SecretKey("w", COSIGNATURE, bytes(32)).public().text()), "见证用的"),
        (_FIRM.replace("from = 2026-01-01\n", ""), "缺少 from"),
        (_FIRM + _FIRM, "同一把密钥"),
        (
            f'{_FIRM}[sign_off]\n[[sign_off.signer]]\nrole = "reviewed"\nperson = "一"\nkey = "{KEY}"\n',
            "复核签批用的",
        ),
    ],
    ids=["secret", "none", "of a witness", "without a day", "twice", "of who reviews"],
)
def test_what_is_no_auditor_s_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CommunityFileError, match=words):
        _auditors(tmp_path, text)
