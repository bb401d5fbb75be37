"""What one edition of a document says otherwise than the one before, item by item.

Both are compared as the data that are published, so that an edition printed by an earlier version of
the program can be compared too: what only one of them has a field for is no change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from jjledger.disclosure.models import Change, Document
from jjledger.units import yuan

Facts = Mapping[str, str]  # what something says, by the name of the fact; "" is its amount
NOTHING: Final = "无"
_BY_BUILDING: Final = "各幢·"
# Drawn, reckoned or worded from the rest, or about the paper and not its content.
_DERIVED: Final = frozenset(
    {
        "head", "bars", "closing_capital", "words",
        "said", "flows", "balances", "accumulated", "compared", "compared_with", "below_ground", "earlier_fen", "decider",
        "total_capital", "stage_words", "verdict", "sum_words", "percent", "method", "per_m2", "example",
        "announce_words", "sealed", "tested", "record_text", "signer_fingerprint", "opinion_note", "project", "ahead", "characters", "seconds", "time_words", "left_out", "opinion",
    }
)  # fmt: skip
# What the single figures of the documents are called; `tests` hold that each has a name.
FIGURE_WORDS: Final[Mapping[str, str]] = {
    "opening_fen": "上期结转",
    "income_fen": "收入合计",
    "later_fen": "其中属于以后期间",
    "expense_fen": "支出合计",
    "cost_fen": "成本和税费",
    "net_income_fen": "净收入",
    "result_fen": "本期收支差额",
    "closing_fen": "期末结余",
    "opening_owners_fen": "上期结转（业主）",
    "opening_undistributed_fen": "上期结转（待分配）",
    "deposits_fen": "交存",
    "refunds_fen": "退还",
    "use_fen": "维修支出",
    "other_expense_fen": "其他支出",
    "distributed_fen": "分配收益",
    "closing_owners_fen": "期末业主的钱",
    "closing_undistributed_fen": "期末待分配",
    "arrears_households": "欠交户数",
    "moved_fen": "直接调整",
    "before_fen": "以前年度",
    "period_fen": "本年",
    "total_fen": "合计",
    "budget_fen": "预算",
    "approved_fen": "核准",
    "settled_fen": "决算",
    "paid_fen": "已付",
    "owed_fen": "还没有付",
    "shared_fen": "分摊合计",
    "ahead_fen": "预收",
    "balance_fen": "余额",
    "belonging_fen": "属于本期",
    "confirmed_fen": "银行确认",
    "deposit_fen": "押金",
    "due_fen": "到期应收",
    "in_fen": "增加",
    "item_fen": "单项限额",
    "left_fen": "还剩",
    "open_fen": "逾期未收",
    "out_fen": "减少",
    "received_fen": "已收",
    "unrecorded_fen": "没有合同的收入",
    "used_fen": "已用",
    "year_fen": "全年",
}
_LISTS: Final[Mapping[str, str]] = {
    "income": "收入", "expense": "支出", "lines": "项目", "projects": "维修项目", "buildings": "各幢", "bank": "银行存款",
    "plan": "方案", "contract": "合同", "outcome": "结果", "shares": "分摊", "payments": "付款", "approvals": "追加",
    "instalments": "付款阶段", "tallies": "票数", "thresholds": "比例", "findings": "问题", "sections": "报告",
    "answers": "", "decided": "谁决定的", "charts": "", "below": "余额偏低的户数",
    "absent": "没有的资金", "accounts": "账户", "assets": "资产", "authority": "授权", "budgets": "预算", "contracts": "合同", "funds": "资金", "groups": "类别", "other": "不按合同的收入", "own": "业委会支出", "owed": "应付", "parts": "", "rows": "事项", "sentences": "", "figures": "", "places": "",
}  # fmt: skip
# What the facts of a row or voucher are called; where there is no word, a figure's, and else 内容.
_PART_WORDS: Final[Mapping[str, str]] = {
    "record_sha256": "审计记录", "signer": "签名公钥", "signature": "签名",
    "corrects": "更正的记录", "corrects_sha256": "更正前的记录", "reason": "原因",
    "amount_fen": "", "summary": "摘要", "payee": "对方", "attachments": "附单据", "decision": "业主决定", "note": "备注",
    "day": "日期", "cost_fen": "金额", "scope": "分摊范围", "households": "户数", "book_fen": "账面",
    "difference_fen": "差额", "state": "核对", "subject": "事项", "matter": "属于", "verdict_words": "结果",
    "heads": "业主人数", "area": "面积", "actual": "实际", "least": "至少", "share": "比例", "met": "达到",
    "urgent_ground": "危及", "certified_by": "证明单位", "contractor": "维修单位", "category": "类别",
    "settled_day": "决算日期", "announce_by": "公告期限", "auditor": "审计单位", "cause": "事由", "reported": "报告日期",
    "audited_first": "审计期间首日", "audited_last": "审计期间末日", "opinion_words": "审计意见", "opinion_text": "意见原文",
    "report_sha256": "报告原件", "hanging": "公告天数", "answer": "怎样处理", "stage": "阶段",
    "ground": "依据", "line": "续交线", "work": "维修内容", "start": "开工",
    "beyond": "超出", "confirmed_day": "银行确认的日期", "document": "见哪份公示", "duty": "责任人", "ending": "快到期", "exceed": "须超过", "first_day": "起", "last_day": "止", "fund": "资金", "holder": "户名", "idle": "闲置", "keeper": "保管单位", "kind": "种类", "count": "数目", "overdue_days": "逾期天数", "owner": "归谁", "party": "对方", "place": "位置", "quantity": "数量", "running": "在期合同", "since": "起", "terms": "期限", "unconfirmed": "没有确认的账户", "until": "止", "use": "用途", "voucher": "凭证", "whole": "全部", "title": "名称", "name": "名称", "number": "编号", "account": "科目", "id": "编号", "who": "谁", "label": "名称", "assets": "资产", "contracts": "合同", "accounts": "账户", "funds": "资金",
}  # fmt: skip
_WHERE: Final = frozenset({"anchor", "level", "vouchers", "path", "address"})
_NAMES: Final = ("label", "title", "name", "number", "account", "id", "who", "fund", "kind")


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Compare two editions of a document.

    Args:
        old: the data.json that is out.
        new: the data.json drawn up now.

    Returns:
        What differs, the closing balance first, then in the order of the page.
    """
    both = [key for key in new if key in old and key not in _DERIVED]
    before, after = (dict(_items(page, both)) for page in (old, new))
    found = [
        change
        for label in dict.fromkeys((*before, *after))
        for change in _compared(label, before.get(label), after.get(label))
    ]
    closing = FIGURE_WORDS["closing_fen"]
    return tuple(sorted(found, key=lambda change: change.label != closing))


def _compared(label: str, old: Facts | None, new: Facts | None) -> Iterator[Change]:
    """Compare one thing: as a whole where it is only on one side, else fact by fact."""
    if old is None or new is None:
        yield Change(label, _whole(old), _whole(new))
        return
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            part = f"·{name}" if name else ""
            yield Change(f"{label}{part}", old.get(name) or NOTHING, new.get(name) or NOTHING)


def _whole(facts: Facts | None) -> str:
    return NOTHING if facts is None else "；".join(filter(None, facts.values())) or "有"


def changes_digest(documents: Mapping[Document, Iterable[Change]]) -> str:
    """Hash the changes of a period's documents, so that an approval is of these and no others.

    Args:
        documents: changes by document.

    Returns:
        64 hexadecimal digits.
    """
    told = {
        name: [[change.label, change.before, change.after] for change in found]
        for name, found in sorted(documents.items())
    }
    return sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def compared(key: str) -> bool:
    """Say whether a field is compared, and so needs a name."""
    return key not in _DERIVED and key not in _WHERE


def word_of(key: str) -> str:
    """Call a field by its Chinese name; one that only an earlier version had, by its own."""
    return next((words[key] for words in (_PART_WORDS, FIGURE_WORDS, _LISTS) if key in words), key)


def told_in_public(found: Iterable[Change]) -> tuple[Change, ...]:
    """Leave out what one household's correction did to its building: its amount would stand there, old and new.

    Args:
        found: all that changed, as it was approved.
    """
    found = tuple(found)
    shown = tuple(change for change in found if not change.label.startswith(_BY_BUILDING))
    hidden = (Change("各幢余额", "见上一版", "有调整，不逐幢列出"),) if len(shown) < len(found) else ()
    return (*shown, *hidden)


def figures_digest(page: Mapping[str, Any]) -> str:
    """Hash a document's figures and days in their order, without a word of it.

    Args:
        page: its data.json.

    Returns:
        64 hexadecimal digits.
    """
    figures = [value for key, value in page.items() if key not in _DERIVED]
    return sha256(json.dumps(list(_figures(figures)), separators=(",", ":")).encode()).hexdigest()


def _figures(value: object, key: str = "") -> Iterator[int | str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from () if name in _DERIVED else _figures(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _figures(part, key)
    elif (isinstance(value, int) and not isinstance(value, bool)) or (
        key == "day" and isinstance(value, str)
    ):
        yield value


def _items(page: Mapping[str, Any], keys: Iterable[str]) -> Iterator[tuple[str, Facts]]:
    """List everything a page says, each with a name of its own."""
    for key in keys:
        value = page[key]
        if key == "vouchers":
            yield from _numbered((_voucher(one) for one in value), "")
        elif isinstance(value, list):
            yield from _numbered(_rows(value), f"{_LISTS[key]}·" if key in _LISTS else "")
        elif isinstance(value, dict):
            yield from _numbered(_row(word_of(key), value), "")
        else:
            yield word_of(key), {"": _plain(key, value)}


def _voucher(view: Mapping[str, Any]) -> tuple[str, Facts]:
    legs = "，".join(
        f"{leg['account']} 借 {yuan(leg['debit_fen'])} 贷 {yuan(leg['credit_fen'])}" for leg in view["legs"]
    )
    return f"凭证 {view['day'][:7]} {view['number']}", {**_facts(view, "number"), "科目": legs}


def _rows(rows: Iterable[Any]) -> Iterator[tuple[str, Facts]]:
    """Name every row by what it is about, a part of a line with the lines it is part of: 停车·月租."""
    above: list[str] = []
    for row in rows:
        if not isinstance(row, dict):
            yield str(row), {"": "有"}
            continue
        if "figures" in row:  # a sentence, which is what it says
            yield str(row["words"]), {"": "有"}
            continue
        called = next((key for key in _NAMES if row.get(key)), "")
        name = str(row.get(called, ""))
        if "level" in row:
            above = [*above[: row["level"] - 1], name]
            name = "·".join(above)
        yield from _row(name, row, called)


def _row(name: str, row: Mapping[str, Any], called: str = "") -> Iterator[tuple[str, Facts]]:
    """Give a row's own facts but the one it is called by, then those of the rows in it, each named after it."""
    yield name, _facts(row, called)
    for key, value in row.items():
        if key in _DERIVED or key in _WHERE or not value:
            continue
        before = "·".join(part for part in (name, _LISTS.get(key, "")) if part)
        if isinstance(value, dict):
            yield from _row(before, value)
        elif isinstance(value, list):
            yield from ((f"{before}·{part}" if before else part, facts) for part, facts in _rows(value))


def _numbered(items: Iterable[tuple[str, Facts]], before: str) -> Iterator[tuple[str, Facts]]:
    """Tell rows of one name apart by counting them."""
    seen: dict[str, int] = {}
    for name, facts in items:
        seen[name] = seen.get(name, 0) + 1
        yield f"{before}{name}" + (f"（{seen[name]}）" if seen[name] > 1 else ""), facts


def _facts(row: Mapping[str, Any], called: str = "") -> Facts:
    """List what a row says by the Chinese names of its fields; where it leads to is not content."""
    facts: dict[str, str] = {}
    for key, value in row.items():
        if key in _DERIVED or key == called or key in _WHERE or isinstance(value, dict | list):
            continue
        name = word_of(key)
        text = _plain(key, value)
        facts[name] = f"{facts[name]}；{text}" if facts.get(name) else text
    return facts


def _plain(key: str, value: object) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if key == "signature" and isinstance(value, str) and value:
        return _signed(value)
    return yuan(value) if key.endswith("_fen") and isinstance(value, int) else str(value)


def _signed(note: str) -> str:
    """Say who signed a note; the note itself tells a reader nothing."""
    names = (line.split(" ")[1] for line in note.split("\n") if line.startswith("— "))
    return f"已由 {'、'.join(names)} 签名"
