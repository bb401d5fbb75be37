"""Papers made by hand: statements to sign, notices and a ledger card; what lives here: no expectations.

Amounts differ from each other, so that a figure found on a page can only be itself.
"""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.card_models import CardRow, LedgerCard
from jjledger.disclosure.models import Ground
from jjledger.disclosure.notice_models import NoticeHead, ShareLine, ShareNotice, TopUpNotice
from jjledger.disclosure.statement_models import (
    ColumnGroup,
    FigureRow,
    FinancialStatement,
    FinancialStatements,
    StatementsHead,
    Tie,
)

DAY = date(2025, 12, 31)
PAIR = ("年初余额", "期末余额")


def statements() -> FinancialStatements:
    """Two sheets: one of three groups of two columns, one of a single group; one tie of each state."""
    head = StatementsHead(
        "住宅专项维修资金", "街道财务服务中心", "桂语府·Ⅱ期", "guiyu", "2025", "2025年度", date(2025, 1, 1), DAY,
        ("2025-07-08 电梯年检（2025/2025-07.beancount 第 12 行）",), sample=True,
    )  # fmt: skip
    sheet = FinancialStatement(
        "01-balance-sheet", "会住维01表", "资产负债表",
        tuple(ColumnGroup(title, PAIR) for title in ("商品住宅", "公有住房", "合计")),
        (
            FigureRow("资产", "group", ()),
            FigureRow("银行存款", "line", (100001, 110002, 0, 20003, 100004, 130005)),
            FigureRow("售房单位", "part", (0, 0, 0, 10006, 0, 10007)),
            FigureRow("资产总计", "total", (100008, -110009, 0, 20010, 100011, 130012)),
        ),
        (
            Tie("资产总计 = 负债和净资产总计", "tied", 130013, 130013, "一致"),
            Tie("商品住宅维修资金 = 各分户账之和", "off", 130014, 130015, "不一致，相差 -0.01 元"),
            Tie("维修资金银行存款 = 银行对账单", "unchecked", 130016, 0, "未核对：没有人核对过 1234建行 当日的余额"),
        ),
    )  # fmt: skip
    changes = FinancialStatement(
        "03-net-assets", "会住维03表", "净资产变动表", (ColumnGroup("净资产", ("维修资金", "待分配累计收益")),),
        (FigureRow("本年年初余额", "sum", (140017, 150018)),), (),
    )  # fmt: skip
    return FinancialStatements(head, (sheet, changes))


def _head(document: str, title: str, household: str, house: str) -> NoticeHead:
    ground = Ground("民法典第283条", date(2021, 1, 1), "按照业主专有部分面积所占比例确定")
    return NoticeHead(
        document, title, "桂语府·Ⅱ期", "guiyu", "维修资金", household, house, "89.52 m²", DAY, date(2026, 1, 30), (ground,),
        "街道财务服务中心", sample=True,
    )  # fmt: skip


def share(household: str = "01-2-301", house: str = "01幢2单元301室") -> ShareNotice:
    """310.31 = 200.20 of principal, 10.10 of interest and 100.01 owed."""
    formula = "12,345.67 元 × 89.52 ÷ 3561.50 m² = 310.3142… 元，先舍到分；全体共差 24 分，按舍去部分从大到小每户补 1 分，本户排第 25（同样多的按房屋编号），不补，计 310.31 元"
    return ShareNotice(
        head=_head("share-notice", "维修资金分摊通知单", household, house),
        project="更换水泵",
        decision="2025-01 更换水泵（2025年2月10日表决）",
        method="按专有部分面积分摊",
        cost_fen=2345678,
        fund_cost_fen=2345679,
        selling_unit_fen=45045,
        sharer_count=37,
        shared_fen=2345679,
        lines=(ShareLine(date(2025, 8, 1), "2025-08 付-0001", "首付", 1234567, 31032, formula),),
        share_fen=31031,
        share_capital="人民币叁佰壹拾元叁角壹分",
        principal_fen=20020,
        interest_fen=1010,
        arrears_fen=10001,
        balance_fen=6006,
    )


def top_up() -> TopUpNotice:
    """Has 1,002.03 of 5,818.85 and owes 7.07."""
    return TopUpNotice(
        head=_head("top-up-notice", "维修资金续交通知", "01-2-301", "01幢2单元301室"),
        first_deposit_fen=581885,
        principal_fen=100002,
        interest_fen=201,
        balance_fen=100203,
        arrears_fen=707,
        line="5,818.85 元 × 3/10 = 1,745.655 元，余额 994.96 元（已减欠款）不足此数",
        amount_fen=482389,
        amount_capital="人民币肆仟捌佰贰拾叁元捌角玖分",
        reading="补足到首期交存额",
        payment=("请凭本通知到街道财务服务中心办理，交款时报房屋编号 01-2-301。",),
    )


def card(*, owes: bool = True) -> LedgerCard:
    """One entry between what was brought forward and the total."""
    rows = (
        CardRow(None, "", "期初余额", 0, 0, 0, 0, 0, 0, 50001, 2002, 52003, 0, ""),
        CardRow(
            DAY, "2025-12 付-0001", "更换水泵", 11004, 12005, 23009, 61006, 62007, 123013, 64008, 65009, 129017, 66010,
            "余额不足",
        ),
        CardRow(None, "", "本期合计和期末余额", 71011, 72012, 143023, 73013, 74014, 147027, 75015, 76016, 151031, 77017, ""),
    )  # fmt: skip
    return LedgerCard(
        "桂语府·Ⅱ期", "guiyu", "维修资金", "01-2-301", "01幢2单元301室", "89.52 m²", date(2025, 1, 1), DAY,
        rows[0], rows[1:2], rows[2], owes, "街道财务服务中心", sample=True,
    )  # fmt: skip
