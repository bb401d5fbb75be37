"""What readers of the public log are told: what it takes to deceive them, and what is promised and what is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from jjledger.disclosure.log_models import LogPage
from jjledger.proof.checkpoint import Policy
from jjledger.render.html import log
from jjledger.seal.entries import KeyChange
from jjledger.workflows.log_words import entry_words, two_views_words
from tests.public_log import LOG, ORIGIN, WITNESSES

PAGE: Final = LogPage(
    "某区", ORIGIN, 1, "0" * 64, "", "两头都要签。", demo=False, fingerprint="", rows=(), place=1, pages=2, newer="",
    older="log/list/2/index.html",
)  # fmt: skip
PROMISED: Final = (
    "不能悄悄改",
    "只有一本账",
    "您家的钱算在里面",
    "邻居看不到您家",
    "说保存了就在",
    "支出是不是真的",
    "银行里是不是真有",
    "有没有被漏掉",
    "核对页是不是原样",
)


def _policy(count: int, quorum: int) -> Policy:
    witnesses = [key.public() for key in WITNESSES][:count]
    assert len(witnesses) == count
    return Policy(ORIGIN, LOG.public(), tuple(witnesses), quorum)


@pytest.mark.parametrize(("count", "quorum", "both"), [(4, 3, 2), (3, 2, 1), (3, 3, 3)])
def test_two_views_need_as_many_as_must_sit_in_both_quorums(count: int, quorum: int, both: int) -> None:
    """Of four, two sets of three share two; of three, two sets of two share one."""
    words = two_views_words(_policy(count, quorum))
    assert f"至少还要 {both} 家见证人两本都签" in words


def test_where_two_quorums_need_share_nobody_or_there_is_none_it_says_so() -> None:
    assert "两本不同的登记册也可能各自签够" in two_views_words(_policy(4, 2))
    assert "做不到" in two_views_words(_policy(0, 0))


def test_the_first_page_says_what_is_promised_and_what_is_not() -> None:
    words = log(PAGE)
    assert [promise for promise in (*PROMISED, PAGE.two_views) if promise not in words] == []
    older = log(replace(PAGE, place=2, newer="log/index.html", older=""))
    assert all("编号从第 0 条起" in page and "空着的号是海报的登记" in page for page in (words, older))
    assert "不能悄悄改" not in older
    assert 'href="../../../log/index.html">较新的' in older
    assert 'href="../log/list/2/index.html">较早的' in words


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (KeyChange("log", LOG.public(), WITNESSES[0].public()), f"密钥：登记册换为 {WITNESSES[0].name}"),
        (KeyChange("prepared", None, LOG.public()), f"密钥：编制启用 {ORIGIN}"),
        (KeyChange("audited", None, LOG.public(), "x/y"), f"密钥：x/y 的审计启用 {ORIGIN}"),
        (KeyChange("committee", LOG.public(), None, "x/y"), f"密钥：x/y 的业委会停用 {ORIGIN}"),
    ],
)
def test_a_key_is_told_with_whose_it_is_where_the_log_says_so(entry: KeyChange, words: str) -> None:
    assert entry_words(entry) == words
