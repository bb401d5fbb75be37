"""What is signed before a publication, and what a household is given of it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from jjledger.proof.keys import NOTE, SecretKey
from tests.ledgers import run
from tests.publishing import change, district
from tests.sealed_sites import MONTH, WORDS, log_of, published_at, verified


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("sealed")
    district(folder / "ledgers", "bailu")
    published_at(folder)
    return folder


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "it", symlinks=True))


# Signing before publication.


def with_sign_off(folder: Path, *roles: str) -> dict[str, Path]:
    """Have a community's editions signed; give each role's key file."""
    path = folder / "ledgers/bailu/community.toml"
    text, files = path.read_text(encoding="utf-8"), {}
    told = ", ".join(f'"{role}"' for role in roles)
    text += f"\n[sign_off]\nrequired = [{told}]\n"
    for number, role in enumerate(roles, 1):
        key = SecretKey(f"a.example/bailu/{role}", NOTE, bytes([number]) * 32)
        files[role] = folder / f"{role}.key"
        files[role].write_text(f"{key.text()}\n", encoding="utf-8")
        text += (
            f'[[sign_off.signer]]\nrole = "{role}"\nperson = "第{number}人"\nkey = "{key.public().text()}"\n'
        )
    path.write_text(text, encoding="utf-8")
    return files


def test_nothing_goes_out_before_everybody_signed_and_then_just_what_they_signed(tmp_path: Path) -> None:
    district(tmp_path / "ledgers", "bailu")
    ledger = tmp_path / "ledgers/bailu"
    keys = with_sign_off(tmp_path, "prepared", "reviewed")
    firm = SecretKey("firm.example.cn", NOTE, bytes([9]) * 32).public().text()
    with (ledger / "community.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[auditor]]\nname = "某会计师事务所"\nkey = "{firm}"\nfrom = 2026-01-01\n')
    held = published_at(tmp_path)
    assert [finding.code for finding in held.findings if finding.severity == "block"] == ["P07"]
    assert not (tmp_path / "public/d/bailu/2025").exists()
    assert not any(entry.startswith(b"jjledger/disclosure") for entry in log_of(tmp_path))

    def sign(role: str, key: str) -> str:
        return run("jjledger", "sign", ledger, "2025", "--role", role, "--key", keys[key]).stderr

    assert "还没有轮到复核" in sign("reviewed", "reviewed")
    assert "不在 community.toml 里编制的公钥" in sign("prepared", "reviewed")
    assert sign("prepared", "prepared") == ""
    assert published_at(tmp_path, date(2026, 2, 1)).held()
    assert sign("reviewed", "reviewed") == ""
    waited = (ledger / "private/signing/2025.v1.txt").read_text(encoding="utf-8")
    assert not published_at(tmp_path, date(2026, 2, 7)).held()
    edition = tmp_path / "public/d/bailu/2025/v1"
    assert (edition / "manifest.txt").read_text(encoding="utf-8") == waited
    assert (edition / "signatures.note").read_text(encoding="utf-8").count("\n— a.example/bailu/") == 2
    assert "2025年度" not in run("jjledger", "sign", ledger).stdout
    assert verified(tmp_path / "public") == {}
    told = [entry.decode() for entry in log_of(tmp_path) if entry.startswith(b"jjledger/key/")]
    assert told == [
        f"jjledger/key/v2\ncommunity a.example/bailu\nrole {role}\nold -\n"
        f"new {SecretKey(f'a.example/bailu/{role}', NOTE, bytes([number]) * 32).public().text()}\n"
        for number, role in enumerate(("prepared", "reviewed"), 1)
    ] + [f"jjledger/key/v2\ncommunity a.example/bailu\nrole audited\nold -\nnew {firm}\n"]
    shown = run("jjledger", "log", "show", tmp_path / "ledgers", "--all").stdout
    assert "密钥：a.example/bailu 的编制启用 a.example/bailu/prepared" in shown
    assert "密钥：a.example/bailu 的审计启用 firm.example.cn" in shown


def test_a_key_that_ended_before_publication_counts_for_what_it_signed_and_is_ended_after_it(
    tmp_path: Path,
) -> None:
    district(tmp_path / "ledgers", "bailu")
    ledger = tmp_path / "ledgers/bailu"
    keys = with_sign_off(tmp_path, "prepared")
    with (ledger / "community.toml").open("a", encoding="utf-8") as file:
        file.write("until = 2026-02-01\n")
    assert published_at(tmp_path).held()
    done = run("jjledger", "sign", ledger, "2025", "--role", "prepared", "--key", keys["prepared"])
    assert done.returncode == 0, done.stderr
    assert not published_at(tmp_path, date(2026, 2, 2)).held()
    told = [entry.split(b"\n")[0].decode() for entry in log_of(tmp_path)]
    places = [at for at, mark in enumerate(told) if mark.startswith("jjledger/key/")]
    began, ended = places
    assert began < told.index("jjledger/disclosure/v2") < ended
    assert b"\nnew -\n" in log_of(tmp_path)[ended]
    assert verified(tmp_path / "public") == {}
    published_at(tmp_path, date(2026, 2, 3))
    assert len(log_of(tmp_path)) == len(told), "nothing is told twice"


def test_without_a_period_all_is_signed_that_it_is_the_roles_turn_for_and_each_is_named(
    tmp_path: Path,
) -> None:
    district(tmp_path / "ledgers", "bailu")
    ledger = tmp_path / "ledgers/bailu"
    keys = with_sign_off(tmp_path, "prepared", "reviewed")
    published_at(tmp_path)

    def sign(role: str, key: str) -> tuple[int, str, str]:
        done = run("jjledger", "sign", ledger, "--role", role, "--key", keys[key])
        return done.returncode, done.stdout, done.stderr

    place = ledger / "private/signing"
    year = (place / "2025.v1.txt").read_text(encoding="utf-8")
    for code in ("2024", "2025-Q4"):
        (place / f"{code}.v1.txt").write_text(year.replace("\nperiod 2025\n", f"\nperiod {code}\n"), "utf-8")
    waiting = run("jjledger", "sign", ledger).stdout.splitlines()
    titles = [line.split("：")[0] for line in waiting if not line.startswith(" ")]
    assert titles == ["2024年度第 1 版", "2025年第四季度第 1 版", "2025年度第 1 版"]
    assert "没有轮到复核签批的" in sign("reviewed", "reviewed")[2]
    assert "不在 community.toml 里编制的公钥" in sign("prepared", "reviewed")[2]
    assert not list(place.glob("*.line"))
    code, said, _ = sign("编制", "prepared")  # as messages call it
    assert (code, said.splitlines()[0]) == (0, f"以编制签了 {len(titles)} 期：{'、'.join(titles)}。")
    assert len(list(place.glob("*.prepared.line"))) == len(titles)
    assert "没有轮到编制签批的" in sign("prepared", "prepared")[2]
    told = sign("reviewed", "reviewed")[1].splitlines()
    assert all(line.endswith("已签：编制、复核。都签了，请运行  jjledger publish 。") for line in told[1:])
    assert "要写明 --role" in run("jjledger", "sign", ledger, "--key", keys["prepared"]).stderr


def test_before_signing_the_totals_are_told_and_the_command_that_prints_the_whole(tmp_path: Path) -> None:
    district(tmp_path / "ledgers", "bailu")
    ledger = tmp_path / "ledgers/bailu"
    keys = with_sign_off(tmp_path, "prepared")
    published_at(tmp_path)
    first, *lines = run("jjledger", "sign", ledger, "2025").stdout.splitlines()
    assert first == "2025年度第 1 版：已签：还没有人；还缺：编制。"
    rows = json.loads(
        run("jjledger", "households", ledger, "--at", "2025-12-31", "--format", "json").stdout
    )  # another way to the same sum
    closing = sum(Decimal(row["balance"]) for row in rows)
    (told,) = [line for line in lines if line.startswith("  维修资金分户，")]
    assert told.startswith(f"  维修资金分户，{len(rows)} 户合计：期初 ")
    assert f"，期末 {closing:,.2f}，欠款 " in told
    words, _, command = lines[-1].partition("： ")
    assert words == "  签以前请看草稿"
    (record,) = json.loads(run("jjledger", "sign", ledger, "2025", "--json").stdout)
    assert (record["look"], len(record["totals"])) == (command, len(lines) - 1)
    made = run(*command.split(), "--to", tmp_path / "look")
    assert made.returncode == 0, made.stderr
    assert list((tmp_path / "look").glob("bailu-2025-maintenance-fund-draft-*.pdf"))
    signing = ("jjledger", "sign", ledger, "2025", "--role", "prepared", "--key", keys["prepared"])
    assert "签以前" not in run(*signing).stdout


def test_where_nobody_has_to_sign_that_is_said(folder: Path) -> None:
    assert "没有写 required" in run("jjledger", "sign", folder / "ledgers/bailu").stdout


def test_who_signed_something_else_has_to_sign_anew(tmp_path: Path) -> None:
    district(tmp_path / "ledgers", "bailu")
    ledger = tmp_path / "ledgers/bailu"
    keys = with_sign_off(tmp_path, "prepared")
    published_at(tmp_path)
    signing = ("jjledger", "sign", ledger, "2025", "--role", "prepared", "--key", keys["prepared"])
    assert run(*signing).returncode == 0
    change(tmp_path / MONTH, WORDS, "上半年结息")
    held = published_at(tmp_path, date(2026, 2, 1))
    assert [finding.code for finding in held.findings if finding.severity == "block"] == ["P07"]
    assert run(*signing).returncode == 0
    assert not published_at(tmp_path, date(2026, 2, 2)).held()
    manifest = (tmp_path / "public/d/bailu/2025/v1/manifest.txt").read_text(encoding="utf-8")
    assert "issued 2026-02-01\n" in manifest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('person = "第2人"', 'person = "第1人"', "又签编制又签复核"),
        ('role = "reviewed"\nperson', 'role = "published"\nperson', "却没有写由谁签"),
        ('required = ["prepared"', 'required = ["chairman"', "不认识"),
    ],
)
def test_one_person_in_two_roles_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    district(tmp_path / "ledgers", "bailu")
    with_sign_off(tmp_path, "prepared", "reviewed")
    change(tmp_path / "ledgers/bailu/community.toml", old, new)
    assert said in run("jjledger", "check", tmp_path / "ledgers/bailu").stderr


# What a household is given.


def test_a_statement_carries_its_proof_until_the_books_change(folder: Path) -> None:
    ledger = folder / "ledgers/bailu"
    asked = (
        "jjledger",
        "statement",
        ledger,
        "--household",
        "01-1-101",
        "--period",
        "2025",
        "--today",
        "2026-02-03",
    )
    done = run(*asked, "--format", "pdf", "--format", "json")
    pdf, data = map(Path, done.stdout.split())
    assert verified(pdf, "--site", folder / "public", "--room", "01-1-101") == {}
    assert json.loads(data.read_text(encoding="utf-8"))["proof"]["entry"] == 1
    # A repair that cost a yuan more: the books are sound, and no longer what was sealed. What the bank has is told
    # in assertions, which a statement printed now does not wait for.
    for month in (ledger / "2025").glob("*.beancount"):
        text = month.read_text(encoding="utf-8").replace("49480.00 CNY", "49481.00 CNY")
        lines = [line for line in text.splitlines() if " balance " not in line]
        month.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run(*asked, "--format", "json")
    changed = json.loads(Path(done.stdout.strip()).read_text(encoding="utf-8"))
    assert changed["proof"] is None
    assert "与封签时的数不同" in changed["unproved"]


def test_the_wall_has_the_key_and_the_fingerprint_by_which_programs_and_the_page_are_trusted(
    folder: Path,
) -> None:
    site = folder / "public"
    shown = run("jjledger", "log", "show", site).stdout
    (key,) = re.findall(r"^登记册公钥 +(\S+)$", shown, re.MULTILINE)
    told = run("jjledger", "verify", site).stdout
    (fingerprint,) = re.findall(r"^核对依据的指纹 ((?:[0-9a-f]{4} ?){8})", told, re.MULTILINE)
    assert "核对依据的指纹" in (site / "verify.html").read_text(encoding="utf-8")
    assert fingerprint in (site / "log/index.html").read_text(encoding="utf-8")
    asked = ("jjledger", "poster", folder / "ledgers/bailu", "2025", "--site", site, "--to", folder / "wall")
    assert run(*asked).returncode == 0
    (sheet,) = (folder / "wall").glob("*check-sheet.pdf")
    (page,) = PdfReader(sheet).pages
    printed = "".join(page.extract_text().split())
    assert key in printed
    assert f"核对依据的指纹”应当是：{''.join(fingerprint.split())}" in printed


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025-Q4", "2025年第四季度没有单独公示，所以没有核对码；要能核对的，请要2025年度的对账单。"),
        ("2024", "2024年度还没有公示，所以没有核对码；公示过的最近一期是2025年度。"),
        ("2025", ""),
    ],
)
def test_a_statement_without_a_code_says_which_one_has_it(folder: Path, period: str, said: str) -> None:
    asked = ("--household", "01-1-101", "--period", period, "--format", "html", "--today", "2026-02-03")
    done = run("jjledger", "statement", folder / "ledgers/bailu", *asked)
    assert (done.returncode, done.stderr.strip()) == (0, said)
    page = Path(done.stdout.strip()).read_text(encoding="utf-8")
    assert ("没有核对码" in page, said in page) == (bool(said), True)


def test_links_of_owners_are_sealed_and_leave_after_their_time(tmp_path: Path) -> None:
    district(tmp_path / "ledgers", "bailu")
    toml = tmp_path / "ledgers/bailu/community.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8") + "\n[owner_links]\nenabled = true\nlife_days = 30\n",
        encoding="utf-8",
    )
    published_at(tmp_path)
    boxes = list((tmp_path / "public/o").glob("*/2025.bin"))
    assert len(boxes) == 100
    assert len({box.stat().st_size for box in boxes}) == 1
    assert not any(b"01-1-10" in box.read_bytes() for box in boxes)
    assert verified(tmp_path / "public") == {}
    published_at(tmp_path, date(2026, 3, 3))
    assert not list((tmp_path / "public/o").glob("*/*.bin"))


def test_where_papers_hung_is_logged_once(folder: Path) -> None:
    posted = folder / "ledgers/bailu/posted/2025.toml"
    posted.parent.mkdir(exist_ok=True)
    posted.write_text(
        f'[[posting]]\nplace = "东门公告栏"\nfrom = 2026-02-01\nphotos = ["{"0" * 64}"]\nrecorded = 2026-02-01\n',
        encoding="utf-8",
    )
    before = log_of(folder)
    published_at(folder, date(2026, 2, 2))
    published_at(folder, date(2026, 2, 3))
    (notice,) = log_of(folder)[len(before) :]
    told = hashlib.sha256(f"东门公告栏\n2026-02-01\n-\n{'0' * 64}\n".encode()).hexdigest()
    assert notice.decode() == f"jjledger/notice/v1\ndisclosure 1\nposted 2026-02-01\ntext {told}\n"
    assert verified(folder / "public") == {}
