"""What is out is never overwritten, and never changed without a word and an approval."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jjledger.disclosure.changes import changes, changes_digest
from jjledger.disclosure.models import Change, Disclosure, Document, Leg
from jjledger.disclosure.period_models import PeriodPage
from jjledger.disclosure.watched import Watched
from jjledger.facts.amendment import Amendment
from jjledger.render.data import json_bytes
from jjledger.workflows.editions import Drawn, Edited, Issue, issue
from tests.unit.render import made_pages as made

FIRST, LATER = date(2025, 10, 20), date(2025, 11, 5)
CODE = "2025-Q3"
REVENUE, FUND = made.revenue(), made.fund()
CHANGED = replace(REVENUE, closing_fen=REVENUE.closing_fen + 100)


def address(folder: str) -> str:
    return f"https://a.example/{folder}"


def data(page: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_bytes(page))
    return found


class Site:
    """What is out, by folder."""

    def __init__(self) -> None:
        self.out: dict[str, Mapping[str, Any]] = {}
        self.page: PeriodPage | None = None

    def publish(
        self,
        *pages: Disclosure,
        today: date = LATER,
        approvals: tuple[Amendment, ...] = (),
        named: frozenset[tuple[int, Document]] = frozenset(),
        held: frozenset[Document] = frozenset(),
    ) -> Issue:
        drawn = [Drawn(page) for page in pages]
        found = issue(
            Edited(CODE, drawn, self.page, self.out.__getitem__, named, held), approvals, today, address
        )
        if found.fresh:
            for page in found.pages:
                self.out[f"{CODE}/{found.editions[0].path}{page.head.document}"] = data(page)
        self.page = PeriodPage("桂语府", "guiyu", CODE, "", found.editions, "", 15, sample=True)
        return found


@pytest.fixture
def site() -> Site:
    site = Site()
    assert site.publish(REVENUE, today=FIRST).fresh
    return site


def approval(of: Disclosure, edition: int = 2, reason: str = "漏记一笔停车费") -> Amendment:
    changed = changes(data(REVENUE), data(of))
    return Amendment(CODE, edition, LATER, reason, "业主委员会", changes_digest({"public-revenue": changed}))


def test_the_first_edition_carries_its_day_and_its_address(site: Site) -> None:
    page = site.out["2025-Q3/v1/public-revenue"]
    assert page["head"]["issued"] == "2025-10-20"
    assert page["head"]["edition"] == 1
    assert page["head"]["correction"] is None
    assert page["head"]["address"] == "https://a.example/2025-Q3/v1/public-revenue/"


def test_the_same_content_stays_as_it_is(site: Site) -> None:
    found = site.publish(replace(REVENUE, head=replace(REVENUE.head, contact="新办公室")))
    assert (found.fresh, found.finding, len(found.editions)) == (False, None, 1)
    assert found.editions[0].issued == FIRST


def test_a_change_that_nobody_approved_waits_and_says_what_it_is(site: Site) -> None:
    found = site.publish(CHANGED)
    assert not found.fresh
    assert [one.number for one in found.editions] == [1]
    assert found.finding is not None
    assert (found.finding.code, found.finding.severity) == ("P05", "block")
    assert "期末结余" in found.finding.what
    assert [one.label for one in found.unapproved["public-revenue"]] == ["期末结余"]


def test_an_approved_change_is_a_second_edition_that_names_the_first(site: Site) -> None:
    found = site.publish(CHANGED, approvals=(approval(CHANGED),))
    assert [(one.number, one.issued) for one in found.editions] == [(2, LATER), (1, FIRST)]
    (page,) = found.pages
    told = page.head.correction
    assert told is not None
    assert (told.replaces, told.replaced_day, told.reason, told.approved_by) == (
        1, FIRST, "漏记一笔停车费。", "业主委员会",
    )  # fmt: skip
    assert [one.label for one in told.changes] == ["期末结余"]
    assert page.head.address == "https://a.example/2025-Q3/v2/public-revenue/"
    assert site.out["2025-Q3/v1/public-revenue"]["closing_fen"] == REVENUE.closing_fen, "the first stays"


def test_a_voucher_put_right_is_told_as_such_to_who_approves_and_on_the_strip(site: Site) -> None:
    wrong = next(one for one in REVENUE.vouchers if one.number == "付-0001")
    turned = tuple(Leg(leg.account, leg.credit_fen, leg.debit_fen) for leg in wrong.legs)
    red = replace(
        wrong, number="付-0002", summary="注销8月5日付-0001号凭证", amount_fen=-wrong.amount_fen, legs=turned,
        note="冲销 2025-08 付-0001",
    )  # fmt: skip
    blue = replace(
        wrong, number="付-0003", summary="订正8月5日付-0001号凭证：保安服务费", note="订正 2025-08 付-0001"
    )
    page = replace(REVENUE, vouchers=(*REVENUE.vouchers, red, blue))
    once = [Change("2025年8月付-0001号凭证的摘要", "保安", "保安服务费（金额不变）")]
    waits = site.publish(page)
    assert list(waits.told("public-revenue")) == once
    assert waits.finding is not None
    assert "2025年8月付-0001号凭证的摘要 保安 → 保安服务费（金额不变）" in waits.finding.what
    assert "注销" not in waits.finding.what
    (out,) = site.publish(page, approvals=(approval(page),)).pages
    assert out.head.correction is not None
    assert list(out.head.correction.changes) == once


def test_an_approval_is_of_these_changes_and_no_others(site: Site) -> None:
    more = replace(CHANGED, closing_fen=CHANGED.closing_fen + 1)
    found = site.publish(more, approvals=(approval(CHANGED),))
    assert not found.fresh
    assert found.finding is not None
    assert "批准以后账又变了" in found.finding.what


def test_an_approval_of_another_edition_lets_nothing_out(site: Site) -> None:
    assert not site.publish(CHANGED, approvals=(approval(CHANGED, edition=3),)).fresh


def test_an_approver_who_is_a_person_is_masked(site: Site) -> None:
    named = replace(approval(CHANGED), approved_by="张三")
    (page,) = site.publish(CHANGED, approvals=(named,)).pages
    assert page.head.correction is not None
    assert page.head.correction.approved_by == "张*"


def test_the_second_edition_stays_too(site: Site) -> None:
    approvals = (approval(CHANGED),)
    assert site.publish(CHANGED, approvals=approvals).fresh
    found = site.publish(CHANGED, approvals=approvals, today=date(2026, 5, 1))
    assert (found.fresh, [one.number for one in found.editions]) == (False, [2, 1])


def test_a_document_that_was_not_ready_follows_without_approval(site: Site) -> None:
    found = site.publish(REVENUE, FUND)
    assert found.fresh
    assert [one.document for one in found.editions[0].documents] == ["public-revenue", "maintenance-fund"]
    assert found.editions[0].reason.startswith("补充公示")
    revenue, fund = found.pages
    assert revenue.head.correction is not None
    assert revenue.head.correction.changes == ()
    assert fund.head.edition == 2


def test_while_a_document_is_held_the_period_stays_as_it_is(site: Site) -> None:
    site.publish(REVENUE, FUND)
    found = site.publish(replace(FUND, closing_fen=1), held=frozenset({"public-revenue"}))
    assert (found.fresh, found.finding) == (False, None)
    assert found.editions[0].number == 2


def test_a_document_that_the_books_no_longer_have_anything_of_is_a_change(site: Site) -> None:
    site.publish(REVENUE, FUND)
    found = site.publish(FUND)
    assert not found.fresh
    (told,) = found.unapproved["public-revenue"]
    assert (told.label, told.before, told.after) == ("公共收益收支公示", "已公示", "无")
    approved = Amendment(CODE, 3, LATER, "撤回", "业主委员会", changes_digest(found.unapproved))
    third = site.publish(FUND, approvals=(approved,))
    assert [one.document for one in third.editions[0].documents] == ["maintenance-fund"]
    assert [one.document for one in third.editions[1].documents] == ["public-revenue", "maintenance-fund"]


def test_a_period_nobody_asked_for_is_not_looked_at(site: Site) -> None:
    edited = Edited(CODE, [], site.page, site.out.__getitem__, asked=False)
    found = issue(edited, (), LATER, address)
    assert (found.fresh, found.finding, [one.number for one in found.editions]) == (False, None, [1])


def test_a_document_that_names_somebody_is_taken_out_of_its_editions(site: Site) -> None:
    site.publish(CHANGED, approvals=(approval(CHANGED),))
    found = site.publish(named=frozenset({(1, "public-revenue"), (2, "public-revenue")}))
    assert not found.fresh
    assert [one.withdrawn for edition in found.editions for one in edition.documents] == [True, True]
    words = replace(CHANGED.vouchers[0], summary="改过的文字")
    back = site.publish(replace(CHANGED, vouchers=(words, *CHANGED.vouchers[1:])))
    assert back.fresh, "whose words are put right goes out again"
    assert [one.number for one in back.editions] == [3, 2, 1]
    assert back.editions[0].reason == "改正文字后重新公示公共收益收支公示，数字没有变化。其他没有变化。"


def test_what_was_taken_away_comes_back_with_other_figures_only_when_somebody_approves(site: Site) -> None:
    site.publish(named=frozenset({(1, "public-revenue")}))
    found = site.publish(CHANGED)
    assert not found.fresh
    assert found.finding is not None
    assert found.finding.code == "P05"
    approved = Amendment(CODE, 2, LATER, "漏记一笔", "业主委员会", changes_digest(found.unapproved))
    assert site.publish(CHANGED, approvals=(approved,)).fresh


def test_no_edition_is_older_than_the_one_before(site: Site) -> None:
    found = site.publish(CHANGED, approvals=(approval(CHANGED),), today=date(2025, 10, 1))
    assert not found.fresh
    assert found.finding is not None
    assert (found.finding.code, found.finding.severity) == ("P06", "block")


def test_an_approval_of_a_day_to_come_lets_nothing_out(site: Site) -> None:
    later = replace(approval(CHANGED), day=date(2099, 1, 1))
    assert not site.publish(CHANGED, approvals=(later,)).fresh


def test_only_what_a_correction_changed_has_to_hang_anew(site: Site) -> None:
    site.publish(REVENUE, FUND)
    told = changes_digest({"public-revenue": changes(data(REVENUE), data(CHANGED))})
    third = site.publish(
        CHANGED, FUND, approvals=(Amendment(CODE, 3, LATER, "漏记一笔", "业主委员会", told),)
    )
    assert [(one.document, one.changed) for one in third.editions[0].documents] == [
        ("public-revenue", True), ("maintenance-fund", False),
    ]  # fmt: skip


def test_the_same_can_be_printed_anew_where_somebody_approved_it(site: Site) -> None:
    plain = Amendment(CODE, 2, LATER, "字印坏了", "业主委员会", changes_digest({}))
    found = site.publish(REVENUE, approvals=(plain,))
    assert found.fresh
    assert found.editions[0].reason == "字印坏了。"


def test_months_that_were_opened_again_are_named(site: Site) -> None:
    edited = Edited(CODE, [Drawn(CHANGED, ("2025年8月",))], site.page, site.out.__getitem__)
    found = issue(edited, (approval(CHANGED),), LATER, address)
    assert found.editions[0].reason == "2025年8月重新打开过。漏记一笔停车费。"


def test_nothing_drawn_and_nothing_out_is_nothing() -> None:
    found = Site().publish()
    assert (found.editions, found.pages, found.fresh) == ((), (), False)


@pytest.mark.parametrize(
    ("reason", "by"),
    [
        ("业主来电 13812345678", "业主委员会"),
        ("身份证 330102196001011234 登记错", "业主委员会"),
        ("欧阳明月家漏记一笔", "业主委员会"),
    ],
)
def test_words_of_a_correction_that_name_somebody_go_nowhere(site: Site, reason: str, by: str) -> None:
    told = replace(approval(CHANGED), reason=reason, approved_by=by)
    edited = Edited(
        CODE, [Drawn(CHANGED)], site.page, site.out.__getitem__, watch=Watched(frozenset({"欧阳明月"}))
    )
    found = issue(edited, (told,), LATER, address)
    assert not found.fresh
    assert found.finding is not None
    assert (found.finding.code, found.finding.place.file) == ("D07", "amendments/2025-Q3.toml")
    assert reason not in found.finding.what
