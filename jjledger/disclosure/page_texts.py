"""Every text of a page that somebody wrote, and what in them is private."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import Any, Final

from jjledger.disclosure.models import Disclosure, VoucherView
from jjledger.disclosure.watched import Watched, with_offices
from jjledger.facts.finding import Place
from jjledger.facts.voucher import Voucher

_FIELD_WORDS: Final = {
    "payee": "对方",
    "summary": "摘要",
    "notes": "说明",
    "contact": "联系单位",
    "account": "科目",
    "title": "项目名称",
    "decision": "业主决定",
    "party": "合同对方",
    "holder": "户名或保管单位",
    "duty": "责任人",
    "place": "位置",
    "subject": "事项",
    "contractor": "维修单位",
    "auditor": "审计单位",
    "certified_by": "证明单位",
    "urgent_ground": "应急的理由",
    "opinion_text": "审计意见",
    "answer": "怎样处理",
}
# Not words that were written for this page: set by the community or made of checked parts.
_SET_ELSEWHERE: Final = frozenset({"address", "grounds", "anchor", "community_code", "signature", "signer"})
# Fields that name an organisation, which may begin with its owner's name and own a flat itself.
_NAMED: Final = frozenset({"payee", "party", "holder", "contractor", "auditor", "certified_by"})

Places = Mapping[str, Place]  # 2025-03 付-0012 → where the ledger has that voucher


def voucher_words(voucher: Voucher | VoucherView) -> str:
    """Name a voucher within its fund: 2025-03 付-0012."""
    return f"{voucher.day:%Y-%m} {voucher.number}"


def texts(page: object, owner: str = "本页") -> Iterator[tuple[str, str, str]]:
    """List every text of a view model that somebody wrote: where it stands, its field, the text."""
    if isinstance(page, VoucherView):
        owner = voucher_words(page)
    if isinstance(page, tuple):
        for item in page:
            yield from texts(item, owner)
    elif is_dataclass(page):
        for item in fields(page):
            value = getattr(page, item.name)
            if item.name in _SET_ELSEWHERE or _only_anchors(item.name, value):
                continue
            if isinstance(value, str):
                yield owner, item.name, value
            elif isinstance(value, tuple) and value and isinstance(value[0], str):
                yield from ((owner, item.name, text) for text in value)
            else:
                yield from texts(value, owner)


def written_texts(data: object, name: str = "") -> Iterator[tuple[str, str]]:
    """List every text of a published data.json that somebody wrote, with its field."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in _SET_ELSEWHERE:
                yield from written_texts(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from () if name == "vouchers" and isinstance(value, str) else written_texts(value, name)
    elif isinstance(data, str):
        yield name, data


def names_somebody(data: Mapping[str, Any], names: AbstractSet[str] | Watched) -> bool:
    """Say whether a document that is out holds something private, as it stands in its data.json."""
    watch = with_offices(names, str(data["head"]["contact"]))
    written = list(written_texts(data))
    if watch.clean(text for _, text in written):
        return False
    return any(watch.hits(text, named=name in _NAMED) for name, text in written)


def _only_anchors(name: str, value: object) -> bool:
    """Tell the anchors of vouchers that a line names from the vouchers themselves."""
    return name == "vouchers" and isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def private_words(page: Disclosure, names: AbstractSet[str] | Watched) -> Iterator[tuple[str, str]]:
    """Scan every text; say once for each voucher, or the rest of the page, what kinds are in which words.

    What was found is not repeated, since findings may be shown in public.
    """
    written = list(texts(page))
    watch = with_offices(names, page.head.contact)
    if watch.clean(text for *_, text in written):
        return
    found: dict[str, dict[str, None]] = {}
    for owner, name, text in written:
        for hit in watch.hits(text, named=name in _NAMED):
            found.setdefault(owner, {})[f"{_FIELD_WORDS.get(name, '文字')}里有{hit.kind}"] = None
    for owner, kinds in found.items():
        yield owner, f"{owner}的{'，'.join(kinds)}。"
