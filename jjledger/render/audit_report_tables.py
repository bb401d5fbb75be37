"""Tables of what an audit asked: questions, findings, what was worked out again, and samples."""

from __future__ import annotations

from typing import Final

from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.audit_tested_models import AskedQuestion
from jjledger.disclosure.page_texts import voucher_words
from jjledger.render.tables import Column, Row, Table, voucher_table

_QUESTIONS: Final = (
    Column("编号", width=8), Column("问题", width=72), Column("检查了（项）", "count", 12), Column("发现（项）", "count", 12),
    Column("结果", width=12), Column("没有检查的", width=60),
)  # fmt: skip
_FINDINGS: Final = (
    Column("编号", width=8), Column("轻重", width=8), Column("发现", width=72), Column("证据（项）", "count", 10),
    Column("金额（元）", "yuan", 18), Column("凭证", width=48), Column("怎样处理", width=48),
)  # fmt: skip
_RECOMPUTED: Final = (
    Column("内容", width=40), Column("逐项比较（项）", "count", 14), Column("账面（元）", "yuan", 18),
    Column("重算（元）", "yuan", 18), Column("不同（项）", "count", 12),
)  # fmt: skip
_BALANCES: Final = (
    Column("资金", width=20), Column("账户", width=28), Column("账面余额（元）", "yuan", 18), Column("银行", width=60),
)  # fmt: skip
_ENGINES: Final = (
    Column("程序", width=14), Column("版本", width=28), Column("比较的科目（个）", "count", 16), Column("结果", width=14),
)  # fmt: skip
_SAMPLES: Final = (
    Column("抽样", width=28), Column("次序", "count", 8), Column("位置", "count", 18), Column("结果", width=12),
)  # fmt: skip
STATE_WORDS: Final = {"asked": "已检查", "partly": "部分未能检查", "unable": "未能检查"}
RESULT_WORDS: Final = {"agrees": "相符", "differs": "不符", "unopened": "没有打开"}


def _more(one: AskedQuestion) -> str:
    return "；".join(filter(None, (one.unable, one.left_out)))


def tested_tables(page: AuditPage) -> dict[str, Table]:
    """Give what was asked as tables by the names of their files; none of a report brought from outside."""
    tested = page.tested
    if tested is None:
        return {}
    names = {voucher.anchor: voucher_words(voucher) for voucher in page.vouchers}
    questions: list[Row] = [
        (one.code, one.question, one.items, one.found, STATE_WORDS[one.state], _more(one))
        for one in tested.questions
    ]
    findings: list[Row] = [
        (
            one.code, one.level_words, one.words, one.rows, one.amount_fen,
            "、".join(names[anchor] for anchor in one.vouchers), one.answer,
        )
        for one in tested.findings
    ]  # fmt: skip
    tables = {
        "questions": Table("审计问题", _QUESTIONS, tuple(questions)),
        "findings": Table("发现", _FINDINGS, tuple(findings)),
        "recomputed": Table(
            "重算", _RECOMPUTED,
            tuple((one.what, one.items, one.booked_fen, one.again_fen, one.differ) for one in tested.recomputed),
        ),
        "engines": Table(
            "用别的程序重新相加", _ENGINES,
            tuple(
                (one.engine, one.version, one.accounts, "全部相同" if one.same else "有不同")
                for one in tested.engines
            ),
        ),
        "balances": Table(
            "银行余额", _BALANCES, tuple((one.fund, one.account, one.book_fen, one.words) for one in tested.balances)
        ),
        "samples": Table(
            "抽样", _SAMPLES,
            tuple(
                (sample.title, item.number, item.place, RESULT_WORDS[item.result])
                for sample in tested.samples for item in sample.items
            ),
        ),
        "vouchers": voucher_table(page.vouchers),
    }  # fmt: skip
    return {name: table for name, table in tables.items() if table.rows}
