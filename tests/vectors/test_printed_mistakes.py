"""Mistakes that published accounts really printed: the lints find them, and let the right figures pass.

Origin: half-year accounts of a community in 2017, posted as a list; the yearly figures of a city's
commercial housing fund for 2020, printed twice in one article, the second time wrong by one.
"""

from __future__ import annotations

from dataclasses import replace

from jjledger.disclosure.answer_models import BalancePoint, Charts
from jjledger.disclosure.chart import signed_bars
from jjledger.disclosure.chart_flows import signed_flows
from jjledger.units import capital_amount
from tests.unit.disclosure.linted_pages import codes, fund, noted, off_by, revenue

# Half-year accounts of a community, 2017: 82,636 - 71,828 - 1,332 = 9,476.
PINGAN = """
2017-01-01 初-0001 某小区 | 上年超支
  3 1001银行存款 -1332.00
  3 3101结余 1332.00
2017-06-30 收-0001 某小区 | 上半年收入
  3 1001银行存款 82636.00
  3 6003场地:01服务费 -52886.00
  3 6003场地:02占道费 -28550.00
  3 6003场地:03办公室租金 -1200.00
2017-06-30 付-0001 某小区 | 上半年支出
  3 6401成本:01人员工资 53600.00
  3 6401成本:02水电费 4318.00
  3 6502维修:01清淘和下水 2538.00
  3 6502维修:02方砖地面 1481.00
  3 6502维修:03视频监控 535.00
  3 6502维修:04单元门 230.00
  3 6502维修:05车库门 400.00
  3 6502维修:06门杆和车位线牌等 881.00
  3 6502维修:07落水管 742.00
  3 6502维修:08其他设施 1940.00
  3 6503绿化 4316.00
  3 6504办公和保洁 847.00
  3 1001银行存款 -71828.00
"""


def test_real_accounts_that_were_right_pass() -> None:
    page = revenue("2017-H1", PINGAN)
    assert (page.income_fen, page.expense_fen, page.closing_fen) == (82636_00, 71828_00, 9476_00)
    assert codes(page) == []


def test_the_same_accounts_without_what_was_overspent_before() -> None:
    page = revenue("2017-H1", PINGAN)
    bare = replace(
        page,
        closing_fen=10808_00,
        closing_capital="人民币壹万零捌佰零捌元整",
        bank=replace(page.bank, difference_fen=10808_00 - 9476_00),
    )
    assert codes(bare) == ["D05"]


def test_the_same_accounts_with_two_digits_of_an_item_turned_round() -> None:
    page = revenue("2017-H1", PINGAN)
    place = next(place for place, line in enumerate(page.expense) if line.label == "维修")
    turned = replace(page, expense=off_by(page.expense, place, 8474_00 - 8747_00))
    assert set(codes(turned)) == {"D02", "D03"}


def test_a_citys_yearly_figure_that_was_misprinted_by_one() -> None:
    """Jinan 2020, in 万元: 1,223,877.95 + 192,227.47 + 47,809.98 - 8,597.88 = 1,455,317.52; later 8,598.88."""
    page = fund()
    printed = replace(
        page,
        opening_owners_fen=122387795,
        deposits_fen=19222747,
        income_fen=4780998,
        use_fen=859788,
        result_fen=145531752 - 122387795,
        lines=(
            replace(page.lines[0], amount_fen=19222747),
            replace(page.lines[1], amount_fen=4780998),
            replace(page.lines[2], amount_fen=-859788),
        ),
        closing_owners_fen=145531752,
        closing_fen=145531752,
        closing_capital=capital_amount(145531752),
        projects=(replace(page.projects[0], cost_fen=859788),),
        buildings=(replace(page.buildings[0], closing_fen=145531752),),
        bank=replace(page.bank, difference_fen=145531752 - page.bank.book_fen),
        vouchers=(
            replace(page.vouchers[0], amount_fen=4780998),
            replace(page.vouchers[1], amount_fen=19222747 - 859788),
        ),
    )
    span, decided = page.answers.accumulated[0], page.answers.decided[0]
    whole = replace(
        span,
        opening_fen=122387795,
        in_fen=19222747 + 4780998,
        out_fen=859788,
        result_fen=145531752 - 122387795,
        closing_fen=145531752,
    )
    answers = replace(
        page.answers, accumulated=(whole,), decided=(replace(decided, amount_fen=859788),), compared=()
    )
    charts = Charts(
        flows=signed_flows(122387795, printed.lines, 145531752),
        balances=(BalancePoint("2025年6月末", page.head.last_day, 145531752),),
    )
    printed = replace(printed, bars=signed_bars(printed.lines), answers=answers, charts=charts)
    assert codes(printed) == []
    assert set(codes(replace(printed, use_fen=859888))) == {"D02"}
    assert codes(noted(printed, "单位：万元")) == ["D04"]
