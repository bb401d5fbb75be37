"""What a community is called in signed texts: what they cannot name is refused with what to change, before anything is signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jjledger.errors import OptionError
from jjledger.facts.community import District
from jjledger.facts.log_settings import LogSettings
from jjledger.seal.entries import Close
from jjledger.seal.words import COMMUNITY, written
from jjledger.store.system import RealSystem
from jjledger.workflows.log_place import community_name, refuse_other_home
from jjledger.workflows.registering import registrar_of


@pytest.mark.parametrize(
    ("site", "code", "name"),
    [
        ("https://A.example/", "yunting", "a.example/yunting"),
        ("https://例子.example:8080/qu", "yunting", "xn--fsqu00a.example.8080/qu/yunting"),
        ("", "yunting", "local/yunting"),
        ("https://a.example", "a" * 90, "a.example/" + "a" * 90),
    ],
)
def test_a_community_is_named_by_its_address(site: str, code: str, name: str) -> None:
    assert community_name(District("某区", (code,), site=site), code) == name
    assert written(name, COMMUNITY)


@pytest.mark.parametrize(
    ("site", "code", "place", "said"),
    [
        ("https://a.example", "a" * 91, "community.toml  code", "合起来有 101 个字"),
        ("https://a.example/" + "b" * 95, "yunting", "district.toml  site", "最多 80 个字"),
        ("https://公示 示范.cn", "yunting", "district.toml  site", "不能写进签名的文字里"),
        ("https://a.example/区＿一", "yunting", "district.toml  site", "不能写进签名的文字里"),
        ("https://a.example//x", "yunting", "district.toml  site", "不能写进签名的文字里"),
    ],
)
def test_what_signed_texts_cannot_name_is_refused_before_there_are_keys(
    tmp_path: Path, site: str, code: str, place: str, said: str
) -> None:
    (tmp_path / code).mkdir()
    with pytest.raises(OptionError) as refused:
        registrar_of(District("某区", (code,), site=site), tmp_path, {code: tmp_path / code}, RealSystem())
    trouble = refused.value.trouble
    assert place in trouble.place
    assert said in f"{trouble.what}{trouble.remedy}"
    assert trouble.ground
    assert [path.name for path in tmp_path.iterdir()] == [code], "no keys, no log"


def test_where_the_site_moved_communities_keep_the_name_of_before() -> None:
    moved = District("某区", ("yunting",), site="https://b.example", log=LogSettings(home="a.example"))
    assert (community_name(moved, "yunting"), moved.origin) == ("a.example/yunting", "a.example/log")
    assert replace(moved, log=LogSettings(home="a.example", origin="x.example/log")).origin == "x.example/log"
    entries = [
        b"jjledger/verifier/v1\n",
        Close("a.example/yunting", "2025-06", None, bytes(32)).text().encode(),
    ]
    refuse_other_home(moved, entries)
    with pytest.raises(
        OptionError, match=r"第 1 条里小区的网址是 a\.example，照 district.toml 现在是 b\.example"
    ):
        refuse_other_home(replace(moved, log=LogSettings()), entries)
    refuse_other_home(replace(moved, log=LogSettings()), entries[:1])
