"""Every finding about books, by code: what is asked, on what ground, and what may be said in public.

A finding's own words name places, rooms and amounts and are for the accountant; `public`
names none. The lints of finished pages (D01 …) stand in `disclosure.lint`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jjledger.errors import FORMAT
from jjledger.facts.finding import Severity

_VOUCHER: Final = "会计基础工作规范第51条"
_DOOR: Final = "住宅专项维修资金管理办法第10条"
_INCOME: Final = "住宅专项维修资金管理办法第27条"
_CLOSED: Final = "会计基础工作规范第63条"
_ACCOUNTING: Final = "住宅专项维修资金会计核算办法"


@dataclass(frozen=True, slots=True)
class Check:
    """One code of a finding."""

    code: str
    severity: Severity
    question: str  # English, answered yes by good books
    ground: str  # instrument and article, in Chinese
    public: str  # Chinese, without name, room, amount or file


CATALOGUE: Final[tuple[Check, ...]] = (
    # The text of the ledger.
    Check("L01", "block", "Does every file of the ledger lie in the community's folder?", FORMAT,
          "账本引用了小区文件夹以外的文件"),
    Check("L02", "block", "Is the tolerance zero, so that half a fen does not pass?", FORMAT,
          "账本没有把误差容许值设为零"),
    Check("L03", "block", "Does main.beancount hold options, our plugin and includes only?", FORMAT,
          "账本主文件里有不应有的内容"),
    Check("L04", "block", "Does every file do without options, plugins, includes and pushed tags of its own?", FORMAT,
          "账本使用了不允许的选项、插件或引用"),
    Check("L05", "block", "Is every directive of a kind that moves no money without a voucher and runs no code?", FORMAT,
          "账本使用了不允许的指令"),
    Check("L06", "block", "Is every account named root, fund, code and name, in permitted characters?", FORMAT,
          "有科目名称不合写法"),
    Check("L07", "block", "Is every amount in CNY, without cost or price?", "会计法第12条：以人民币为记账本位币",
          "有分录不是以人民币记账"),
    Check("L08", "block", "Is every transaction flagged as a voucher or a draft?", FORMAT,
          "有凭证的状态标记不合写法"),
    Check("L09", "block", "Is the number of paper originals a whole number?", _VOUCHER,
          "有凭证的附单据数不是整数"),
    Check("L10", "block", "Is every amount in whole fen?", "会计基础工作规范第52条",
          "有金额超过两位小数"),
    Check("L11", "block", "Is every posting's amount written out?", FORMAT,
          "有分录没有写明金额"),
    Check("L12", "block", "Is every key of a posting known, with a known value?", FORMAT,
          "有分录的归属说明不合写法"),
    Check("L13", "block", "Can every detail file be read?", FORMAT,
          "有凭证的分户明细缺失或读不出来"),
    Check("L14", "block", "Does every document lie in the community's folder?", FORMAT,
          "有凭证文件放在小区文件夹以外"),
    Check("L15", "block", "Is every balance asserted to the fen, without tolerance?", "会计基础工作规范第62条",
          "有余额核对写了允许的误差"),
    Check("L16", "block", "Does the main file include every beancount file of the folder?", FORMAT,
          "有账本文件没有被引用，里面的凭证没有入账"),
    # Whose money.
    Check("B00", "block", "Does beancount itself accept the books: open accounts, balances as asserted?",
          f"会计基础工作规范；{FORMAT}", "账面余额或科目未通过复式记账核对"),
    Check("B01", "block", "Is it written exactly once whose money each posting to owners' money moved?", _DOOR,
          "有动用业主资金的分录没有写明归属，或写了不止一种"),
    Check("B02", "block", "Is every household of a split in the register?", _DOOR,
          "有凭证写明的房屋不在登记册里"),
    Check("B03", "block", "Do the rows of each detail file sum to their posting?", f"会计基础工作规范第62条；{_DOOR}",
          "有凭证的分户明细与金额不符"),
    Check("B04", "block", "Does every scope match households, with something to share by?", "民法典第283条",
          "有凭证的分摊范围在登记册里找不到房屋"),
    Check("B05", "block", "Is no more transferred from a household than it has?", _DOOR,
          "有转出数大于该户的余额"),
    Check("B06", "block", "Is each distribution of income over a finished period of its own, under one policy?", _INCOME,
          "有收益分配的期间或办法不成立"),
    Check("B07", "block", "Does each red-letter voucher undo an existing one, once and exactly, before it is corrected?",
          _VOUCHER, "有红字凭证或订正凭证与原凭证对不上"),
    Check("B08", "block", "Does a selling unit, properly numbered, hold money in public-housing funds only?",
          "住宅专项维修资金管理办法第11条", "有售房单位的资金记在不应有的地方"),
    # What a voucher must carry.
    Check("B10", "block", "Does every voucher have a number of the prescribed form, and words?", _VOUCHER,
          "有凭证缺少编号或摘要"),
    Check("B11", "block", "Is every voucher's preparer and reviewer named?", _VOUCHER,
          "有凭证缺少制单人或审核人"),
    Check("B12", "block", "Did another person review what one prepared?", _VOUCHER,
          "有凭证的制单和审核是同一个人"),
    Check("B13", "block", "Is the number of paper originals written, and not zero where money came or went?", _VOUCHER,
          "有凭证没有写明原始凭证的张数，或没有原始凭证"),
    Check("B14", "block", "Has the month of every voucher begun?", _ACCOUNTING,
          "有凭证的日期在还没有开始的月份"),
    Check("B15", "block", "Do voucher numbers run on without gaps or doubles in each fund and month?", _VOUCHER,
          "凭证编号有断号或重号"),
    Check("B16", "block", "Do opening vouchers stand before everything else of their fund?", "会计基础工作规范第63条",
          "有期初凭证录在已经开始记账之后"),
    Check("B17", "block", "Does every voucher stand in the file of its month?", FORMAT,
          "有凭证放在别的月份的文件里"),
    Check("B18", "block", "Is every receipt number used once?", "财会〔2020〕6号",
          "有票据号重复入账"),
    # Double entry, funds and banks.
    Check("B20", "block", "Does every voucher balance within each fund?", _ACCOUNTING,
          "有凭证在各项资金之内借贷不平"),
    Check("B21", "block", "Does every voucher have postings, none of them zero?", "会计基础工作规范",
          "有凭证没有分录或金额为零"),
    Check("B30", "block", "Does every account belong to a fund of community.toml?", "台州市物业管理条例第45条",
          "有科目不属于已登记的资金"),
    Check("B31", "block", "Does every bank account serve one fund only?", "台州市物业管理条例第45条",
          "有银行账户被两项资金共用"),
    Check("B32", "block", "Does every account's code exist for its kind of fund and root?",
          f"{_ACCOUNTING}；{FORMAT}",
          "有科目编码不是规定的编码"),
    Check("B33", "block", "Does no bank account's name carry more than the last four digits of its number?", FORMAT,
          "有科目名称里写了银行账号"),
    Check("B34", "block", "Is every deposit standard a lawful share of the building cost, or does it say why not?",
          "住宅专项维修资金管理办法第7条；台州市物业管理条例第51条", "有首期交存标准不在法定份额之内，又没有写明依据"),
    # Decisions and income.
    Check("B40", "block", "Does all repair spending name the owners' decision?", "民法典第278条",
          "有维修支出没有写明业主共同决定的编号"),
    Check("B41", "block", "Is no more paid for a project than was approved?",
          "住宅专项维修资金管理办法第22条、第23条", "有维修项目的付款超过核准的预算"),
    Check("B42", "block", "Has somebody confirmed of every project paid for that the fund may pay for it?",
          "住宅专项维修资金管理办法第25条", "有维修项目没有确认可以从维修资金列支"),
    Check("B50", "block", "Is income handed out from where it stood, and no more than was earned and not kept back?", _INCOME,
          "有收益分配超过实际取得的收益"),
    Check("B51", "block", "Is what is handed out at published rates what these rates give, to the fen?", _INCOME,
          "有按利率计算的收益分配与应计的数不符，或缺少利率"),
    Check("B54", "block", "Are a placement's particulars written, and is every bond a new issue?",
          f"住宅专项维修资金管理办法第26条；{FORMAT}", "有存单或国债的资料不全，或不是新发行的国债"),
    Check("B55", "block", "Is every bond held to maturity?", "住宅专项维修资金管理办法第26条",
          "有国债没有持有到期"),
    Check("B56", "block", "Does a placement's account hold the principal whole, and nothing else?",
          "住宅专项维修资金管理办法第26条", "有存单或国债的本金被动用"),
    Check("B60", "block", "Does what public revenue owes households say whose it is, and is no more paid than owed?",
          "民法典第283条", "有公共收益的分红没有写明归属，或付款超过应付"),
    Check("B61", "block", "Does every dividend of public revenue name its decision or rule, and is it covered?",
          "民法典第282条", "有公共收益的分红没有依据，或超过结余"),
    Check("B65", "block", "Is every original on file what it was when it was filed?", "财会〔2020〕6号",
          "有原始凭证的内容与归档时不同"),
    Check("B66", "block", "Is every original there that has to be kept still?", "会计档案管理办法第14条、附表一",
          "有原始凭证在保管期内不见了"),
    Check("B67", "block", "Can the list of originals be read, and is each kept as long as the law says?",
          f"会计档案管理办法第14条、附表一；{FORMAT}", "有原始凭证的登记读不出来，或写的保管期短于规定"),
    Check("B62", "block", "Does every row of a statement stand on one voucher only?", "会计基础工作规范第51条",
          "有一笔银行流水记了两次账"),
    Check("B63", "block", "Does every voucher of a statement's row have the bank's amount?", "会计基础工作规范第62条",
          "有凭证的金额与银行流水不符"),
    # Closed months.
    Check("B70", "block", "Does every entry of a closed month stand as it was closed?", _CLOSED,
          "有已结账月份的凭证改动过"),
    Check("B71", "block", "Is every entry and file of a closed month still there?", _CLOSED,
          "有已结账月份的凭证或文件不见了"),
    Check("B72", "block", "Did nothing come into a month after it was closed?", _CLOSED,
          "有凭证记进了已经结账的月份"),
    Check("B73", "block", "Does every closed month still come to the balances it was closed with?", _CLOSED,
          "有已结账月份的余额与结账时不同"),
    Check("B74", "block", "Are the records of closed months whole, unaltered and without a gap?", f"{_CLOSED}；{FORMAT}",
          "有月份的结账记录缺失、改动过或读不出来"),
    Check("B75", "block", "Can the days that prepaid income is for be read?", FORMAT,
          "有预收收入没有写清属于哪段期间"),
    Check("B76", "block", "Does public revenue spent beyond the committee's limits name the owners' decision?",
          "民法典第278条", "有公共收益的支出超过授权限额，又没有写明业主共同决定"),
    Check("B80", "block", "Is no more booked of an invoice than its total?", "财会〔2020〕6号",
          "有发票重复入账，或入账超过价税合计"),
    Check("B81", "block", "Is every invoice booked to one payee?", "财会〔2020〕6号",
          "有同一张发票记给了不同的单位"),
    Check("B82", "block", "Is it clear what each voucher books of its invoices, and what their totals are?",
          f"财会〔2020〕6号；{FORMAT}", "有凭证的发票金额读不出来或互相矛盾"),
    # Evidence: its absence warns.
    Check("E10", "warn", "Is every listed original on file?", _VOUCHER,
          "有凭证列出的原始凭证没有归档"),
    Check("E11", "warn", "Are no more files listed than paper originals counted?", _VOUCHER,
          "有凭证的附单据数与所列文件不符"),
    Check("E12", "warn", "Was every bank balance vouched for at the last half-year's end?", "会计基础工作规范第62条",
          "有银行账户的余额未与银行核对"),
    Check("E13", "warn", "Does no household owe the fund?", "台州市物业管理条例第51条",
          "有房屋的维修资金分户账欠款，待续交"),
    Check("E14", "warn", "Did what public revenue paid into the maintenance fund arrive there?", _INCOME,
          "有公共收益转入维修资金的款项没有对应的收款凭证"),
    Check("E40", "warn", "Is every decision that a voucher names on file?", "民法典第278条",
          "有维修支出引用的业主共同决定没有归档"),
    Check("E41", "warn", "Can every decision's record be read?", FORMAT,
          "有业主共同决定的记录读不出来"),
    Check("E42", "warn", "Did the vote on every decision that is carried out carry, by the law of its day?", "民法典第278条",
          "有维修支出引用的业主共同决定按记录没有通过"),
    Check("E43", "warn", "Did every decision come before the vouchers that name it?", "民法典第278条",
          "有维修支出早于所引用的业主共同决定"),
    Check("E44", "warn", "Is every project that a voucher names on file, and can its record be read?",
          f"住宅专项维修资金管理办法第22条、第23条；{FORMAT}", "有维修项目没有归档，或记录读不出来"),
    Check("E45", "warn", "Is the decision that a use names about using the fund?", "民法典第278条",
          "有维修支出引用的业主共同决定不是关于使用维修资金的"),
    Check("E46", "warn", "Did the decision that a use names cover all who share?", "民法典第278条",
          "有维修支出的分摊范围超出所引用的业主共同决定"),
    Check("E47", "warn", "Were the owners told in time what an urgent use came to, and who bears it?",
          "台州市物业管理条例第52条；丽水市物业管理条例第47条", "有应急使用没有按期公告总额和分摊"),
    Check("E48", "warn", "Do the areas that a voucher was shared by still stand in the register?", "民法典第283条",
          "有凭证分摊所据的面积与登记册不同"),
    Check("E50", "warn", "Has every household that has ended nothing left in its sub-account?",
          "住宅专项维修资金管理办法第28条、第29条", "有已经销户的房屋还有余额没有划转或返还"),
    Check("E54", "warn", "Did the owners consent to every bond?", "住宅专项维修资金管理办法第26条",
          "有国债没有业主同意的记录"),
    Check("E55", "warn", "Was every matured placement brought in?", "会计基础工作规范第62条",
          "有到期的存单或国债没有收回"),
    Check("E56", "warn", "Is no placement about to mature?", "会计基础工作规范第62条",
          "有存单或国债将在三十天内到期"),
    Check("E57", "warn", "Does every account of a bond or term deposit say which one it is?", "会计基础工作规范第62条",
          "有存单或国债没有登记期限"),
    Check("E58", "warn", "Is the principal of the warranty deposit as large as it has to be?",
          "台州市物业管理条例第50条；浙江省物业管理条例第50条", "物业保修金没有足额"),
    Check("E59", "warn", "Was it announced in time that the warranty deposit will be given back?",
          "台州市物业管理条例第50条", "物业保修金的拟退还事项没有按期公示"),
    Check("E60", "warn", "Was the warranty deposit given back in time?", "台州市物业管理条例第50条",
          "物业保修金过期没有退还"),
    Check("E15", "warn", "Is every bank account at zero or above at each day's end?", "会计基础工作规范第62条",
          "有银行账户出现负数"),
    # Statements of banks and payment apps.
    Check("E61", "warn", "Does every imported statement's running balance hold from row to row?", "会计基础工作规范第62条",
          "有银行对账单的余额接不上，可能缺行"),
    Check("E62", "warn", "Is every imported statement of an account in the community's own name, and of that number?",
          "台州市物业管理条例第45条", "有对账单的户名或账号不是本小区的账户"),
    Check("E63", "warn", "Was every row of every imported statement read, and do its own totals fit?",
          "会计基础工作规范第62条", "有银行对账单没有读全，或合计不符"),
    Check("E64", "warn", "Has somebody confirmed every draft of an import, once its month is over?",
          "会计基础工作规范第62条", "有导入的银行流水没有确认入账"),
    Check("E65", "warn", "Is nothing left on 1901 when a month is over?", "会计基础工作规范第62条",
          "有款项没有查明用途"),
    Check("E66", "warn", "Can the record of every imported statement be read?", FORMAT,
          "有导入对账单的记录读不出来"),
    Check("E67", "warn", "Is every file among the originals listed, or named by a voucher?", _VOUCHER,
          "有原始凭证没有登记"),
    Check("E68", "warn", "Does every original belong to a voucher?", _VOUCHER,
          "有原始凭证没有附在凭证上"),
    Check("E69", "warn", "Does every bank row that somebody settled stand for one payment, once?",
          f"会计基础工作规范第62条；{FORMAT}", "有银行流水的处理与账上不符"),
    # Public revenue: contracts, assets, limits.
    Check("E70", "warn", "Is every month closed soon, where months are closed?", _CLOSED,
          "有月份早已结束，还没有结账"),
    Check("E71", "warn", "Does every reconciliation tie, and fit the books?", f"会计基础工作规范第62条；{FORMAT}",
          "有银行余额调节表与账面不符"),
    Check("E72", "warn", "Was every reopened month closed again?", _CLOSED,
          "有月份反结账以后还没有重新结账"),
    Check("E75", "warn", "Did net income of the preliminary period reach the maintenance fund in time?",
          "台州市物业管理条例第45条", "有前期物业服务期的公共收益没有按期存入维修资金"),
    Check("E76", "warn", "Is every contract that income names on file, and can its record be read?", FORMAT,
          "有公共收益的合同没有归档，或记录读不出来"),
    Check("E77", "warn", "Did everything come in that contracts have made due?", "民法典第282条",
          "有公共收益的合同到期没有收足"),
    Check("E78", "warn", "Was no budget of public revenue overrun?", "民法典第278条",
          "有公共收益的支出超过预算"),
    Check("E79", "warn", "Is the owners' decision that a use of public revenue names on file?", "民法典第278条",
          "有公共收益的支出引用的业主共同决定没有归档"),
    Check("E80", "warn", "Does every use within the committee's limits name the committee's decision?", "民法典第278条",
          "有公共收益的支出没有写明业主委员会的决定"),
    Check("E81", "warn", "Did every asset that is there to earn bring something in the last two quarters?",
          "民法典第282条", "有经营性公共资产连续两个季度没有收入"),
    Check("E82", "warn", "Can the register of common property be read, with its classes and contracts?", FORMAT,
          "公共资产清单读不出来，或写得不全"),
    Check("E83", "warn", "Does booked income fit what barrier gates, charging piles and lockers counted?",
          "会计基础工作规范第62条", "有公共收益与道闸、充电桩等外部数据不符"),
    Check("E84", "warn", "Can figures from outside be read, and is it known which income they are of?", FORMAT,
          "有外部数据读不出来，或没有写明对应的收入"),
    Check("E85", "warn", "Does every invoice's number have a form that invoices have?", _VOUCHER,
          "有发票号码不是常见的写法"),
    # What hung on the wall.
    Check("E86", "warn", "Can the record of where disclosures hung be read?", FORMAT,
          "有张贴记录读不出来"),
    Check("E87", "warn", "Does every paper that hung have its photograph on file, its days and one record?",
          FORMAT, "有张贴记录不完整：照片、天数或地点不对"),
)  # fmt: skip
_BY_CODE: Final = {check.code: check for check in CATALOGUE}


def public_words(code: str) -> str:
    """Say what a finding means in words that name nobody and nothing.

    Args:
        code: of a finding about books, such as B30; not of a lint.

    Raises:
        KeyError: there is no such code here.
    """
    return _BY_CODE[code].public
