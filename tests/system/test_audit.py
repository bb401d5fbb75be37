"""`jjledger audit` says what was asked and what was not, and its papers open without the program."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from jjledger.checks.audit.run import RULES
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.store.encryption import decrypt_with_key, new_key
from tests.ledgers import SAMPLE, copy_of, run

CODE = "guiyu2"
TODAY = "2026-01-31"
FIRM = SecretKey("firm.example.cn", NOTE, bytes([9]) * 32)
RECORD = f"{TODAY}-books-2025"
OPINION = (
    "--auditor",
    "某会计师事务所",
    "--opinion",
    "unqualified",
    "--opinion-text",
    "公允反映了结余。",
    "--cause",
    "yearly",
)
Files = dict[str, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(SAMPLE / CODE, tmp_path)


def _audit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run("jjledger", "audit", folder, "2025", "--today", TODAY, *words)


_TWICE = """
2025-06-26 * "某广告公司" "道闸广告费"
  voucher: "收-0005"
  attachments: 1
  prepared: "制单员甲"
  reviewed: "复核员乙"
  Assets:3公共收益:1001银行存款:5091示范银行  24690.00 CNY
  Income:3公共收益:6002广告:02道闸           -24690.00 CNY

2025-06-27 * "某维修公司" "修理道闸"
  voucher: "付-0002"
  attachments: 1
  prepared: "制单员甲"
  reviewed: "复核员乙"
  Expenses:3公共收益:6401成本:01人工          12345.00 CNY
  Assets:3公共收益:1001银行存款:5091示范银行 -12345.00 CNY

2025-06-30 * "某维修公司" "修理道闸"
  voucher: "付-0003"
  attachments: 1
  prepared: "制单员甲"
  reviewed: "复核员乙"
  Expenses:3公共收益:6401成本:01人工          12345.00 CNY
  Assets:3公共收益:1001银行存款:5091示范银行 -12345.00 CNY
"""


def test_every_question_is_told_with_its_items_and_what_could_not_be_asked(folder: Path) -> None:
    done = _audit(folder)
    assert done.returncode == 0, done.stderr
    for rule in RULES:
        assert f"{rule.code} {rule.question}" in done.stdout
    assert "范围：2025年1月1日至2025年12月31日" in done.stdout
    assert "不算通过" in done.stdout
    assert re.search(r"A07 账本不在自己的 git 版本库里", done.stdout)


def test_json_tells_the_same(folder: Path) -> None:
    told = json.loads(_audit(folder, "--format", "json").stdout)
    assert [one["code"] for one in told["questions"]] == [rule.code for rule in RULES]
    assert told["vouchers"] == 24
    assert not told["alarming"]


def test_only_one_question_is_asked(folder: Path) -> None:
    told = json.loads(_audit(folder, "--format", "json", "--only", "A06").stdout)
    assert [one["code"] for one in told["questions"]] == ["A06"]
    refused = _audit(folder, "--only", "A99")
    assert refused.returncode == 2
    assert "没有 A99 这个问题" in refused.stderr
    assert _audit(folder, "--only", "A06", "--format", "pdf").returncode == 2


def test_a_period_that_is_not_over_is_refused(folder: Path) -> None:
    done = run("jjledger", "audit", folder, "2026", "--today", TODAY)
    assert done.returncode == 2
    assert "还没有结束" in done.stderr


def test_a_report_made_on_request_leads_nowhere_but_within_itself(folder: Path, tmp_path: Path) -> None:
    assert _audit(folder, "--format", "html", "--out", str(tmp_path / "out")).returncode == 0
    text = (tmp_path / "out/audit.html").read_text("utf-8")
    links = re.findall(r'href="([^"]*)"', text)
    assert links
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= set(re.findall(r'id="([^"]*)"', text))
    assert "<style" in text
    assert "没有发表审计意见" in text


def test_an_opinion_is_a_person_s_and_a_firm_has_one(folder: Path) -> None:
    for words, told in (
        (("--opinion", "unqualified"), "没有审计单位"),
        (("--auditor", "某会计师事务所"), "没有写意见"),
        (
            (
                "--auditor",
                "某事务所 13812345678",
                "--opinion",
                "qualified",
                "--opinion-text",
                "除一事外公允。",
            ),
            "手机号",
        ),
    ):
        done = _audit(folder, "--write", *words)
        assert done.returncode == 2, words
        assert told in done.stderr
    assert not list(folder.glob("audits/2026*"))


def test_the_record_is_written_once_and_read_again(folder: Path) -> None:
    assert _audit(folder, "--write", *OPINION).returncode == 0
    text = (folder / f"audits/{RECORD}.toml").read_text("utf-8")
    assert text.count("[[tested.question]]") == len(RULES)
    assert 'opinion      = "unqualified"' in text
    again = _audit(folder, "--write", *OPINION)
    assert again.returncode == 2
    assert "已经有了" in again.stderr
    assert "提醒 0 项" in run("jjledger", "check", folder, "--today", TODAY).stdout


def test_the_auditor_signs_the_record_and_nobody_changes_it_after(folder: Path, tmp_path: Path) -> None:
    key = tmp_path / "auditor.key"
    key.write_text(FIRM.text() + "\n", encoding="ascii")
    assert _audit(folder, "--write", *OPINION).returncode == 0
    _register(folder, TODAY)
    sign = ("jjledger", "audit", "sign", folder, RECORD, "--key", key, "--today", TODAY, "--write")
    assert run(*sign).returncode == 2  # which disclosure it is about is not said
    done = run(*sign, "--disclosure", "7")
    assert done.returncode == 0, done.stderr
    record = folder / f"audits/{RECORD}.toml"
    digest = hashlib.sha256(record.read_bytes()).hexdigest()
    assert f"disclosure 7\n  report {digest}\n  opinion unqualified\n  beacon -\n  sample 0" in done.stdout
    record.write_text(record.read_text("utf-8").replace("公允反映了结余。", "没有意见。"), encoding="utf-8")
    assert "审计签名签的不是这一份记录" in run("jjledger", "check", folder, "--today", TODAY).stdout


def _register(folder: Path, day: str) -> None:
    with (folder / "community.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[auditor]]\nname = "某会计师事务所"\nkey = "{FIRM.public().text()}"\nfrom = {day}\n')


@pytest.mark.parametrize("day", ["", "2026-02-01"], ids=["never", "later"])
def test_who_was_not_named_before_signs_no_audit(folder: Path, tmp_path: Path, day: str) -> None:
    key = tmp_path / "auditor.key"
    key.write_text(FIRM.text() + "\n", encoding="ascii")
    assert _audit(folder, "--write", *OPINION).returncode == 0
    if day:
        _register(folder, day)
    sign = ("jjledger", "audit", "sign", folder, RECORD, "--key", key, "--today", TODAY, "--write")
    done = run(*sign, "--disclosure", "7")
    assert done.returncode == 2
    assert "没有登记这个审计人的公钥" in done.stderr
    assert "[[auditor]]" in done.stderr
    assert not (folder / "audits/signed").exists()


@pytest.mark.parametrize(("role", "whose"), [("witness", "见证人"), ("prepared", "编制")])
def test_who_signs_something_else_signs_no_audit(folder: Path, tmp_path: Path, role: str, whose: str) -> None:
    key = tmp_path / "other.key"
    key.write_text(FIRM.text() + "\n", encoding="ascii")
    assert _audit(folder, "--write", *OPINION).returncode == 0
    if role == "witness":
        seen = SecretKey("w.example.cn", COSIGNATURE, FIRM.seed).public().text()
        (tmp_path / "district.toml").write_text(
            f'name = "某区"\ncommunities = ["{CODE}"]\n[log]\n[[log.witness]]\nname = "街道"\nkey = "{seen}"\n',
            encoding="utf-8",
        )
        _register(folder, TODAY)
    else:
        with (folder / "community.toml").open("a", encoding="utf-8") as file:
            file.write(
                f'\n[sign_off]\n[[sign_off.signer]]\nrole = "{role}"\nperson = "一"\nkey = "{FIRM.public().text()}"\n'
            )
    sign = ("jjledger", "audit", "sign", folder, RECORD, "--key", key, "--today", TODAY, "--write")
    done = run(*sign, "--disclosure", "7")
    assert done.returncode == 2
    assert f"这是{whose}的密钥" in done.stderr


def test_what_is_no_key_signs_no_audit(folder: Path, tmp_path: Path) -> None:
    key = tmp_path / "no.key"
    key.write_text("PRIVATE+KEY+nonsense\n", encoding="ascii")
    done = run("jjledger", "audit", "sign", folder, RECORD, "--key", key, "--today", TODAY)
    assert done.returncode == 2
    assert "这不是签名用的密钥" in done.stderr


def _bundle(folder: Path, place: Path, *words: str) -> Files:
    done = run("jjledger", "audit", "bundle", folder, "2025", "--today", TODAY, "--out", place, *words)
    assert done.returncode == 0, done.stderr
    return _files(place.read_bytes())


def _files(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Give the bundle of a community that has owners' names and originals."""
    place = tmp_path_factory.mktemp("bundle")
    folder = copy_of(SAMPLE / CODE, place)
    (folder / "private").mkdir()
    (folder / "private/owners.csv").write_text(
        "household,name,phone\n01-1-101,欧阳不公开,13800000000\n", "utf-8"
    )
    paper = place / "发票.txt"
    paper.write_text("发票一张", encoding="utf-8")
    attach = ("voucher", "attach", folder, "2025-06-F0001", paper, "--who", "甲", "--today", TODAY, "--write")
    assert run("jjledger", *attach).returncode == 0
    return _bundle(folder, place / "b.zip")


def test_every_file_of_a_bundle_is_as_its_list_says(bound: Files) -> None:
    listed = dict(reversed(line.split("  ", 1)) for line in bound["SHA256SUMS"].decode().splitlines())
    assert listed.keys() == bound.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(bound[name]).hexdigest() == digest for name, digest in listed.items())


def test_a_bundle_holds_nothing_private_and_no_original(bound: Files) -> None:
    assert not any("private" in name for name in bound)
    assert [name for name in bound if "/vouchers/" in name] == [f"账本/{CODE}/vouchers/originals.csv"]
    assert not any("欧阳不公开".encode() in data for data in bound.values())


def test_its_first_page_leads_only_to_what_is_there_and_needs_no_network(bound: Files) -> None:
    page = bound["说明.html"].decode()
    links = re.findall(r'href="([^"#][^"]*)"', page)
    assert len(links) > 100
    assert set(links) <= bound.keys()
    assert "http" not in page
    for folder in ("审计发现", "银行对账", "凭证清单", "账簿", "报表", "分户账", "接口", "重算", "账本"):
        assert any(name.startswith(f"{folder}/") for name in bound), folder


def test_the_list_of_vouchers_has_each_of_them_with_its_originals(bound: Files) -> None:
    rows = list(csv.DictReader(io.StringIO(bound["凭证清单/凭证清单.csv"].decode("utf-8-sig"))))
    assert len(rows) == 24
    booked = list(csv.DictReader(io.StringIO(bound["接口/记账凭证.csv"].decode("utf-8-sig"))))
    by_hand = {
        (row["电子账簿编号"], row["记账凭证日期"][:7], row["记账凭证编号"])
        for row in booked
        if row["凭证来源"] == "手工"
    }
    assert len(by_hand) == len(rows)
    (paid,) = [row for row in rows if row["日期"] == "2025-06-30"]
    assert paid["原件 SHA-256"] == hashlib.sha256("发票一张".encode()).hexdigest()
    assert Path(paid["原件"]).stem == paid["原件 SHA-256"][:16]
    assert paid["金额（元）"] == "27260.52"  # 19,900.18 and 7,360.34


def test_the_bundle_s_own_script_adds_the_books_up_again(bound: Files, tmp_path: Path) -> None:
    for name in ("again.sh", "book.journal"):
        (tmp_path / name).write_bytes(bound[f"重算/{name}"])
    done = subprocess.run(
        ["/bin/sh", str(tmp_path / "again.sh"), "awk"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "全部相同" in done.stdout


def test_originals_go_with_it_where_that_is_asked_and_only_the_firm_reads_it(
    folder: Path, tmp_path: Path
) -> None:
    secret, public = new_key()
    done = run(
        "jjledger", "audit", "bundle", folder, "2025", "--today", TODAY, "--out", tmp_path / "b.zip",
        "--with-originals", "--recipient", public,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sealed = (tmp_path / "b.zip.age").read_bytes()
    assert not zipfile.is_zipfile(io.BytesIO(sealed))
    files = _files(decrypt_with_key(sealed, secret))
    originals = {name: data for name, data in files.items() if "/vouchers/2" in name}
    assert originals
    assert all(
        hashlib.sha256(data).hexdigest().startswith(Path(name).stem) for name, data in originals.items()
    )


def test_a_payment_made_twice_ends_it_with_one(folder: Path) -> None:
    file = folder / "2025/2025-06.beancount"
    file.write_text(file.read_text("utf-8") + _TWICE, encoding="utf-8")
    done = _audit(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "【高】A01 同一收款方、同一金额 12,345.00 元付了两次，相隔 3 天" in done.stdout
    assert "3公共收益 2025-06-F0002  12,345.00 元  某维修公司：修理道闸" in done.stdout
    told = json.loads(_audit(folder, "--format", "json").stdout)
    assert told["alarming"]
    assert _audit(folder, "--write").returncode == 0
    assert "3公共收益 2025-06-F0003" in (folder / f"audits/{RECORD}.toml").read_text("utf-8")
    assert "某维修公司" not in (folder / f"audits/{RECORD}.toml").read_text("utf-8")
