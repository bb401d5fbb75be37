"""待核 at the desk: confirmed one by one or many at once, dropped, or the same as another."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests import month_story as story
from tests.desk_client import SIGNED, Person, content, git, imported, kept, with_gap, words

LOCKER, MARKET, CLEANER = "示例快递柜公司", "个人甲", "示例保洁公司"
BLANK = dict.fromkeys(("account", "proposed", "whose", "payee", "narration", "decision", "invoice", "contract", "attachments", "why", "other"), "")  # fmt: skip


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return imported(tmp_path)


def form(person: Person, who: str, do: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a form
    ref, seen = person.drafts()[who]
    return {**BLANK, "ref": ref, "seen": seen, "do": do, **SIGNED, **more}


def text_of(person: Person) -> str:
    return (person.folders[0] / "2025/2025-06.beancount").read_text("utf-8")


def test_each_draft_shows_what_is_proposed_and_why(person: Person) -> None:
    page = words(person.see("drafts"))
    assert "建议： 广告" in page
    assert "按 community.toml 第 28 行的规则" in page
    assert page.count("不知道是什么钱") == 3
    assert "−800.00" in page
    assert "3公共收益 3456农行；29 天" in page
    assert "全选能直接确认的 3 张" in page


def test_one_is_confirmed_with_account_and_original(person: Person) -> None:
    told = person.saved(
        person.send("drafts", form(person, LOCKER, "confirm", account="6004快递柜"), [story.INVOICE])
    )
    assert "凭证号 收-0001" in told
    assert "草稿 5 张" in told
    text = text_of(person)
    assert '2025-06-05 * "示例快递柜公司"' in text
    assert '  document: "../vouchers/2025/' in text
    assert "  Income:3公共收益:6004快递柜  -600.00 CNY" in text
    assert git(person.folders[0], "log", "-1", "--format=%an") == "李会计"


def test_the_ticked_are_confirmed_as_proposed_in_the_order_of_days(person: Person) -> None:
    drafts = person.drafts()
    chosen = [f"{drafts[who][1]} {drafts[who][0]}" for who in (CLEANER, "示例传媒公司", "农行")]
    told = person.saved(person.send("drafts", {"do": "confirm-chosen", "chosen": chosen, **SIGNED}))
    assert "凭证号 收-0001、付-0001、收-0002" in told
    assert text_of(person).count(" ! ") == 3
    assert len(git(person.folders[0], "log", "--format=%h", "-3").split()) == 3


def test_one_payment_is_split_into_several_accounts(person: Person) -> None:
    legs = {
        "leg-account": ["6001停车", "6003场地", ""], "split": ["", "", ""], "debit": ["", "", ""],
        "credit": ["232.00", "1000", ""],
    }  # fmt: skip
    person.saved(person.send("drafts", form(person, MARKET, "confirm", attachments="1", **legs)))
    text = text_of(person)
    assert "6001停车  -232.00 CNY" in text
    assert "6003场地  -1000.00 CNY" in text
    wrong = {**legs, "credit": ["232.00", "1", ""]}
    refused = person.send("drafts", form(person, "示例门窗店", "confirm", **wrong))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="232.00"' in refused.text


def test_a_refusal_keeps_what_was_typed_beside_its_draft(person: Person) -> None:
    before = content(person.folders[0])
    answer = person.send(
        "drafts",
        form(person, MARKET, "confirm", account="没有的科目", narration="场地费", invoice="123"),
        [story.INVOICE],
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有保存" in words(answer)
    assert 'value="没有的科目"' in answer.text
    assert 'value="场地费"' in answer.text
    assert len(kept(answer)) == 1
    assert answer.text.count("<details open>") == 1
    assert content(person.folders[0]) == before


def test_what_is_still_unsaid_is_refused(person: Person) -> None:
    answer = person.send("drafts", form(person, MARKET, "confirm"))
    assert "待查款项" in words(answer)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_dropped_draft_needs_a_reason_and_never_comes_back(tmp_path: Path) -> None:
    person = imported(tmp_path, with_gap())
    refused = person.send("drafts", form(person, MARKET, "drop"))
    assert "没有写明为什么不入账" in words(refused)
    told = person.saved(person.send("drafts", form(person, MARKET, "drop", why="银行误入，已退回")))
    assert "草稿 4 张" in told
    file = (story.FILE_NAME, with_gap().encode() + b"\n")
    again = person.saved(person.send("import", {"do": "write", "account": "", **SIGNED}, [file]))
    assert "新增 0 笔" in again


def test_a_row_that_the_bank_vouches_for_cannot_be_dropped(person: Person) -> None:
    before = content(person.folders[0])
    answer = person.send("drafts", form(person, MARKET, "drop", why="不要"))
    assert "账面余额是 1303.21 元，与写明的 2535.21 元不符" in words(answer)
    assert content(person.folders[0]) == before


def test_a_draft_may_be_the_same_payment_as_a_voucher(tmp_path: Path) -> None:
    person = imported(tmp_path, with_gap())
    person.saved(person.send("drafts", form(person, LOCKER, "confirm", account="6004")))
    told = person.saved(person.send("drafts", form(person, MARKET, "same", other="2025-06-S0001")))
    assert "是同一笔，不另记账" in told
    assert text_of(person).count(" ! ") == 3


def test_two_persons_at_one_draft_the_second_is_told(person: Person) -> None:
    stale = form(person, LOCKER, "confirm", account="6099")
    person.saved(person.send("drafts", form(person, LOCKER, "confirm", account="6004快递柜")))
    after = content(person.folders[0])
    answer = person.send("drafts", stale)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "已经记账" in words(answer)
    assert content(person.folders[0]) == after


def test_a_draft_that_was_changed_meanwhile_is_not_confirmed_blindly(person: Person) -> None:
    stale = form(person, LOCKER, "confirm", account="6004")
    path = person.folders[0] / "2025/2025-06.beancount"
    path.write_text(path.read_text("utf-8").replace("转账 场地费", "改过的摘要"), "utf-8")
    answer = person.send("drafts", stale)
    assert "这张草稿变了" in words(answer)


def test_nothing_ticked_and_no_signature_are_refused(person: Person) -> None:
    assert "一张也没有勾选" in words(person.send("drafts", {"do": "confirm-chosen", **SIGNED}))
    unsigned = form(person, LOCKER, "confirm", account="6004", reviewed="")
    assert "没有写明制单人和审核人" in words(person.send("drafts", unsigned))


def test_the_names_are_kept_until_the_browser_is_closed(person: Person) -> None:
    assert "制单 李会计，审核 王主任" in words(person.see("drafts"))
    assert 'value="李会计"' in person.see("vouchers/new").text
