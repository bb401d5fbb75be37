"""结账 at the desk: what stands in the way is shown with the page that clears it; closed months are held."""

import json
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import month_story as story
from tests.desk_client import FROM_PAGE, HOME, SIGNED, Person, content, git, imported, words

MONTH = "2025/2025-06.beancount"
ACCOUNTS = {row.payee: row.account for row in story.ROWS if row.account}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return imported(tmp_path)


def confirm_all(person: Person) -> None:
    for who, (ref, seen) in person.drafts().items():
        sent = {
            "do": "confirm",
            "ref": ref,
            "seen": seen,
            "account": ACCOUNTS.get(who, ""),
            "proposed": "",
            "whose": "",
            **SIGNED,
        }
        person.saved(person.send("drafts", sent))


def close(person: Person, do: str = "close", **more: str) -> str:
    return person.saved(person.send("closing", {"do": do, "month": "2025-06", **SIGNED, **more}))


def test_what_stands_in_the_way_leads_to_where_it_is_cleared(person: Person) -> None:
    page = person.see("closing")
    told = words(page)
    assert "轮到 2025-06" in told
    assert "2025-06 有 6 笔从对账单导入的草稿没有确认" in told
    assert 'href="/desk/yunxi/drafts">去待核' in page.text
    before = content(person.folders[0])
    refused = person.send("closing", {"do": "close", "month": "2025-06", **SIGNED})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert content(person.folders[0]) == before


def test_a_month_is_closed_and_opened_again_on_record(person: Person) -> None:
    confirm_all(person)
    assert "可以结账" in words(person.see("closing"))
    assert "结账 2025年6月：6 张凭证" in close(person)
    assert (person.folders[0] / "closed/2025-06.toml").is_file()
    assert "轮到 2025-07" in words(person.see("closing"))
    assert git(person.folders[0], "log", "-1", "--format=%an %s") == "李会计 结账 2025-06"
    refused = person.send("closing", {"do": "reopen", "month": "2025-06", "why": "", **SIGNED})
    assert "反结账要写明原因" in words(refused)
    close(person, "reopen", why="漏记一笔")
    assert "李会计 打开 2025-06" in words(person.see("closing"))
    assert "漏记一笔" in words(person.see("closing"))
    assert not (person.folders[0] / "closed/2025-06.toml").exists()


def test_nothing_is_written_into_a_closed_month_from_any_page(person: Person) -> None:
    confirm_all(person)
    close(person)
    before = content(person.folders[0])
    voucher = {
        "do": "save", "day": "2025-06-30", "fund": "", "payee": "某公司", "narration": "补记",
        "account": ["6002广告", "6099其他"], "split": ["", ""], "debit": ["1", ""], "credit": ["", "1"],
        "attachments": "1", **SIGNED,
    }  # fmt: skip
    answer = person.send("vouchers/new", voucher)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "结账" in words(answer)
    path = str(person.folders[0] / MONTH)
    held = person.client.get(f"/yunxi/api/source?filename={quote(path)}", base_url=HOME).json["data"]
    sent = {
        "file_path": path,
        "source": held["source"].replace("电梯广告费", "广告费"),
        "sha256sum": held["sha256sum"],
    }
    saved = person.client.put("/yunxi/api/source", base_url=HOME, headers=FROM_PAGE, json=sent)
    assert saved.status_code == HTTPStatus.CONFLICT
    assert "结账" in json.dumps(saved.json, ensure_ascii=False)
    assert content(person.folders[0]) == before


def test_a_month_that_is_not_over_or_not_its_turn_is_not_closed(person: Person) -> None:
    confirm_all(person)
    for month in ("2025-07", "2025-05", "x", ""):
        answer = person.send("closing", {"do": "close", "month": month, **SIGNED}) if month else None
        if answer is not None:
            assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_findings_lead_to_the_line_in_fava(person: Person) -> None:
    page = person.see("closing").text
    assert "/yunxi/editor/?file_path=" in page
    assert "&amp;line=" in page


def test_words_that_would_hold_the_publication_are_shown_and_keep_nobody_from_writing(person: Person) -> None:
    confirm_all(person)
    sound = words(person.see("closing"))
    assert "公示会因此暂停" not in sound
    folder = person.folders[0]
    (folder / "private").mkdir(exist_ok=True)
    (folder / "private/owners.csv").write_text("household,name,phone\n01-1-101,单元门,\n", encoding="utf-8")
    page = person.see("closing")
    assert "公示会因此暂停" in words(page)
    assert 'href="/desk/yunxi/vouchers">去凭证' in page.text
    assert "1 条阻断" in words(person.see(""))
    assert "改正以前不能写入" not in page.text
