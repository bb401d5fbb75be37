"""What people hold and how they copied it: codes among other words, and pages that a household saved."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from jjledger.render.owner_page import owner_page
from jjledger.render.verifier import policy_told
from jjledger.workflows.saved_page import is_page, saved_pack
from jjledger.workflows.verified_paper import Held, verify_paper
from tests.page_in_node import asked, b64
from tests.sealed_packs import POLICY, community

MADE = community()
PACK = MADE.pack("3-101")


def _failed(data: bytes, room: str | None = "3-101", poster: str = "") -> list[str]:
    """Give what of the steps does not hold."""
    return [step.trouble for step in verify_paper(Held(data, POLICY, room, poster), None) if step.trouble]


def _saved(pack: bytes) -> bytes:
    told = json.dumps(pack.decode(), ensure_ascii=False).replace("<", "\\u003c")
    page = owner_page(policy_told(POLICY)).decode()
    assert page.count('id="saved">null<') == 1
    return page.replace('id="saved">null<', f'id="saved">{told}<').encode()


def _linked(pack: bytes) -> bytes:
    return b'<!doctype html>\n<a class="button" href="data:application/json;base64,' + b64encode(pack) + b'">'


def test_codes_are_verified_however_they_were_copied() -> None:
    code, poster = MADE.code("3-101"), MADE.poster()
    for text in (
        f"{code} {poster}",
        f"{poster}{code}",
        f"我家的：{code[:9]}\xa0\xa0{code[9:]}，海报：{poster}。",
    ):
        assert _failed(text.encode()) == []
        assert _failed(text.encode(), "３－１０１") == []
        assert _failed(text.encode(), "3-102") == ["这不是您家的对账单"]
    assert _failed(f"看 {code}".encode(), poster=f"核对单：{poster}") == []
    assert _failed(code.encode()) == ["还缺核对单上的二维码：两个一起才核对得出。"]
    assert _failed(f"{code} {code} {poster}".encode()) == []  # scanned twice
    for text, beside in ((f"{code[:-1]} {poster}", ""), (code, "x")):
        (told,) = _failed(text.encode(), poster=beside)
        assert told.startswith("二维码里的内容写法不对。请先把两个大码都重新扫一次")
    other = community(2).poster()
    assert _failed(f"{code} {poster} {other}".encode()) == ["有两份不同的公布内容：请只放同一期的。"]
    neighbour = MADE.code("3-102")
    assert _failed(f"{code} {neighbour} {poster}".encode()) == ["这不是您家的对账单"]


@pytest.mark.parametrize("page", [_saved, _linked])
def test_the_pack_of_a_saved_page_is_verified(page: object) -> None:
    assert callable(page)
    assert _failed(page(PACK)) == []
    assert _failed(page(PACK), "3-102") == ["这不是您家的对账单"]
    assert _failed(page(PACK.replace(b"closing 900", b"closing 901"))) == ["对账单加减不平"]


def test_a_page_without_a_pack_is_told_as_such() -> None:
    for data in (owner_page(policy_told(POLICY)), b"<!DOCTYPE html>", b'<!doctype html><a id="saved">"\\x"<'):
        assert is_page(data)
        assert saved_pack(data) is None
        assert _failed(data) == [
            "里面没有核对包。只有公钥，没有登记册可以比对：请加  --site 网站文件夹  或  --ledger 账本 。"
        ]


def test_the_page_takes_the_same_for_packs() -> None:
    shown = {
        _saved(PACK): "pack", _linked(PACK): "pack", b"\xef\xbb\xbf" + _linked(PACK): "pack", b" <!DocType HTML>": "unknown",
        owner_page(policy_told(POLICY)): "unknown", PACK + b"\n": "pack", b'<!doctype html><a id="saved">"\\x"<': "unknown",
        b"<html>": "unknown",
    }  # fmt: skip
    told = [{"ask": "items", "data": b64(data), "pasted": False} for data in shown]
    assert asked(told) == [[kind] for kind in shown.values()]


def test_a_page_that_links_a_pack_is_never_taken_for_what_it_shows() -> None:
    forged = _linked(PACK).replace(b"<a class", "<p>9-999 余额 ¥1,804.88</p><a class".encode())
    told = [step for step in verify_paper(Held(forged, POLICY, "3-101"), None) if step.amber]
    assert any("没有与核对包比对" in step.what for step in told)
