"""Bad input at the command line: what is said, word by word, and that nothing is left half-written."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.cli.main import main
from tests.cases.changes import SOUND
from tests.golden.golden import HERE, compare

TODAY = "2025-08-20"
Spoil = Callable[[Path], None]


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def replaced(name: str, old: str, new: str) -> Spoil:
    """Replace words that stand once in a file of the sound community."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        write(folder, name, text.replace(old, new))

    return spoil


def added(name: str, text: str) -> Spoil:
    return lambda folder: write(folder, name, (folder / name).read_text("utf-8") + text)


def encoded(name: str, encoding: str) -> Spoil:
    return lambda folder: (folder / name).write_bytes((folder / name).read_text("utf-8").encode(encoding))


def gone(name: str) -> Spoil:
    return lambda folder: (folder / name).unlink()


def damaged(folder: Path) -> None:
    register = folder / "register.csv"
    register.write_bytes(register.read_bytes().replace(b"public_housing", "公房".encode() + b"\xff\xfe"))


def two_files_broken(folder: Path) -> None:
    added("2025/2025-03.beancount", '2025-03-31 * "某公司 "引号不成对"\n')(folder)
    added("2025/2025-07.beancount", "2025-07-09 note Assets:1维修资金:1001银行存款:（建行） 没有引号\n")(
        folder
    )


def linked_register(folder: Path) -> None:
    (folder.parent / "elsewhere.csv").write_bytes((folder / "register.csv").read_bytes())
    (folder / "register.csv").unlink()
    (folder / "register.csv").symlink_to(folder.parent / "elsewhere.csv")


def gbk_details(folder: Path) -> None:
    (folder / "details" / "2025-01-05.csv").write_bytes(
        "household,amount\n01-1-101,5000.00\n01-1-102号,2500.00\n".encode("gbk")
    )


def gb18030_chart(folder: Path) -> None:
    added(CHART, "2025-01-01 open Assets:1维修资金:1001银行存款:9𠮷祥银行 CNY\n")(folder)
    encoded(CHART, "gb18030")(folder)


def currency_forgotten(folder: Path) -> None:
    """In every leg: where one leg has it, beancount takes it over."""
    text = (folder / MARCH).read_text("utf-8")
    write(folder, MARCH, text.replace("10.00 CNY", "10.00"))


def dated_ahead(folder: Path) -> None:
    text = (folder / MARCH).read_text("utf-8").replace("2025-03", "2025-09")
    write(folder, "2025/2025-09.beancount", text.split("\n\n")[3] + "\n")


CHART, MARCH = "chart.beancount", "2025/2025-03.beancount"
INTEREST = "1001银行存款:1234建行    10.00 CNY"

# Name of the golden file, exit code, and what is done to the sound community.
SPOILED: dict[str, tuple[int, Spoil]] = {
    "account-chinese-first": (2, added(CHART, "2025-01-01 open Assets:维修资金:1001银行存款 CNY\n")),
    "account-middle-dot": (1, added(CHART, "2025-01-01 open Assets:1维修资金:1001银行存款:9城·南 CNY\n")),
    "account-brackets": (1, added(CHART, "2025-01-01 open Assets:1维修资金:1001银行存款:9（建行） CNY\n")),
    "account-ascii-brackets": (
        2,
        added(CHART, "2025-01-01 open Assets:1维修资金:1001银行存款:9(建行) CNY\n"),
    ),
    "account-roman-numeral": (1, added(CHART, "2025-01-01 open Assets:1维修资金:1001银行存款:9Ⅱ期 CNY\n")),
    "account-unknown-fund": (1, added(CHART, "2025-01-01 open Assets:5电梯:1001银行存款 CNY\n")),
    "broken-two-files": (2, two_files_broken),
    "broken-no-indent": (
        2,
        replaced(MARCH, f"  Assets:1维修资金:{INTEREST}", f"Assets:1维修资金:{INTEREST}"),
    ),
    "broken-chinese-quotes": (2, replaced(MARCH, '"第一季度结息"', "“第一季度结息”")),
    "broken-chinese-tag": (2, replaced(MARCH, '"第一季度结息"', '"第一季度结息" #利息')),
    "broken-full-width-amount": (2, replaced(MARCH, INTEREST, INTEREST.replace("10.00", "１０.００"))),
    "broken-letter-for-nought": (2, replaced(MARCH, INTEREST, INTEREST.replace("10.00", "10.0O"))),
    "broken-letter-for-one": (2, replaced(MARCH, INTEREST, INTEREST.replace("10.00", "l0.00"))),
    "broken-thousands": (2, replaced(MARCH, INTEREST, INTEREST.replace("10.00", "1,0.00"))),
    "broken-date": (2, replaced(MARCH, "2025-03-21", "2025-02-30")),
    "broken-two-households": (
        2,
        replaced("2025/2025-01.beancount", "    household:", '    household: "01-1-101"\n    household:'),
    ),
    "broken-amount-beside-account": (2, replaced(MARCH, "1234建行    10.00", "1234建行10.00")),
    "include-nothing": (2, replaced("main.beancount", "2025/*", "2026/*")),
    "include-twice": (2, added("main.beancount", 'include "2025/2025-03.beancount"\n')),
    "foreign-plugin": (
        2,
        replaced(
            "main.beancount", 'include "chart', 'plugin "beancount.plugins.auto_accounts"\ninclude "chart'
        ),
    ),
    "no-plugin": (2, replaced("main.beancount", 'plugin "jjledger.books.plugin"\n', "")),
    "not-opened": (1, replaced(MARCH, "4101存款利息收入", "4102国债利息收入")),
    "currency-forgotten": (2, currency_forgotten),
    "broken-full-width-colon-and-quotes": (
        2,
        replaced(
            MARCH,
            '2025-03-21 * "建设银行" "第一季度结息"\n  voucher: "收-0001"',
            '2025-03-21 * "建设银行" "第一季度结息"\n  voucher：“收-0001"',
        ),
    ),
    "not-balanced": (1, replaced(MARCH, INTEREST, INTEREST.replace("10.00", "10.01"))),
    "not-as-the-bank-says": (1, replaced("2025/2025-06.beancount", "7410.00", "7410.10")),
    "opened-twice": (1, added(CHART, "2025-01-01 open Income:3公共收益:6001停车 CNY\n")),
    "gbk-vouchers": (2, encoded(MARCH, "gbk")),
    "gbk-settings": (2, encoded("community.toml", "gbk")),
    "gbk-details": (1, gbk_details),
    "gb18030-chart": (2, gb18030_chart),
    "utf16-register": (2, encoded("register.csv", "utf-16")),
    "damaged-register": (2, damaged),
    "register-room-twice": (
        2,
        added("register.csv", "01-1-101,01,1,101,100.00,commercial,5000.00,2024-12-01\n"),
    ),
    "register-zero-area": (2, replaced("register.csv", "102,50.00", "102,0.00")),
    "register-three-decimals": (2, replaced("register.csv", "102,50.00", "102,50.005")),
    "register-id": (2, replaced("register.csv", "01-1-102,", "01-102,")),
    "register-lower-case": (2, replaced("register.csv", "01-1-102,01,1,102", "01-1-102a,01,1,102a")),
    "register-heading": (2, replaced("register.csv", "area_m2", "面积")),
    "register-short-row": (2, replaced("register.csv", ",2500.00,2024-12-01", ",2500.00")),
    "register-days-turned-round": (
        2,
        replaced(
            "register.csv",
            "delivered\n01-1-101,01,1,101,100.00,commercial,5000.00,2024-12-01\n",
            "delivered,from,until\n01-1-101,01,1,101,100.00,commercial,5000.00,,2025-02-01,2025-01-31\n",
        ),
    ),
    "register-excel-date": (2, replaced("register.csv", "2500.00,2024-12-01", "2500.00,2024/12/1")),
    "register-linked": (2, linked_register),
    "register-gone": (2, gone("register.csv")),
    "settings-gone": (2, gone("community.toml")),
    "settings-unknown-key": (2, replaced("community.toml", "draw_order", "draw_ordre")),
    "settings-unknown-table": (2, added("community.toml", "[publish]\nfast = true\n")),
    "settings-unknown-kind": (2, replaced("community.toml", '"warranty"', '"保修金"')),
    "settings-not-toml": (2, replaced("community.toml", '"和苑"', "和苑")),
    "settings-decimal-share": (2, replaced("community.toml", '"1/10"', '"0.1"')),
    "settings-number-as-share": (2, replaced("community.toml", '"1/10"', "0")),
    "settings-chinese-code": (2, replaced("community.toml", '"heyuan"', '"和·苑（Ⅱ期）"')),
    "settings-other-folder": (2, replaced("community.toml", '"heyuan"', '"heyuan2"')),
    "settings-same-fund-twice": (2, replaced("community.toml", '"4保修金"', '"3公共收益"')),
    "settings-fund-chinese-first": (2, replaced("community.toml", '"4保修金"', '"保修金"')),
    "settings-policies-in-disorder": (
        2,
        replaced("community.toml", 'draw_order = "principal"', "[[fund.policy]]\nfrom = 2024-12-31"),
    ),
    "settings-unknown-rule": (2, added("community.toml", "[law.open_hours]\nvalue = []\n")),
    "settings-unknown-preset": (2, added("community.toml", '[disclosure]\npreset = "cn-99"\n')),
    "three-decimals": (
        1,
        replaced(MARCH, "-10.00 CNY", "-9.999 CNY\n  Income:1维修资金:4201经营收入 -0.001 CNY"),
    ),
    "three-decimals-within-a-sum": (1, replaced(MARCH, "-10.00 CNY", "-10.001 CNY")),
    "detail-gone": (1, gone("details/2025-01-05.csv")),
    "detail-three-decimals": (1, replaced("details/2025-01-05.csv", "2500.00", "2500.005")),
    "month-not-begun": (1, dated_ahead),
}


def district(root: Path, communities: str) -> None:
    write(root, "district.toml", f'name = "示范街道"\ncommunities = [{communities}]\n')


def linked_community(root: Path) -> None:
    district(root / "qu", '"heyuan"')
    shutil.move(root / "heyuan", root / "heyuan-elsewhere")
    (root / "qu" / "heyuan").symlink_to(root / "heyuan-elsewhere")


def folder_in_brackets(root: Path) -> None:
    (root / "账本[2025]").mkdir()
    shutil.move(root / "heyuan", root / "账本[2025]" / "heyuan")


def folder_of_hostile_name(root: Path) -> None:
    shutil.move(root / "heyuan", root / "和·苑（Ⅱ期）𠮷")


NEW = ("--name", "和苑", "--region", "3310", "--bank", "1234建行", "--revenue-bank", "5678农行")

# Name of the golden file, exit code, what is done beside the sound community, and the command.
ELSEWHERE: dict[str, tuple[int, Spoil, tuple[str, ...]]] = {
    "folder-linked": (2, linked_community, ("check", "qu")),
    "folder-missing": (2, lambda root: district(root, '"heyuan", "heyuan3"'), ("check", ".")),
    "district-unknown-key": (
        2,
        lambda root: write(root, "district.toml", 'name = "区"\ncommunities = []\nfee = 3\n'),
        ("check", "."),
    ),
    "folder-hostile-in-district": (2, lambda root: district(root, '"和·苑（Ⅱ期）𠮷"'), ("check", ".")),
    "folder-hostile": (2, folder_of_hostile_name, ("check", "和·苑（Ⅱ期）𠮷")),
    "folder-in-brackets": (2, folder_in_brackets, ("check", "账本[2025]/heyuan")),
    "folder-without-ledger": (2, lambda root: (root / "空").mkdir(), ("check", "空")),
    "folder-nowhere": (2, lambda _: None, ("check", "没有")),
    "new-hostile-folder": (2, lambda _: None, ("new", "和·苑（Ⅱ期）", *NEW)),
    "new-full-folder": (2, lambda _: None, ("new", "heyuan", *NEW)),
    "new-invisible-name": (2, lambda _: None, ("new", "heyuan2", *NEW, "--name", "和\u200b苑")),
    "new-bank-with-brackets": (2, lambda _: None, ("new", "heyuan2", *NEW, "--bank", "1234（建行）")),
    "new-whole-account-number": (2, lambda _: None, ("new", "heyuan2", *NEW, "--bank", "3305016671350123")),
    "new-same-bank": (2, lambda _: None, ("new", "heyuan2", *NEW, "--revenue-bank", "1234建行")),
}


def tree(root: Path) -> dict[str, str]:
    """Give every path below a folder with what it holds, links as links."""
    return {
        str(path.relative_to(root)): str(path.readlink())
        if path.is_symlink()
        else sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in sorted(root.rglob("*"))
    }


def run(root: Path, arguments: tuple[str, ...], capture: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run the program in this process; give exit code and all it said, with the folder's name taken out."""
    before, old = tree(root), (sys.argv, Path.cwd())
    os.chdir(root)
    sys.argv = ["jjledger", *arguments, "--today", TODAY]
    try:
        with pytest.raises(SystemExit) as stopped:
            main()
    finally:
        sys.argv = old[0]
        os.chdir(old[1])
    assert tree(root) == before, "nothing is left half-written"
    said = capture.readouterr()
    assert isinstance(stopped.value.code, int)
    return stopped.value.code, (said.err + said.out).replace(str(root), "…")


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_said_of_a_spoiled_ledger(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, spoil = SPOILED[name]
    shutil.copytree(SOUND, tmp_path / "heyuan")
    spoil(tmp_path / "heyuan")
    status, said = run(tmp_path, ("check", "heyuan"), capsys)
    compare(f"messages/{name}.txt", said)
    assert status == code


@pytest.mark.parametrize("name", [name for name, (code, _) in SPOILED.items() if code])
def test_nothing_is_compiled_from_a_spoiled_ledger(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, spoil = SPOILED[name]
    shutil.copytree(SOUND, tmp_path / "heyuan")
    spoil(tmp_path / "heyuan")
    assert run(tmp_path, ("compile", "heyuan"), capsys)[0] == code


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_said_of_folders_and_names(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, prepare, arguments = ELSEWHERE[name]
    shutil.copytree(SOUND, tmp_path / "heyuan")
    prepare(tmp_path)
    status, said = run(tmp_path, arguments, capsys)
    compare(f"messages/{name}.txt", said)
    assert status == code


def test_no_golden_message_is_left_over() -> None:
    assert {file.stem for file in (HERE / "messages").iterdir()} == {*SPOILED, *ELSEWHERE}


def test_of_several_communities_each_finding_stands_under_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("heyuan", "heyuan2"):
        shutil.copytree(SOUND, tmp_path / code)
        (tmp_path / code / "decisions" / "2025-01.toml").unlink()
    replaced("community.toml", '"heyuan"', '"heyuan2"')(tmp_path / "heyuan2")
    district(tmp_path, '"heyuan", "heyuan2"')
    status, said = run(tmp_path, ("check", "."), capsys)
    assert status == 0
    assert [line for line in said.splitlines() if "heyuan" in line] == ["…/heyuan：", "…/heyuan2："]


def test_one_community_that_cannot_be_read_does_not_hide_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in ("heyuan", "heyuan2"):
        shutil.copytree(SOUND, tmp_path / code)
    district(tmp_path, '"heyuan2", "heyuan"')
    status, said = run(tmp_path, ("check", "."), capsys)
    assert status == 2
    assert "…/heyuan2/community.toml:3: 错误" in said
    assert "和苑：12 张凭证，草稿 1 张，阻断 0 项，提醒 0 项。" in said
