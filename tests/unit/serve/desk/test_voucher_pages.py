"""凭证 at the desk: listed, shown, filled in, undone, corrected, attached to."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from jjledger.errors import OptionError
from jjledger.serve.desk.voucher_pages import LegForm, typed_legs
from jjledger.workflows.vouchers.wanted import Leg
from tests import month_story as story
from tests.desk_client import SIGNED, Person, begun, content, git, kept, once, words

LEGS = {
    "account": [story.BANK_ACCOUNT, "6002广告", "", ""],
    "split": ["", "", "", ""],
    "debit": ["100.00", "", "", ""],
    "credit": ["", "1,00.00", "", ""],
}
VOUCHER = {
    "day": "2025-06-30", "fund": "3公共收益", "payee": "示例传媒公司", "narration": "补收广告费",
    "attachments": "", "decision": "", "invoice": "25332000000012345678", "contract": "", "corrects": "",
    **LEGS, **SIGNED,
}  # fmt: skip


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(begun(tmp_path))


def text_of(person: Person) -> str:
    return (person.folders[0] / "2025/2025-06.beancount").read_text("utf-8")


def written(person: Person, **more: Any) -> str:  # noqa: ANN401 - fields of a form
    return person.saved(person.send("vouchers/new", {**VOUCHER, "do": "save", "attachments": "1", **more}))


def test_a_voucher_is_previewed_then_saved_with_its_original(person: Person) -> None:
    before = content(person.folders[0])
    preview = person.send("vouchers/new", {**VOUCHER, "do": "preview"}, [story.INVOICE])
    assert preview.status_code == HTTPStatus.OK
    assert "收-0001" in words(preview)
    assert "还没有保存" in words(preview)
    assert 'value="补收广告费"' in preview.text
    assert content(person.folders[0]) == before
    tokens = kept(preview)
    assert len(tokens) == 1
    told = written(person, **{"papers-kept": tokens, "attachments": ""})
    assert "凭证号 收-0001" in told
    text = text_of(person)
    assert '2025-06-30 * "示例传媒公司" "补收广告费"' in text
    assert '  prepared: "李会计"\n  reviewed: "王主任"\n' in text
    assert "  attachments: 1\n" in text
    assert '  invoice: "25332000000012345678"\n' in text
    assert git(person.folders[0], "log", "-1", "--format=%an") == "李会计"
    assert git(person.folders[0], "status", "--porcelain") == ""
    page = person.see("vouchers/2025-06-S0001")
    assert "保洁发票.pdf" in page.text
    original = person.see(
        page.text.split('href="/desk/yunxi/originals/')[1].split('"')[0].join(["originals/", ""])
    )
    assert original.data == story.INVOICE[1]
    assert original.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("change", "reason"), [
    ({"debit": ["90.00", "", "", ""]}, "借贷不平"),
    ({"debit": ["-100.00", "", "", ""], "credit": ["", "-100.00", "", ""]}, "只写正数"),
    ({"narration": ""}, "没有写摘要"),
    ({"account": ["没有的科目", "6002广告", "", ""]}, "没有的科目"),
    ({"debit": ["一百", "", "", ""]}, "读不成金额"),
    ({"credit": ["5", "100.00", "", ""]}, "借方和贷方都写了"),
    ({"day": "2025-06-31"}, "读不成日期"),
    ({"reviewed": "李会计"}, "审核须由另一个人"),
    ({"prepared": ""}, "没有写明制单人"),
    ({"attachments": "两张"}, "读不成张数"),
    ({"split": ["scope", "", "", ""]}, "归属读不懂"),
    ({"papers-kept": "0" * 64}, "请重新选择文件"),
])  # fmt: skip
def test_what_is_refused_keeps_what_was_typed(person: Person, change: Mapping[str, Any], reason: str) -> None:
    before = content(person.folders[0])
    answer = person.send("vouchers/new", {**VOUCHER, "do": "save", **change})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = words(answer)
    assert "没有保存" in page
    assert "已保存" not in page
    assert reason in page
    assert 'value="示例传媒公司"' in answer.text
    assert f'value="{story.BANK_ACCOUNT}"' in answer.text or "account" in change
    assert "Traceback" not in answer.text
    assert content(person.folders[0]) == before


def test_a_file_outlives_a_refusal(person: Person) -> None:
    refused = person.send("vouchers/new", {**VOUCHER, "do": "save", "narration": ""}, [story.INVOICE])
    assert "保洁发票.pdf" in refused.text
    assert "附单据 1 张" in written(person, **{"papers-kept": kept(refused)})


def test_a_second_click_writes_nothing_and_leads_to_the_same_page(person: Person) -> None:
    sent = {**VOUCHER, "do": "save", "attachments": "1", "once": once(person.see("vouchers/new"))}
    first, second = person.send("vouchers/new", sent), person.send("vouchers/new", sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert text_of(person).count("补收广告费") == 1
    person.saved(person.send("vouchers/new", {**sent, "narration": "退回去改过的一张", "invoice": ""}))
    assert text_of(person).count(" * ") == 2
    assert once(person.see("vouchers/new")) != sent["once"]
    refused = {**VOUCHER, "do": "save", "narration": "", "once": once(person.see("vouchers/new"))}
    assert person.send("vouchers/new", refused).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    person.saved(
        person.send("vouchers/new", {**refused, "narration": "又一张", "invoice": "", "attachments": "1"})
    )


def test_without_scripts_a_line_is_added_by_the_server(person: Person) -> None:
    answer = person.send("vouchers/new", {**VOUCHER, "do": "more"})
    assert answer.text.count('name="account"') == len(LEGS["account"]) + 1


def test_a_voucher_is_undone_once_in_red(person: Person) -> None:
    written(person)
    told = person.saved(
        person.send(
            "vouchers/2025-06-S0001", {"do": "reverse", "day": "2025-06-30", "fund": "3公共收益", **SIGNED}
        )
    )
    assert "收-0002" in told
    page = person.see("vouchers/2025-06-S0002")
    assert "−100.00" in words(page)
    again = person.send(
        "vouchers/2025-06-S0001", {"do": "reverse", "day": "2025-06-30", "fund": "", **SIGNED}
    )
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "已由 2025-06-S0002 冲销" in words(again)
    assert "红字冲销" not in words(person.see("vouchers/2025-06-S0001"))


def test_a_correction_begins_with_what_was_wrong_and_writes_both(person: Person) -> None:
    written(person)
    form = person.see("vouchers/new?corrects=2025-06-S0001&fund=3公共收益")
    assert f'value="{story.BANK_ACCOUNT}"' in form.text
    assert 'value="100.00"' in form.text
    told = written(
        person, corrects="2025-06-S0001", narration="场地费", account=[story.BANK_ACCOUNT, "6003场地", "", ""]
    )
    assert "收-0002、收-0003" in told
    text = text_of(person)
    assert '  reverses: "2025-06-S0001"' in text
    assert '  corrects: "2025-06-S0001"' in text


def test_an_original_joins_a_posted_voucher_whose_text_stays(person: Person) -> None:
    written(person)
    before = text_of(person)
    sent = {"do": "attach", "fund": "3公共收益", **SIGNED}
    person.saved(person.send("vouchers/2025-06-S0001", sent, [story.QUOTE]))
    assert text_of(person).startswith(before.rstrip("\n"))
    assert "门窗维修发票.pdf" in person.see("vouchers/2025-06-S0001").text
    none = person.send("vouchers/2025-06-S0001", sent)
    assert none.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_list_is_narrowed_by_month_fund_and_words(person: Person) -> None:
    written(person)
    assert "收-0001" in words(person.see("vouchers?month=2025-06"))
    assert "收-0001" in words(person.see("vouchers?month=&fund=3公共收益&words=传媒"))
    assert "没有这样的凭证" in words(person.see("vouchers?month=2025-05"))
    assert "没有这样的凭证" in words(person.see("vouchers?month=&words=<script>"))
    assert "<script>" not in person.see("vouchers?words=<script>").text.split("</head>")[1]


def test_a_voucher_that_is_not_there_is_told(person: Person) -> None:
    answer = person.see("vouchers/2025-06-S0099")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有记账的凭证" in words(answer)


def test_a_button_nobody_has_does_nothing(person: Person) -> None:
    written(person)
    answer = person.send("vouchers/2025-06-S0001", {"do": "burn", "fund": "", **SIGNED})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_legs_are_read_as_typed() -> None:
    forms = [
        LegForm("6002", "", "", "1,200.50"),
        LegForm(),
        LegForm("5001", "scope=01", "7", ""),
        LegForm("1001"),
    ]
    assert typed_legs(forms) == (
        Leg("6002", -120050), Leg("5001", 700, (("scope", "01"),)), Leg("1001", None),
    )  # fmt: skip
    with pytest.raises(OptionError, match="第 2 行"):
        typed_legs([LegForm(), LegForm(debit="1")])
