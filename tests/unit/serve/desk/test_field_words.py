"""Refusals written for commands are read by people who fill in a form."""

from datetime import date

import pytest

from jjledger.errors import OptionError, Trouble
from jjledger.serve.desk.field_words import Fields, day_typed, period_typed

FIELDS = Fields(
    {"--to": "to", "--version": "version"},
    {"--to": "贴到哪一天", "--version": "第几版", "--document": "哪一份"},
    {"照片.jpg": "papers"},
    {"--correct": "在下面改正。"},
)


def test_an_option_becomes_the_field_s_label_and_an_unknown_one_stays() -> None:
    assert FIELDS.said("请写  --to 日期，不写 --other") == "请写「贴到哪一天」日期，不写 --other"
    assert FIELDS.said("--together") == "--together"


def test_documents_are_called_by_their_titles() -> None:
    (told,) = FIELDS.troubles([Trouble("--document audit", "没有。", "可以写：contracts（合同台账公示）")])
    assert (told.place, told.remedy) == ("哪一份 审计报告公示", "可以写：合同台账公示")


def test_what_the_form_has_not_is_said_as_the_page_does_it() -> None:
    (told,) = FIELDS.troubles([Trouble("--to", "错了。", "写 --to 或 --correct 日期", "依据")])
    assert told == Trouble("贴到哪一天", "错了。", "在下面改正。", "依据")


def test_fields_are_marked_also_where_the_place_carries_a_value_or_is_a_file() -> None:
    troubles = [Trouble(place, "", "") for place in ("--version 7", "照片.jpg", "别处")]
    assert FIELDS.marked(troubles) == {"version", "papers"}


def test_days_and_periods_are_read_or_refused_at_their_field() -> None:
    assert day_typed("--to", "") is None
    assert day_typed("--to", "2025-07-20") == date(2025, 7, 20)
    with pytest.raises(OptionError) as refused:
        day_typed("--to", "七月")
    assert refused.value.trouble.place == "--to"
    assert period_typed("2025-H1").last_day == date(2025, 6, 30)
    for text, words in (("", "没有选"), ("2025-H3", "不是期间")):
        with pytest.raises(OptionError, match=words):
            period_typed(text)
