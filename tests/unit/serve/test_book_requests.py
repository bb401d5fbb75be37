"""What of a book's addresses, filters and spans of time reaches Fava."""

import re
import time

import pytest

from jjledger.serve.book_requests import filter_for, reaches_fava, why_costly

NOTE = "；".join(f"{number:02d}幢 76 户 768,267.30 元" for number in range(40))


@pytest.mark.parametrize(
    "path",
    [
        "", "income_statement/", "balance_sheet/", "trial_balance/", "journal/", "errors/", "editor/",
        "account/Assets:3公共收益/", "extension/DisclosurePreview/", "extension/CheckResults/",
        "download-journal/", "api/changed", "api/source", "api/source_slice", "api/context",
        "api/journal_page", "api/account_report",
    ],
)  # fmt: skip
def test_what_the_pages_need_is_let_through(path: str) -> None:
    assert reaches_fava(path, {})


@pytest.mark.parametrize(
    "path",
    [
        "query/", "import/", "document/", "statement/", "download-query/query_result.csv", "jump",
        "extension/Other/", "extension/CheckResults/run", "extension_js_module/CheckResults.js",
        "api/query", "api/extract", "api/imports", "api/payee_accounts", "api/add_document", "api/upload_import_file",
        "api/move", "api/document", "api/put_source", "api/source/", "api//source", "account/a/b/", "journal",
        "journal/../query/", "api/journal\n",
    ],
)  # fmt: skip
def test_everything_else_is_not(path: str) -> None:
    assert not reaches_fava(path, {})


@pytest.mark.parametrize(("name", "reaches"), [
    ("", True), ("book.beancount", True), ("./book.beancount", False), ("/etc/passwd", False), ("a\0b", False),
])  # fmt: skip
def test_no_file_but_the_book_can_be_named(name: str, reaches: bool) -> None:  # noqa: FBT001 -- an expectation
    assert reaches_fava("api/source", {"filename": name}) is reaches


@pytest.mark.parametrize("pattern", [
    "(a+)+$", "((1|2|3)*)*x", ".*.*zz", "(?x)(a+) *b", "(0|00)+户{2}$", "a{1,99}b{1,99}", "a" * 201,
])  # fmt: skip
@pytest.mark.parametrize("name", ["filter", "account"])
def test_a_pattern_that_may_take_long_is_refused(name: str, pattern: str) -> None:
    assert why_costly("api/journal", {name: pattern}) == "筛选条件太复杂，请写得简单些。"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "停车",
        "#closing",
        "^2025-03-S0001",
        "-停车 (租金,利息)",
        'payee:"^某物业\\(杭州\\)\\.公司$"',
        "公共收益.*停车",
    ],
)
def test_a_pattern_of_a_reader_passes_and_is_quick(pattern: str) -> None:
    assert not why_costly("api/journal", {"filter": pattern})
    start = time.perf_counter()
    re.search(".*zz", NOTE)  # the dearest that passes: one repetition, no match
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize(
    "span", ["2025", "2025-03", "2025-Q1", "2024 to 2025", "1980 - 2025", "year-1 to year"]
)
def test_a_span_of_a_few_years_passes(span: str) -> None:
    assert not why_costly("api/balance_sheet", {"time": span})


@pytest.mark.parametrize("span", ["1 to 9999", "1970 to 2025", "2025-13", "去年", "2025 to 2024", "2" * 201])
def test_a_span_that_is_none_or_too_long_is_refused(span: str) -> None:
    assert "时间" in why_costly("api/balance_sheet", {"time": span})


@pytest.mark.parametrize("interval", ["day", "week", "DAY"])
def test_days_are_counted_within_a_year_only(interval: str) -> None:
    assert not why_costly("api/account_report", {"interval": interval, "time": "2024"})  # 366 days
    assert "按日" in why_costly("api/account_report", {"interval": interval, "time": "2024 to 2025-01-01"})
    assert "按日" in why_costly("api/account_report", {"interval": interval})
    assert not why_costly("api/account_report", {"interval": "month"})


def test_a_page_that_reckons_nothing_is_never_costly() -> None:
    assert not why_costly("journal/", {"filter": ".*.*", "interval": "day", "time": "?"})
    assert why_costly("download-journal/", {"filter": ".*.*"})


@pytest.mark.parametrize(("path", "args", "expected"), [
    ("api/income_statement", {}, "-#closing"),
    ("api/income_statement", {"filter": " 停车,租金 "}, "(停车,租金) -#closing"),
    ("api/account_report", {"a": "Income:3公共收益"}, "-#closing"),
    ("api/account_report", {"a": "Expenses"}, "-#closing"),
    ("api/account_report", {"a": "Equity:3公共收益", "filter": "停车"}, "停车"),
    ("api/account_report", {"a": "Assets"}, ""),
    ("api/balance_sheet", {}, ""),
    ("api/balance_sheet", {"a": "Income"}, ""),
    ("api/journal_page", {"filter": "停车"}, "停车"),
])  # fmt: skip
def test_only_income_and_expense_are_seen_without_closings(
    path: str, args: dict[str, str], expected: str
) -> None:
    assert filter_for(path, args) == expected
