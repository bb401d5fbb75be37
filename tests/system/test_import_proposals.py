"""What an import proposes for each row, why, and what it takes for a payment that is booked already."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.errors import CommunityFileError
from tests.bank_files import Line, bank_file, community, imported, proposals, run_import, wechat_file
from tests.ledgers import bean_check, run

RULES = """
[[rule]]
counterparty = ["电梯", "梯业"]
direction    = "out"
amount       = ["100.00", "300.00"]
account      = "6401成本:01电梯维保"
summary      = "电梯维保费"
attachments  = 2

[[rule]]
words   = "停车"
account = "Income:3公共收益:6001停车"

[[rule]]
amount  = "77.00"
bank    = "1234建行"
account = "4001交存收入"
split   = { household = "01-1-101" }
"""
FUND = "33050110000000001234"
SUSPENSE = "1901待查款项"
AUGUST = "2025/2025-08.beancount"


@pytest.fixture
def ruled(tmp_path: Path) -> Path:
    return community(tmp_path, RULES)


def proposed(folder: Path, path: Path) -> list[tuple[str, str]]:
    """Import a file; give account and reason of each proposal."""
    return [(one["account"].split(":", 2)[2], one["why"]) for one in proposals(imported(folder, path))]


def of_fund(place: Path, *lines: Line) -> Path:
    return bank_file(place, lines, number=FUND, holder="", opening="0.00")


# -- rules


def test_the_first_rule_that_fits_is_taken_and_named_by_its_line(ruled: Path, tmp_path: Path) -> None:
    rows = [
        Line("2025-08-01", "-200.00", "某梯业公司", "维保"),
        Line("2025-08-02", "-300.01", "某梯业公司", "维保"),
        Line("2025-08-03", "200.00", "某梯业公司", "退款"),
        Line("2025-08-04", "200.00", "某梯业公司", "停车费"),
    ]
    line = (ruled / "community.toml").read_text("utf-8").splitlines().index("[[rule]]") + 1
    first, dear, back, parking = proposed(ruled, bank_file(tmp_path, rows))
    assert first == ("6401成本:01电梯维保", f"按 community.toml 第 {line} 行的规则")
    assert (dear[0], back[0]) == (SUSPENSE, SUSPENSE)
    assert parking == ("6001停车", f"按 community.toml 第 {line + 8} 行的规则")
    text = (ruled / AUGUST).read_text("utf-8")
    assert '2025-08-01 ! "某梯业公司" "电梯维保费"\n  attachments: 2\n' in text


def test_a_rule_may_say_whose_money_it_is(ruled: Path, tmp_path: Path) -> None:
    (one,) = proposals(imported(ruled, of_fund(tmp_path, Line("2025-08-01", "77.00", "张三", "交存"))))
    assert (one["account"], one["split"]) == ("Income:1维修资金:4001交存收入", {"household": "01-1-101"})
    assert '    household: "01-1-101"\n' in (ruled / AUGUST).read_text("utf-8")


def test_a_rule_for_another_bank_or_fund_does_not_fit(ruled: Path, tmp_path: Path) -> None:
    assert proposed(ruled, bank_file(tmp_path, [Line("2025-08-01", "77.00", "张三")]))[0][0] == SUSPENSE
    assert proposed(ruled, of_fund(tmp_path, Line("2025-08-01", "9.00", "某公司", "停车")))[0][0] == SUSPENSE


def test_a_rule_with_an_account_nobody_opened_says_so(tmp_path: Path) -> None:
    folder = community(tmp_path, '\n[[rule]]\nwords = "快递柜"\naccount = "6004快递柜"\n')
    ((account, why),) = proposed(
        folder, bank_file(tmp_path, [Line("2025-08-01", "9.00", "某公司", "快递柜")])
    )
    assert account == SUSPENSE
    assert why.endswith("的规则写的科目 6004快递柜 没有开设")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('account = "6001停车"', "每一笔都会套用"),
        ('account = "6001停车"\nwords = "停车"\nfrom = "张三"', "不认识的键 from"),
        ('account = "6001停车"\namount = ["9.00", "1.00"]', "不是从小到大的两个金额"),
        ('account = "6001停车"\namount = "-9.00"', "必须大于零"),
        ('account = "6001停车"\nwords = "停车"\ndirection = "出"', "direction 不认识「出」"),
        ('account = "6001停车"\nwords = [""]', "words 里有空的"),
        ('account = "4001交存收入"\nwords = "交存"\nsplit = { door = "01" }', "split 没有写明归属"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_line(tmp_path: Path, rule: str, said: str) -> None:
    folder = community(tmp_path, f"\n[[rule]]\n{rule}\n")
    done = run_import(folder, bank_file(tmp_path, [Line("2025-08-01", "9.00")]))
    assert isinstance(done.exception, CommunityFileError)
    assert said in str(done.exception)
    assert "community.toml:" in str(done.exception)


# -- what was booked before, and doors


def test_what_the_counterparty_was_booked_to_before_is_proposed(ruled: Path, tmp_path: Path) -> None:
    """600.00 of parking stands; its first booking was reversed and counts for nothing."""
    ((account, why),) = proposed(
        ruled, bank_file(tmp_path, [Line("2025-08-01", "50.00", "某停车公司", "八月")])
    )
    assert (account, why) == ("6001停车", "同一对方以前 1 次记在 6001停车，最近一次 2025-03 收-0003")
    days = ("2025-09-01", "2025-09-04")
    back = bank_file(
        tmp_path, [Line("2025-09-02", "-50.00", "某停车公司", "退")], opening="1450.00", days=days
    )
    assert proposed(ruled, back)[0][0] == SUSPENSE, "money out is another habit"


def test_owners_money_needs_a_door_that_the_words_name(ruled: Path, tmp_path: Path) -> None:
    deposit = '\n[[rule]]\nwords = "维修资金"\naccount = "4001交存收入"\n'
    (ruled / "community.toml").write_text((ruled / "community.toml").read_text("utf-8") + deposit, "utf-8")
    rows = [
        Line("2025-08-01", "1.00", "张三", "1幢1单元101 维修资金"),
        Line("2025-08-02", "2.00", "张三", "维修资金 01-1-101 2025-08-02"),
        Line("2025-08-03", "3.00", "张三", "维修资金 01-1-101、01-1-102"),
        Line("2025-08-04", "4.00", "张三", "维修资金 09-1-101"),
        Line("2025-08-05", "5.00", "张三", "维修资金 02-1-201"),
        Line("2025-08-06", "6.00", "张三", "维修资金"),
    ]
    found = proposals(imported(ruled, of_fund(tmp_path, *rows)))
    assert [one["split"] for one in found] == [
        {"household": "01-1-101"},
        {"household": "01-1-101"},
        {},
        {},
        {},
        {},
    ]
    assert {one["account"].split(":")[2] for one in found[2:]} == {SUSPENSE}
    assert found[5]["why"].endswith("；记在 4001交存收入 要写明是哪一户的，请确认时写明")


def test_spending_is_never_proposed_without_a_decision(ruled: Path, tmp_path: Path) -> None:
    rows = of_fund(tmp_path, Line("2025-08-01", "-300.00", "某门禁公司", "01-1-101 门禁"))
    ((account, why),) = proposed(ruled, rows)
    assert account == SUSPENSE
    assert "记在 5001维修支出 要写明决定和分摊范围" in why


# -- typed by hand already


def test_a_voucher_typed_by_hand_is_proposed_as_the_same_and_moves_nothing_twice(
    ruled: Path, tmp_path: Path
) -> None:
    """Parking of 600.00 was typed on 4 March; the bank has it on the 6th. The books keep their balance."""
    rows = [Line("2025-03-06", "600.00", "某停车公司"), Line("2025-03-06", "600.00", "某停车公司")]
    path = bank_file(tmp_path, rows, opening="0.00", days=("2025-03-01", "2025-03-31"))
    same, other = proposals(imported(ruled, path))
    assert same["same_as"] == "2025-03-S0003"
    assert other["same_as"] == "", "one to one"
    assert bean_check(ruled / "main.beancount") == (0, "")
    text = (ruled / "2025/2025-03.beancount").read_text("utf-8")
    assert '  same-as: "2025-03-S0003"\n' in text
    assert "3456农行  600.00 CNY\n  Assets:3公共收益:1001银行存款:3456农行  -600.00 CNY\n" in text


@pytest.mark.parametrize(("day", "same"), [("2025-03-07", "2025-03-S0003"), ("2025-03-08", "")])
def test_days_may_lie_three_apart(ruled: Path, tmp_path: Path, day: str, same: str) -> None:
    path = bank_file(
        tmp_path, [Line(day, "600.00", "某停车公司")], opening="0.00", days=("2025-03-01", "2025-03-31")
    )
    assert proposals(imported(ruled, path))[0]["same_as"] == same


def test_a_person_says_it_is_the_same_and_the_row_stays_known(ruled: Path, tmp_path: Path) -> None:
    path = bank_file(
        tmp_path,
        [Line("2025-03-06", "600.00", "某停车公司", serial="S1")],
        opening="0.00",
        days=("2025-03-01", "2025-03-31"),
    )
    (one,) = proposals(imported(ruled, path))
    words = ("2025-03-S0003", "--who", "甲", "--write", "--today", "2025-09-05")
    done = run("jjledger", "voucher", "same", ruled, one["bank_ref"], *words)
    assert done.returncode == 0, done.stderr + done.stdout
    assert " ! " not in (ruled / "2025/2025-03.beancount").read_text("utf-8")
    again = bank_file(
        tmp_path,
        [
            Line("2025-03-06", "600.00", "某停车公司", serial="S1"),
            Line("2025-03-07", "600.00", "某停车公司", serial="S2"),
        ],
        opening="0.00",
        days=("2025-03-01", "2025-03-31"),
        name="longer.csv",
    )
    (new,) = proposals(imported(ruled, again))
    assert new["same_as"] == "", "the voucher stands for the first row"


def test_a_person_says_it_is_another_and_books_it(ruled: Path, tmp_path: Path) -> None:
    """No balance is vouched for here, for the bank's is another than that of the books."""
    rows = [Line("2025-07-05", "9.00", "某人"), Line("2025-07-06", "9.00", "某人")]
    imported(ruled, bank_file(tmp_path, rows[:1], opening="1300.00", days=("2025-07-01", "2025-07-05")))
    typed = (ruled / "2025/2025-07.beancount").read_text("utf-8")
    (ruled / "2025/2025-07.beancount").write_text(
        f'{typed}\n2025-07-06 ! "某人" "手写的草稿"\n'
        "  Assets:3公共收益:1001银行存款:3456农行  9.00 CNY\n  Income:3公共收益:6001停车  -9.00 CNY\n", "utf-8",
    )  # fmt: skip
    path = bank_file(tmp_path, rows, opening="1300.00", days=("2025-07-01", "2025-07-06"), name="two.csv")
    (one,) = proposals(imported(ruled, path))
    assert one["same_as"] == "2025-07-06 的草稿 手写的草稿"
    words = ("--account", "6001停车", "--prepared", "甲", "--reviewed", "乙", "--today", "2025-09-05")
    done = run("jjledger", "voucher", "confirm", ruled, one["bank_ref"], *words)
    assert done.returncode == 0, done.stderr
    assert "  Income:3公共收益:6001停车  -9.00 CNY" in done.stdout


def test_rows_that_would_upset_a_balance_vouched_for_move_nothing(ruled: Path, tmp_path: Path) -> None:
    """On 30 June the bank's balance was checked; 20.00 of May must be in some voucher already."""
    path = of_fund(
        tmp_path, Line("2025-05-20", "20.00", "某人", "来款"), Line("2025-07-20", "5.00", "某人", "来款")
    )
    text = path.read_text("gb18030").replace("2025-08-01 至 2025-08-31", "2025-05-01 至 2025-07-31")
    path.write_text(text, encoding="gb18030")
    held, free = proposals(imported(ruled, path))
    assert held["account"].endswith("1001银行存款:1234建行")
    assert held["why"].startswith("2025-06-30 的银行余额已经核对相符，记上这一行就不符了")
    assert free["account"].endswith(SUSPENSE)
    assert bean_check(ruled / "main.beancount") == (0, "")


# -- one payment, several statements


BANK_ROW = Line("2025-08-06", "-88.00", "财付通支付科技有限公司", "微信支付-某五金店", "S9")
APP_ROW = Line("2025-08-05", "-88.00", "某五金店", "灯泡")


def test_a_payment_that_bank_and_app_show_is_one(ruled: Path, tmp_path: Path) -> None:
    files = (wechat_file(tmp_path, [APP_ROW]), bank_file(tmp_path, [BANK_ROW]))
    record = imported(ruled, *files, "--account", "3456农行")
    app, bank = proposals(record)
    assert (bank["same_as"], app["same_as"]) == ("", "corporate:20250806:S9:-88.00")
    assert (record["drafts"], record["same"]) == (2, 1)
    assert record["files"][1]["balances"] == [
        {"day": "2025-08-31", "bank": "1312.00", "books": "1312.00", "asserted": True}
    ]
    assert bean_check(ruled / "main.beancount") == (0, "")


def test_the_order_in_which_they_come_does_not_matter(ruled: Path, tmp_path: Path) -> None:
    (app,) = proposals(imported(ruled, wechat_file(tmp_path, [APP_ROW]), "--account", "3456农行"))
    (bank,) = proposals(imported(ruled, bank_file(tmp_path, [BANK_ROW])))
    assert (app["same_as"], bank["same_as"]) == ("", app["bank_ref"])


@pytest.mark.parametrize(
    ("bank", "through", "same"),
    [
        (Line("2025-08-07", "-88.00", "财付通"), "农业银行(3456)", True),
        (Line("2025-08-08", "-88.00", "财付通"), "农业银行(3456)", False),  # three days later
        (Line("2025-08-06", "-88.01", "财付通"), "农业银行(3456)", False),
        (Line("2025-08-06", "-88.00", "某五金店"), "农业银行(3456)", False),  # the bank names no app
        (
            Line("2025-08-06", "-88.00", "财付通"),
            "零钱",
            False,
        ),  # no bank shows what the app's own balance paid
        (Line("2025-08-06", "-88.00", "财付通"), "工商银行(9876)", False),  # another card
        (Line("2025-08-06", "-88.00", "财付通"), "/", True),
    ],
)
def test_what_is_one_payment(ruled: Path, tmp_path: Path, bank: Line, through: str, *, same: bool) -> None:
    files = (bank_file(tmp_path, [bank]), wechat_file(tmp_path, [APP_ROW], through=through))
    assert imported(ruled, *files, "--account", "3456农行")["same"] == int(same)


def test_two_payments_of_one_amount_are_matched_one_to_one(ruled: Path, tmp_path: Path) -> None:
    bank = [
        BANK_ROW,
        Line("2025-08-06", "-88.00", "财付通", "微信支付", "S10"),
        Line("2025-08-06", "-88.00", "财付通", "微信支付", "S11"),
    ]
    files = (bank_file(tmp_path, bank), wechat_file(tmp_path, [APP_ROW, APP_ROW]))
    found = [
        one["same_as"]
        for one in proposals(imported(ruled, *files, "--account", "3456农行"))
        if one["same_as"]
    ]
    assert len(found) == len(set(found)) == 2


def test_a_transfer_between_own_accounts_is_one_voucher(ruled: Path, tmp_path: Path) -> None:
    chart = ruled / "chart.beancount"
    chart.write_text(
        chart.read_text("utf-8") + "2025-01-01 open Assets:3公共收益:1001银行存款:7788建行 CNY\n", "utf-8"
    )
    out = bank_file(
        tmp_path, [Line("2025-08-02", "-50.00", "和苑业主委员会", "转存", "S1", "33050100000000007788")]
    )
    came = bank_file(
        tmp_path, [Line("2025-08-03", "50.00", "和苑业主委员会", "转存", "T1", "33050110000000003456")],
        number="33050100000000007788", opening="0.00", name="other.csv",
    )  # fmt: skip
    first, second = proposals(imported(ruled, out, came))
    assert first["account"] == "Assets:3公共收益:1001银行存款:7788建行"
    assert second["same_as"] == first["bank_ref"]
    assert bean_check(ruled / "main.beancount") == (0, "")


def test_one_voucher_stands_for_both_statements_afterwards(ruled: Path, tmp_path: Path) -> None:
    files = (bank_file(tmp_path, [BANK_ROW]), wechat_file(tmp_path, [APP_ROW]))
    bank, app = proposals(imported(ruled, *files, "--account", "3456农行"))
    today = ("--today", "2025-09-05", "--write")
    same = run("jjledger", "voucher", "same", ruled, app["bank_ref"], bank["bank_ref"], "--who", "甲", *today)
    assert same.returncode == 0, same.stderr + same.stdout
    words = ("--account", "6599其他", "--prepared", "甲", "--reviewed", "乙", *today)
    booked = run("jjledger", "voucher", "confirm", ruled, bank["bank_ref"], *words)
    assert booked.returncode == 0, booked.stderr + booked.stdout
    text = (ruled / AUGUST).read_text("utf-8")
    assert f'  bank-ref: "{bank["bank_ref"]}"\n  bank-ref-2: "{app["bank_ref"]}"\n' in text
    assert not any(word in text for word in (" ! ", "why:", "same-as:"))
    again = imported(ruled, *files, "--account", "3456农行")
    assert (again["new"], again["written_files"]) == (0, [])
    assert bean_check(ruled / "main.beancount") == (0, "")
