"""View models made by hand, small enough to check with a pencil.

Every amount in them is another one, so that a figure found on a page can only be itself.
"""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.answer_models import (
    Accumulated,
    Answers,
    BalancePoint,
    BelowLine,
    Charts,
    Compared,
    Decided,
    Flow,
)
from jjledger.disclosure.calendar_models import Duty, DutyState
from jjledger.disclosure.models import (
    BankTie,
    Bar,
    BuildingRow,
    CommunityPage,
    DistrictIndex,
    DistrictRow,
    Entry,
    FundBalance,
    Ground,
    Head,
    HeldFinding,
    HouseholdStatement,
    Leg,
    Line,
    MaintenanceFund,
    Project,
    PublicRevenue,
    StatementRow,
    VoucherView,
)

BANK = "银行存款 — 1234建行"
COST = "v-2025-08-F0001"
REVENUE_CHARTS = Charts(
    flows=(
        Flow("上期结转", 100001, "from", "opening"),
        Flow("停车", 50020, "from", "income"),
        Flow("利息", 305, "from", "income"),
        Flow("成本", 12040, "to", "expense"),
        Flow("期末结余", 138286, "to", "closing"),
    ),
    balances=(
        BalancePoint("期初", date(2025, 6, 30), 100001),
        BalancePoint("7月末", date(2025, 7, 31), 130031),
        BalancePoint("8月末", date(2025, 8, 31), 117991),
        BalancePoint("9月末", date(2025, 9, 30), 138286),
    ),
)
REVENUE_ANSWERS = Answers(
    said=(
        "本期结余：收入比支出多 382.85 元。",
        "本期收到的 503.25 元里，有 120.06 元是提前收的。",
        "以前提前收、属于本期的有 33.03 元。",
    ),
    accumulated=(
        Accumulated("本期", date(2025, 7, 1), 100001, 50325, 12040, 38285, 138286),
        Accumulated("今年以来", date(2025, 1, 1), 90002, 70443, 22159, 48284, 138286),
    ),
    earlier_fen=3303,
    decided=(Decided("not_needed", "不需要业主表决", "取得收入的成本和税费", 12040, (COST,)),),
    compared=(
        Compared("停车", "in", 50020, 45018, 5002, "+11.1%"),
        Compared("废品", "in", 0, 1414, -1414, "-100.0%"),
        Compared("成本", "out", 12040, 0, 12040, "去年没有"),
        Compared("收支差额", "sum", 38285, 46432, -8147, "-17.5%"),
    ),
    compared_with="2024年第三季度",
)
FUND_CHARTS = Charts(
    flows=(
        Flow("上期结转", 2005005, "from", "opening"),
        Flow("交存", 80030, "from", "income"),
        Flow("存款利息收入", 1520, "from", "income"),
        Flow("维修支出", 120040, "to", "expense"),
        Flow("返还支出", 7007, "to", "expense"),
        Flow("其他支出", 909, "to", "expense"),
        Flow("期末结余", 1958599, "to", "closing"),
    ),
    balances=(
        BalancePoint("2024年12月末", date(2024, 12, 31), 2005005),
        BalancePoint("2025年6月末", date(2025, 6, 30), 1966515),
        BalancePoint("2025年12月末", date(2025, 12, 31), 1958599),
    ),
    below=(
        BelowLine("2025年6月末", date(2025, 6, 30), None, "30%"),
        BelowLine("2025年12月末", date(2025, 12, 31), 14, "30%"),
    ),
    below_ground="台州市物业管理条例第51条：“余额不足首期交纳额的百分之三十”，应当续交。",
)
FUND_ANSWERS = Answers(
    said=("本期增加 815.50 元，减少 1,279.56 元，净减少 464.06 元。",),
    accumulated=(Accumulated("本期", date(2025, 1, 1), 2005005, 81550, 127956, -46406, 1958599),),
    earlier_fen=0,
    decided=(
        Decided("owners", "业主共同决定", "2025-01 更换曳引机", 90010, ("v-2025-05-F0001",)),
        Decided("together", "各自的业主决定", "写在各张凭证上", 30030, ("v-2025-12-P01", "v-2025-11-F0001")),
    ),
    compared=(),
    compared_with="账从2024年3月1日开始记，没有完整的去年同期可比。",
)


def head(document: str, title: str, fund: str, period: str) -> Head:
    """Make a head of the third quarter or of the year 2025."""
    quarter = period == "2025-Q3"
    return Head(
        document=document,
        title=title,
        community="桂语府·Ⅱ期",
        community_code="guiyu",
        fund=fund,
        period_code=period,
        period_title="2025年第三季度" if quarter else "2025年度",
        first_day=date(2025, 7, 1) if quarter else date(2025, 1, 1),
        last_day=date(2025, 9, 30) if quarter else date(2025, 12, 31),
        grounds=(Ground("台州市物业管理条例第25条", date(2021, 5, 1), "在显著位置公示"),),
        contact="街道财务服务中心",
        days_posted=20,
        address=f"https://gongshi.example/d/guiyu/{period}/v1/{document}/",
        sample=True,
        notes=("每季度公示一次。",),
    )


def _voucher(
    anchor: str, day: date, words: tuple[str, str, str], fen: int, legs: tuple[Leg, ...]
) -> VoucherView:
    number, payee, summary = words
    return VoucherView(anchor, day, number, payee, summary, fen, "2 张", "", legs)


def revenue() -> PublicRevenue:
    """1,000.01 + 503.25 - 120.40 = 1,382.86."""
    july, september, interest, cost = (
        "v-2025-07-S0001",
        "v-2025-09-S0001",
        "v-2025-09-S0002",
        "v-2025-08-F0001",
    )
    return PublicRevenue(
        head=head("public-revenue", "公共收益收支公示", "公共收益", "2025-Q3"),
        opening_fen=100001,
        income=(
            Line("停车", 50020, 1, (july, september)),
            Line("月租", 40010, 2, (july, september)),
            Line("临停", 10010, 2, (september,)),
            Line("利息", 305, 1, (interest,)),
        ),
        income_fen=50325,
        later_fen=12006,
        expense=(Line("成本", 12040, 1, (cost,), "含税费"),),
        expense_fen=12040,
        cost_fen=12040,
        net_income_fen=38285,
        result_fen=38285,
        closing_fen=138286,
        closing_capital="人民币壹仟叁佰捌拾贰元捌角陆分",
        bank=BankTie("tied", 138286, "与银行对账单核对一致（2025年9月30日）", 0),
        bars=(
            Bar("停车", 50020, "income", 1000),
            Bar("利息", 305, "income", 6),
            Bar("成本", 12040, "expense", 241),
        ),
        vouchers=(
            _voucher(
                july, date(2025, 7, 3), ("收-0001", "某物业公司", "七月停车"), 30030,
                (Leg(BANK, 30030, 0), Leg("停车 — 01月租", 0, 30030)),
            ),
            _voucher(
                cost, date(2025, 8, 5), ("付-0001", "某劳务公司", "保安"), -12040,
                (Leg("成本", 12040, 0), Leg(BANK, 0, 12040)),
            ),
            _voucher(
                september, date(2025, 9, 4), ("收-0001", "某物业公司", "九月停车"), 19990,
                (Leg(BANK, 19990, 0), Leg("停车 — 01月租", 0, 9980), Leg("停车 — 02临停", 0, 10010)),
            ),
            _voucher(
                interest, date(2025, 9, 21), ("收-0002", "建设银行", "结息"), 305,
                (Leg(BANK, 305, 0), Leg("利息", 0, 305)),
            ),
        ),
        charts=REVENUE_CHARTS,
        answers=REVENUE_ANSWERS,
    )  # fmt: skip


def fund() -> MaintenanceFund:
    """20,050.05 + 800.30 + 15.20 - 1,200.40 - 70.07 - 9.09 = 19,585.99."""
    deposit, interest, refund, repair, fee = (
        f"v-2025-{number}" for number in ("06-P01", "03-S0001", "12-P01", "05-F0001", "11-F0001")
    )
    return MaintenanceFund(
        head=head("maintenance-fund", "维修资金收支公示", "维修资金", "2025"),
        opening_owners_fen=2000000,
        opening_undistributed_fen=5005,
        lines=(
            Line("交存", 80030, 1, (deposit,)),
            Line("存款利息收入", 1520, 1, (interest,)),
            Line("维修支出", -120040, 1, (repair,)),
            Line("返还支出", -7007, 1, (refund,)),
            Line("其他支出", -909, 1, (fee,)),
        ),
        deposits_fen=80030,
        refunds_fen=7007,
        use_fen=120040,
        income_fen=1520,
        other_expense_fen=909,
        distributed_fen=4004,
        result_fen=-46406,
        closing_owners_fen=1956987,
        closing_undistributed_fen=1612,
        closing_fen=1958599,
        closing_capital="人民币壹万玖仟伍佰捌拾伍元玖角玖分",
        arrears_households=12,
        projects=(
            Project("更换曳引机", "01幢1单元，36 户", 90010, "2025-01", (repair,)),
            Project("合并列示的维修", "涉及个别住户或按明细表分到各户，合并列示", 30030, "", (refund, fee)),
        ),
        buildings=(
            BuildingRow("01幢", 12, 900087),
            BuildingRow("02、05幢合并", 11, 1056900, "户数不足 10 户的幢，合并列示"),
        ),
        bank=BankTie("unchecked", 1950000, "未与银行核对；结余与银行存款相差 85.99 元：备用金 85.99 元", 8599),
        bars=(Bar("交存", 80030, "income", 667), Bar("维修支出", 120040, "expense", 1000)),
        vouchers=tuple(
            _voucher(anchor, date(2025, month, 1), (number, "业主", "合并收退"), fen, (Leg(BANK, abs(fen), 0),))
            for anchor, month, number, fen in (
                (interest, 3, "收-0001", 1520), (repair, 5, "付-0001", -120040), (deposit, 6, "合并收退", 80030),
                (fee, 11, "付-0001", -909), (refund, 12, "合并收退", -7007),
            )
        ),
        charts=FUND_CHARTS,
        answers=FUND_ANSWERS,
    )  # fmt: skip


def household() -> HouseholdStatement:
    """520.02 + 100.00 + 7.07 - 310.31 = 316.78."""
    return HouseholdStatement(
        head=head("household", "分户对账单", "维修资金", "2025"),
        household="01-2-301",
        building="01",
        unit="2",
        room="301",
        area="89.52 m²",
        opening_principal_fen=50000,
        opening_interest_fen=2002,
        opening_arrears_fen=0,
        rows=(
            StatementRow(date(2025, 3, 5), "2025-03 收-0001", "续交", 10000, 10000, 0, 0, 62002, "凭证列明本户"),
            StatementRow(
                date(2025, 8, 1), "2025-08 付-0001", "更换水泵", -31031, -31031, 0, 0, 30971,
                "12,345.67 元 × 89.52 ÷ 3561.50 m² = 310.3142… 元，先舍到分；全体共差 24 分，按舍去部分从大到小每户补 1 分，本户排第 25（同样多的按房屋编号），不补，计 310.31 元",
            ),
            StatementRow(date(2025, 12, 31), "2025-12 转-0001", "分配利息", 707, 0, 707, 0, 31678, "积数 18,000"),
        ),
        paid_fen=10000,
        earned_fen=707,
        used_fen=31031,
        closing_principal_fen=28969,
        closing_interest_fen=2709,
        closing_arrears_fen=0,
        closing_capital="人民币叁佰壹拾陆元柒角捌分",
        serial="9F3A-2C71-B04D-55E0",
        address="桂语府·Ⅱ期01幢2单元301室",
        income_fen=10707,
        interest_income_fen=605,
        other_income_fen=10102,
        expense_fen=31031,
        repair_fen=29929,
        other_expense_fen=1102,
    )  # fmt: skip


def entry(
    period: str, document: str, state: str = "out", fen: int | None = None, *, late: bool = False
) -> Entry:
    """Make one entry of a community's list."""
    words = {"out": "已公示", "held": "暂缓公示：凭证号有缺号", "missing": "未公示，应于2026年1月30日前公示"}
    return Entry(
        document, "某公示", period, f"{period}期", f"{period}/v1/{document}/", fen, state, words[state], late
    )


def community() -> CommunityPage:
    """Two out, one held, one missing and late; of two years."""
    return CommunityPage(
        name="桂语府·Ⅱ期",
        code="guiyu",
        households=352,
        balances=(
            FundBalance("维修资金", "maintenance", 1958599, date(2025, 6, 30)),
            FundBalance("公共收益", "public_revenue", 138286, date(2025, 9, 30)),
        ),
        as_of=date(2025, 9, 30),
        entries=(
            entry("2025-Q4", "public-revenue", "held"),
            entry("2025", "maintenance-fund", "missing", late=True),
            entry("2025-Q3", "public-revenue", fen=138286),
            entry("2024", "maintenance-fund", fen=2005005),
        ),
        held=(HeldFinding("N02", "凭证号有缺号"),),
        book_path="book.beancount",
        contact="街道财务服务中心",
        sample=True,
        duties=(
            duty("maintenance-fund", "2025", "late", "本期应于2026年1月30日前公示，尚未公示 12 天"),
            duty("annual", "2025", "late", "本期应于2026年1月30日前公示，尚未公示 12 天"),
            duty("public-revenue", "2025-Q3", "unposted", "2025年10月9日已公示"),
            duty("public-revenue", "2026-Q1", "coming", "2026年3月31日期末，应于2026年4月30日前公示"),
        ),
    )


def duty(kind: str, period: str, state: DutyState, words: str) -> Duty:
    """Make one duty of a community's calendar."""
    return Duty(
        kind, f"{kind}公示", f"{period}期", period, date(2026, 1, 30), "某条例第3条", "条文", "期末后 30 天内",
        state, words, posted="尚未登记张贴" if state == "unposted" else "",
    )  # fmt: skip


def district() -> DistrictIndex:
    """One complete, one late, one whose books cannot be read."""
    return DistrictIndex(
        name="云汀示范区",
        communities=3,
        vouchers=473,
        public_revenue_fen=150697,
        maintenance_fund_fen=1998599,
        as_of=date(2025, 9, 30),
        owners_as_of=date(2025, 6, 30),
        rows=(
            DistrictRow("桂语府·Ⅱ期", "guiyu", 352, "2025年第三季度", 138286, 1958599, "complete", "齐全"),
            DistrictRow("听澜苑", "tinglan", 280, "2025年上半年", 12411, 40000, "late", "2 项逾期未公示"),
            DistrictRow("枫晚居", "fengwan", 0, "", None, None, "held", "账簿读不出来"),
        ),
        contact="区财务服务中心",
        sample=True,
    )
