"""What a firm asks for when it audits a community's money, and where each is found.

What lives here: words. What must not: which files there are. The folders are those of the bundle.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.disclosure.audit_bundle_models import AskedFor, Checklist
from jjledger.law import Law

BOOKS: Final = "账簿"
STATEMENTS: Final = "报表"
HOUSEHOLDS: Final = "分户账"
INTERFACE: Final = "接口"
LEDGER: Final = "账本"
BANK: Final = "银行对账"
VOUCHERS: Final = "凭证清单"
FINDINGS: Final = "审计发现"
AGAIN: Final = "重算"
BALANCES: Final = "期末余额"
LOG: Final = "公示登记册"
_COMMITTEE: Final = "业主委员会"
_BANK_ITSELF: Final = "开户银行"
_FIRM: Final = "物业服务企业"

_IN_SHANGHAI: Final = "31"
_SHANGHAI: Final = "上海市房屋管理局2021年6月22日通知：每年委托会计师事务所审计，上年度的报告在6月30日以前出具；请对照通知原文。"

CHECKLISTS: Final = (
    Checklist("主体和内部控制", (
        AskedFor("业主大会、业委会的备案证明和换届记录", "谁有权决定和支付", "", _COMMITTEE),
        AskedFor("议事规则、管理规约、资金使用的授权", "审批限额和程序", LEDGER, f"{_COMMITTEE}（纸质原件）"),
        AskedFor("财务制度，印章、网银和支票由谁保管", "不相容职务是否分开", "", _COMMITTEE),
        AskedFor("以前年度的审计报告和整改情况", "上年的问题改了没有", LEDGER, ""),
    )),
    Checklist("银行存款和定期存款", (
        AskedFor("开户清单和全部账户的对账单", "有没有账外的账户", BANK, f"{_BANK_ITSELF}（开户清单由审计人自己取）"),
        AskedFor("期末银行余额调节表和未达账项", "账面与银行是否一致", BANK, ""),
        AskedFor("银行询证函", "余额、担保和冻结", "", f"{_BANK_ITSELF}（审计人自己发函、自己收回）"),
        AskedFor("存单、国债凭证", "定期存款是否存在、有没有质押", BOOKS, f"{_COMMITTEE}（原件盘点）"),
    )),
    Checklist("账簿、报表和凭证", (
        AskedFor("总账、明细账、日记账、科目余额表", "与报表是否一致", BOOKS, ""),
        AskedFor("审计期间各科目的期初、发生额和期末余额", "与账簿、报表是否一致", BALANCES, ""),
        AskedFor("会住维01、02、03表", "披露的数字", STATEMENTS, ""),
        AskedFor("凭证清单、记账凭证和原始凭证", "逐笔抽查", VOUCHERS, "原件不在本包里的，由保管人提供"),
        AskedFor("电子数据", "导入审计软件", INTERFACE, ""),
    )),
    Checklist("维修资金", (
        AskedFor("期末分户余额", "各户之和与总账、银行是否一致", BALANCES, ""),
        AskedFor("分户账", "每户一年里的每一笔", HOUSEHOLDS, ""),
        AskedFor("交存、退款、过户的记录和票据", "收到的是否都入账", INTERFACE, f"{_COMMITTEE}（票据存根）"),
        AskedFor("维修项目的方案、表决、合同、预决算、验收", "支出是否真实、是否经过决定", LEDGER, f"{_COMMITTEE}（现场查看）"),
        AskedFor("利息分配和费用分摊的算法", "另算一遍", FINDINGS, ""),
    )),
    Checklist("公共收益", (
        AskedFor("公共资产清单和经营合同", "应收的是否都收到", LEDGER, f"{_FIRM}（车位、广告位现场盘点）"),
        AskedFor("代收单位的收费系统数据、现金交存记录", "有没有漏记和坐支", "", _FIRM),
        AskedFor("收益的分配、补充维修资金、业委会经费", "是否符合决定", BOOKS, ""),
    )),
    Checklist("公示和其他", (
        AskedFor("公示的版次、张贴照片、异议和答复", "公示是否及时、与账是否一致", LEDGER, ""),
        AskedFor("公示登记册里本期的登记和证明", "公示出去的数有没有换过", LOG, "还没有公示的不在本包里"),
        AskedFor("关联方名单（业委会成员、物业员工的亲属和企业）", "有没有关联交易", "", f"{_COMMITTEE}、{_FIRM}书面声明"),
        AskedFor("诉讼、担保、期后事项", "有没有没入账的义务", "", f"{_COMMITTEE}书面声明"),
    )),
)  # fmt: skip


def rules_of(law: Law, region: str, day: date) -> tuple[str, ...]:
    """Say what the place demands of audits.

    Args:
        law: of the community.
        region: where it lies.
        day: on which.

    Source: 上海市住宅物业管理规定 第67条; 上海市房屋管理局 2021年6月22日 通知.
    """
    found = (law.find(name, day) for name in ("audit_publication", "audit_days_posted", "change_audit"))
    rules = dict.fromkeys(f"{ruling.citation}：{ruling.phrase}" for ruling in found if ruling)
    return (*rules, *((_SHANGHAI,) if region.startswith(_IN_SHANGHAI) else ()))
