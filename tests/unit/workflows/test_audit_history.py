"""When vouchers were typed and edited, as the history of the ledger's files tells it."""

from __future__ import annotations

from pathlib import Path

from jjledger.facts.audit_history import NOT_COMMITTED, AuditHistory
from jjledger.store.system import RealSystem
from jjledger.workflows.audit_history import audit_history
from tests.histories_on_disk import git

ONE = (
    '2025-03-0{day} {flag} "某公司" "{words}"\n  voucher: "{number}"\n  attachments: 1\n'
    "  Expenses:3公共收益:6402保洁  {yuan} CNY\n  Assets:3公共收益:1001银行存款:3456农行  -{yuan} CNY\n"
)


def _voucher(
    number: str = "付-0001", words: str = "擦窗", yuan: str = "9.00", flag: str = "*", day: int = 3
) -> str:
    return ONE.format(number=number, words=words, yuan=yuan, flag=flag, day=day)


def _history(folder: Path, *steps: tuple[str, dict[str, str]]) -> AuditHistory:
    """Commit files step by step, each named by why; give what is known of the vouchers."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    for why, files in steps:
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--allow-empty", "-m", why)
    return audit_history(folder, RealSystem())


def test_outside_git_there_is_no_history_and_it_says_so(tmp_path: Path) -> None:
    assert "git" in audit_history(tmp_path, RealSystem()).unable


def test_a_voucher_was_typed_where_it_stood_for_the_first_time(tmp_path: Path) -> None:
    history = _history(
        tmp_path,
        ("开始", {"chart.beancount": "2025-01-01 open Assets:1:1001 CNY\n"}),
        ("记一张", {"3.beancount": _voucher()}),
        ("又一张", {"3.beancount": _voucher() + "\n" + _voucher("付-0002")}),
    )
    typed = {name: (one.commit.why, one.commit.first, one.edits) for name, one in history.vouchers.items()}
    assert typed == {
        "3公共收益 2025-03-F0001": ("记一张", False, ()),
        "3公共收益 2025-03-F0002": ("又一张", False, ()),
    }


def test_only_the_place_in_the_history_tells_what_came_in_one_go_and_no_word_of_it(tmp_path: Path) -> None:
    history = _history(
        tmp_path,
        ("第一次提交", {"3.beancount": _voucher()}),
        ("导入 三月.csv：新增 1 笔待核", {"4.beancount": _voucher("付-0002")}),
        ("迁入 旧账", {"5.beancount": _voucher("付-0003")}),
        ("示例副本，抄自 别处", {"6.beancount": _voucher("付-0004")}),
        ("登记账本现状", {"7.beancount": _voucher("付-0005")}),
    )
    assert [one.commit.first for one in history.vouchers.values()] == [True, False, False, False, False]
    assert history.imported == {}


def test_a_draft_is_typed_when_it_is_confirmed(tmp_path: Path) -> None:
    draft = _voucher(flag="!")
    history = _history(
        tmp_path,
        ("开始", {"c.beancount": ""}),
        ("草稿", {"3.beancount": draft}),
        ("确认", {"3.beancount": _voucher()}),
    )
    (typed,) = history.vouchers.values()
    assert (typed.commit.why, typed.edits) == ("确认", ())


def test_edits_say_whether_money_moved(tmp_path: Path) -> None:
    history = _history(
        tmp_path,
        ("开始", {"c.beancount": ""}),
        ("记账", {"3.beancount": _voucher()}),
        ("空格和注释", {"3.beancount": "; 三月\n" + _voucher().replace("  9.00", "     9.00") + "; 完\n"}),
        ("摘要", {"3.beancount": _voucher(words="擦玻璃")}),
        ("金额", {"3.beancount": _voucher(words="擦玻璃", yuan="9.01")}),
        ("日期", {"3.beancount": _voucher(words="擦玻璃", yuan="9.01", day=4)}),
        ("搬到别的文件", {"3.beancount": "", "03.beancount": _voucher(words="擦玻璃", yuan="9.01", day=4)}),
        ("删去", {"03.beancount": ""}),
        ("又来", {"03.beancount": _voucher()}),
    )
    (typed,) = history.vouchers.values()
    assert [(one.commit.why, one.money, bool(one.after)) for one in typed.edits] == [
        ("摘要", False, True), ("金额", True, True), ("日期", True, True), ("删去", True, False),
    ]  # fmt: skip
    assert typed.commit.why == "又来"


def test_who_was_paid_and_whose_money_it_is_are_money(tmp_path: Path) -> None:
    scoped = _voucher().replace("  9.00 CNY\n  Assets", '  9.00 CNY\n    scope: "{}"\n  Assets')
    history = _history(
        tmp_path,
        ("开始", {"c.beancount": ""}),
        ("记账", {"3.beancount": scoped.format("01")}),
        ("给谁", {"3.beancount": scoped.format("01").replace("某公司", "另一公司")}),
        ("谁的", {"3.beancount": scoped.format("01-1").replace("某公司", "另一公司")}),
        (
            "附件",
            {"3.beancount": scoped.format("01-1").replace("某公司", "另一公司").replace("s: 1", "s: 2")},
        ),
    )
    (typed,) = history.vouchers.values()
    assert [(one.commit.why, one.money) for one in typed.edits] == [
        ("给谁", True),
        ("谁的", True),
        ("附件", False),
    ]


def test_rows_of_households_are_a_vouchers_own(tmp_path: Path) -> None:
    """Money moved from one household to another leaves every account as it was."""
    (tmp_path / "details").mkdir()
    named = _voucher().replace("  9.00 CNY\n  Assets", '  9.00 CNY\n    detail: "details/a.csv"\n  Assets')
    rows = "household,amount\n1-1-101,4.00\n1-1-102,5.00\n"
    moved = rows.replace("4.00", "3.00").replace("5.00", "6.00")
    history = _history(
        tmp_path,
        ("开始", {"c.beancount": "", "details/b.csv": rows}),
        ("先有明细", {"details/a.csv": moved}),
        ("记账", {"3.beancount": named, "details/a.csv": rows}),
        ("次序和空行", {"details/a.csv": "household,amount\n\n1-1-102, 5.00\n1-1-101,4.00\n"}),
        ("挪钱", {"details/a.csv": moved}),
        ("别的明细", {"details/b.csv": moved}),
    )
    (typed,) = history.vouchers.values()
    [edit] = typed.edits
    assert (edit.commit.why, edit.money, edit.detail) == ("挪钱", True, "details/a.csv")
    assert (sorted(edit.before.split("\n")), sorted(edit.after.split("\n"))) == (
        ["1-1-101,4.00", "1-1-102,5.00"], ["1-1-101,3.00", "1-1-102,6.00"],
    )  # fmt: skip
    (tmp_path / "details/a.csv").unlink()
    (typed,) = audit_history(tmp_path, RealSystem()).vouchers.values()
    assert [(one.commit.id == NOT_COMMITTED, one.after) for one in typed.edits] == [
        (False, edit.after),
        (True, "（没有了）"),
    ]


def test_a_repository_without_a_commit_knows_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "3.beancount").write_text(_voucher(), encoding="utf-8")
    assert "还没有提交过" in audit_history(tmp_path, RealSystem()).unable


def test_a_community_of_a_district_is_read_on_its_own(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "district.toml").write_text('name = "某区"\ncommunities = ["a", "b"]\n', encoding="utf-8")
    _history(
        tmp_path,
        ("开始", {"b/c.beancount": ""}),
        ("记账", {"a/c.beancount": "", "b/3.beancount": _voucher()}),
    )
    history = audit_history(tmp_path / "b", RealSystem())
    assert {name: one.commit.first for name, one in history.vouchers.items()} == {
        "3公共收益 2025-03-F0001": False
    }
    assert audit_history(tmp_path / "a", RealSystem()).vouchers == {}


def test_what_is_not_committed_is_told_too(tmp_path: Path) -> None:
    _history(
        tmp_path, ("开始", {"c.beancount": ""}), ("记账", {"3.beancount": _voucher() + _voucher("付-0002")})
    )
    (tmp_path / "3.beancount").write_bytes(_voucher(yuan="9.01").encode())
    (tmp_path / "4.beancount").write_bytes(_voucher("付-0003").encode())
    history = audit_history(tmp_path, RealSystem())
    assert {name[-5:]: one.commit.id == NOT_COMMITTED for name, one in history.vouchers.items()} == {
        "F0001": False, "F0002": False, "F0003": True,
    }  # fmt: skip
    edits = [edit for one in history.vouchers.values() for edit in one.edits]
    assert [(edit.commit.id, bool(edit.after)) for edit in edits] == [
        (NOT_COMMITTED, True),
        (NOT_COMMITTED, False),
    ]
