"""`jjledger key` and `jjledger link` as people run them, on a copy of the sample."""

import json
import re
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jjledger.books.community_file import read_community
from jjledger.books.source import Source
from jjledger.cli.main import jjledger
from jjledger.errors import JjledgerError
from jjledger.proof.keys import COSIGNATURE, NOTE, read_public, read_secret
from jjledger.store.keys import deployment, log_key
from jjledger.store.system import RealSystem

SAMPLE = Path(__file__).parents[2] / "ledgers"
HOLDERS = ("街道办事处", "业委会", "居民监督小组")
HOUSE = "01-1-101"
SIGNER = '[sign_off]\nrequired = ["prepared"]\n\n[[sign_off.signer]]\n'


@pytest.fixture
def district(tmp_path: Path) -> Path:
    folder = tmp_path / "district"
    folder.mkdir()
    text = (SAMPLE / "district.toml").read_text()
    (folder / "district.toml").write_text(
        re.sub(r"(?s)communities = \[.*?\]", 'communities = ["fengwan"]', text)
    )
    shutil.copytree(SAMPLE / "fengwan", folder / "fengwan", ignore=shutil.ignore_patterns("private"))
    return folder


def run(*words: object) -> str:
    return ended(*words).output


def ended(*words: object) -> Result:
    result = CliRunner().invoke(jjledger, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def refused(*words: object) -> str:
    with pytest.raises(JjledgerError) as error:
        run(*words)
    return str(error.value)


def keys_of(district: Path) -> dict[str, bytes]:
    folder = district / ".jjledger" / "keys"
    return {name: (folder / name).read_bytes() for name in ("deployment", "log")}


def split(district: Path, to: Path) -> list[Path]:
    run("key", "split", district, "--to", to, *(word for holder in HOLDERS for word in ("--holder", holder)))
    return sorted(to.glob("*.txt"))


def test_real_keys_are_made_once_and_never_overwritten(district: Path) -> None:
    said = run("key", "make", district)
    assert "正式密钥" in said
    before = keys_of(district)
    assert before["deployment"].decode().strip() not in said
    assert "不覆盖" in refused("key", "make", district)
    assert "不覆盖" in refused("key", "make", district, "--replace-demo")
    assert keys_of(district) == before
    assert {stat.S_IMODE((district / ".jjledger/keys" / name).stat().st_mode) for name in before} == {0o600}


def test_without_an_address_the_log_has_no_name(district: Path) -> None:
    text = (district / "district.toml").read_text()
    (district / "district.toml").write_text(re.sub(r"(?m)^site.*$", "", text))
    assert "site" in refused("key", "make", district)
    assert not (district / ".jjledger").exists()


def test_demonstration_keys_say_so_and_go_aside_with_their_log(district: Path) -> None:
    deployment(district, RealSystem(), make=True)
    (district / ".jjledger" / "log").mkdir()
    (district / ".jjledger" / "log" / "checkpoint").write_text("demo")
    assert "--replace-demo" in refused("key", "make", district)
    run("key", "make", district, "--replace-demo")
    assert "正式密钥" in run("key", "show", district)
    (aside,) = (district / ".jjledger").glob("demo-*")
    assert sorted(path.name for path in aside.iterdir()) == ["keys", "log"]
    assert [path.name for path in (aside / "keys").iterdir()] == ["deployment"]
    assert not (district / ".jjledger" / "log").exists()


def test_any_two_papers_bring_lost_keys_back(district: Path, tmp_path: Path) -> None:
    run("key", "make", district)
    before = keys_of(district)
    papers = split(district, tmp_path / "usb")
    assert len(papers) == 3
    assert "演练通过" in run("key", "join", district, papers[0], papers[2], "--check")
    shown = run("key", "show", district)
    assert all(f"份额 {number}：{holder}" in shown for number, holder in enumerate(HOLDERS, 1))
    for pair in ((0, 1), (2, 0), (1, 2)):
        for name in before:
            (district / ".jjledger" / "keys" / name).unlink()
        assert "去掉 --check" in run("key", "join", district, *(papers[at] for at in pair), "--check")
        assert not (district / ".jjledger" / "keys" / "deployment").exists()
        assert "已经恢复" in run("key", "join", district, *(papers[at] for at in pair))
        assert keys_of(district) == before


def test_a_paper_names_its_custodian_and_no_secret_but_its_words(district: Path, tmp_path: Path) -> None:
    run("key", "make", district)
    (first, *_) = split(district, tmp_path / "usb")
    fingerprint = json.loads(run("key", "show", district, "--json"))["fingerprint"]
    for path in (first, first.with_suffix(".html")):
        text = path.read_text()
        assert HOLDERS[0] in text
        assert fingerprint in text.replace(" ", "")
        assert deployment(district, RealSystem()).secret.hex() not in text
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(re.findall(r"(?m)(?<!\w)\d\d? [a-z]{4,8}\b", first.read_text())) == 59


def test_papers_never_lie_beside_the_ledger_and_need_three_holders(district: Path, tmp_path: Path) -> None:
    run("key", "make", district)
    holders = [word for holder in HOLDERS for word in ("--holder", holder)]
    assert "账本旁边" in refused("key", "split", district, "--to", district / "x", *holders)
    assert "三位" in refused("key", "split", district, "--to", tmp_path / "usb", *holders[:4])
    assert "三位" in refused(
        "key", "split", district, "--to", tmp_path / "usb", *holders[:4], "--holder", HOLDERS[0]
    )
    assert not (tmp_path / "usb").exists()


def test_papers_of_other_keys_change_nothing(district: Path, tmp_path: Path) -> None:
    run("key", "make", district)
    papers = split(district, tmp_path / "usb")
    run("key", "rotate", district)
    standing = keys_of(district)
    assert "不是同一把" in refused("key", "join", district, papers[0], papers[1])
    edited = (
        papers[0]
        .read_text()
        .replace(papers[0].read_text().split("密钥指纹：")[1][:19], "0000 0000 0000 0000")
    )
    papers[0].write_text(edited)
    assert "纸上印的是 0000" in refused("key", "join", district, papers[0], papers[1])
    assert keys_of(district) == standing


def test_changing_the_deployment_key_keeps_every_link(district: Path) -> None:
    run("key", "make", district)
    before = run("link", district / "fengwan", HOUSE)
    old = keys_of(district)
    said = run("key", "rotate", district)
    assert "1 把住户密钥重新加密" in said
    assert f"jjledger log rotate {district}" in said  # the other key is another command's
    assert keys_of(district)["deployment"] != old["deployment"]
    assert keys_of(district)["log"] == old["log"]
    assert run("link", district / "fengwan", HOUSE) == before
    assert not (district / ".jjledger" / "keys" / "deployment.next").exists()


def test_a_change_that_was_broken_off_is_finished(district: Path) -> None:
    run("key", "make", district)
    before = run("link", district / "fengwan", HOUSE)
    rows = district / "fengwan" / "private" / "keys" / "owners.csv"
    old_key, old_rows = keys_of(district), rows.read_bytes()
    run("key", "rotate", district)
    new = keys_of(district)["deployment"]
    # As if it had died after the rows and before the key.
    (district / ".jjledger" / "keys" / "deployment.next").write_bytes(new)
    (district / ".jjledger" / "keys" / "deployment").write_bytes(old_key["deployment"])
    assert "key rotate" in refused("link", district / "fengwan", HOUSE)
    run("key", "rotate", district)
    assert keys_of(district)["deployment"] == new
    assert run("link", district / "fengwan", HOUSE) == before
    # As if it had died before anything but the new key.
    (district / ".jjledger" / "keys" / "deployment").write_bytes(old_key["deployment"])
    rows.write_bytes(old_rows)
    (district / ".jjledger" / "keys" / "deployment.next").write_bytes(new)
    run("key", "rotate", district)
    assert run("link", district / "fengwan", HOUSE) == before


def test_a_new_owner_has_another_link_and_a_destroyed_key_leads_nowhere(district: Path) -> None:
    run("key", "make", district)
    ledger = district / "fengwan"
    first = json.loads(run("link", ledger, HOUSE, "--period", "2025-H2", "--json"))["address"]
    run("key", "tenure", ledger, HOUSE, "--since", "2026-03-01")
    assert json.loads(run("link", ledger, HOUSE, "--period", "2025-H2", "--json"))["address"] == first
    second = json.loads(run("link", ledger, HOUSE, "--period", "2026-H1", "--json"))["address"]
    assert second != first
    assert "在这以后" in refused("key", "tenure", ledger, HOUSE, "--since", "2026-03-01")
    assert "--yes" in refused("key", "erase", ledger, HOUSE, "--tenure", "1")
    assert json.loads(run("link", ledger, HOUSE, "--period", "2025-H2", "--json"))["address"] == first
    run("key", "erase", ledger, HOUSE, "--tenure", "1", "--yes")
    assert "已经销毁" in refused("link", ledger, HOUSE, "--period", "2025-H2", "--json")
    assert json.loads(run("link", ledger, HOUSE, "--period", "2026-H1", "--json"))["address"] == second


def test_demonstration_keys_cannot_be_destroyed_and_cannot_be_split(district: Path, tmp_path: Path) -> None:
    deployment(district, RealSystem(), make=True)
    log_key(district, "gongshi.example/log", RealSystem(), make=True)
    holders = [word for holder in HOLDERS for word in ("--holder", holder)]
    assert "演示密钥不必" in refused("key", "split", district, "--to", tmp_path / "usb", *holders)
    assert "销毁不了" in refused("key", "erase", district / "fengwan", HOUSE, "--yes")
    run("key", "tenure", district / "fengwan", HOUSE, "--since", "2026-03-01")
    assert "演示密钥" in refused("key", "rotate", district)


@pytest.mark.parametrize(
    ("words", "name", "kind", "table"),
    [
        (("witness", "street.example.cn"), "street.example.cn", COSIGNATURE, "[[log.witness]]"),
        (("signer", "prepared", "fengwan"), "fengwan.prepared", NOTE, SIGNER),
        (("signer", "audited", "firm.example"), "firm.example.audited", NOTE, "[[auditor]]"),
    ],
)
def test_others_make_their_own_keys(
    tmp_path: Path, words: tuple[str, ...], name: str, kind: int, table: str
) -> None:
    file = tmp_path / "own" / "my.key"
    said = ended("key", *words, "--to", file)
    (text,) = re.findall(r'key\s+= "([^"]+)"', said.stdout)
    public = read_public(text)
    secret = read_secret(file.read_text().strip())
    assert (public.name, public.kind) == (name, kind)
    assert secret.public() == public
    assert table in said.stdout
    assert file.read_text().strip() not in said.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "不覆盖" in refused("key", *words, "--to", file)


def test_what_a_signer_is_told_to_paste_is_a_rule_that_is_waited_for(district: Path, tmp_path: Path) -> None:
    folder = district / "fengwan"
    said = ended("key", "signer", "prepared", "fengwan", "--to", tmp_path / "my.key").stdout
    with (folder / "community.toml").open("a", encoding="utf-8") as file:
        file.write(said[said.index("\n[sign_off]\n") :])
    rule = read_community(Source(folder)).sign_off
    assert rule.required == ("prepared",)
    assert [one.key.name for one in rule.signers] == ["fengwan.prepared"]


def test_nobodys_own_key_lies_in_the_ledger(district: Path) -> None:
    assert "账本里" in refused("key", "witness", "street.example.cn", "--to", district / "w.key")
    assert "账本里" in refused("key", "witness", "street.example.cn", "--to", district / "fengwan" / "w.key")
    assert not (district / "w.key").exists()
    assert "英文" in refused("key", "witness", "街道 办", "--to", district.parent / "w.key")


def test_a_link_is_printed_with_its_code_and_drawn(district: Path) -> None:
    run("key", "make", district)
    ledger = district / "fengwan"
    told = json.loads(run("link", ledger, HOUSE, "--json"))
    assert re.fullmatch(r"https://gongshi\.example/o/#[A-Za-z0-9_-]{22}", told["address"])
    svg, png = (Path(path) for path in told["files"])
    assert svg.parent == ledger / "private" / "print"
    assert svg.read_bytes().startswith(b"<?xml")
    assert png.read_bytes().startswith(b"\x89PNG")
    assert stat.S_IMODE(png.stat().st_mode) == 0o600
    changed = run("link", "rotate", ledger, HOUSE)
    assert "仍然能看" in changed
    assert json.loads(run("link", ledger, HOUSE, "--json"))["address"] != told["address"]
    assert "publish" in run("link", "revoke", ledger, HOUSE)
    assert json.loads(run("link", ledger, HOUSE, "--json"))["closed"]
    assert "没有这一户" in refused("link", ledger, "99-9-999")


def test_slips_of_all_households_are_printed_by_building_without_those_that_were_closed(
    district: Path,
) -> None:
    run("key", "make", district)
    ledger = district / "fengwan"
    run("link", "revoke", ledger, "01-1-102")
    said = run("link", "sheets", ledger, "--period", "2025-H2")
    register = [row.split(",") for row in (ledger / "register.csv").read_text().splitlines()[1:]]
    buildings = {row[1] for row in register}
    assert len(re.findall(r"\.html", said)) == len(buildings)
    text = (ledger / "private" / "print" / "links-2025-01.html").read_text()
    houses = re.findall(r"<h2>([^<]+)</h2>", text)
    assert houses == [row[0] for row in register if row[1] == "01" and row[0] != "01-1-102"]
    told = json.loads(run("link", ledger, HOUSE, "--period", "2025-H2", "--json"))
    assert told["code"] in text
    assert len(set(re.findall(r'class="code">([^<]+)<', text))) == len(houses)
    assert stat.S_IMODE((ledger / "private" / "print" / "links-2025-01.html").stat().st_mode) == 0o600
    assert "没有这一幢" in refused("link", "sheets", ledger, "--building", "99")
