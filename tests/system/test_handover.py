"""The hand-over list says what there is, by when it has to change hands, and is put on record."""

from __future__ import annotations

import json
import tomllib
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction

from tests.ledgers import SAMPLE, copy_of, run, without_plugin

TODAY = "2026-01-31"
ON = "2026-01-20"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of a community with three funds."""
    return copy_of(SAMPLE / "qingxi", tmp_path)


def _list(folder: Path, *more: str) -> dict[str, object]:
    answer = run(
        "jjledger",
        "handover",
        folder,
        "--on",
        ON,
        "--from",
        "王",
        "--taker",
        "李",
        "--json",
        "--today",
        TODAY,
        *more,
    )
    assert answer.returncode == 0, answer.stderr
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def _rows(found: dict[str, object], title: str) -> list[dict[str, str]]:
    sections = found["sections"]
    assert isinstance(sections, list)
    return next(section["rows"] for section in sections if title in section["title"])


def test_vouchers_and_balances_are_what_beancount_counts(folder: Path, tmp_path: Path) -> None:
    """By fund, year and kind, and the bank's balance to the end of the day."""
    entries, _, _ = loader.load_file(str(without_plugin(folder, tmp_path)))
    counts: Counter[tuple[str, str, str]] = Counter()
    banks: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, Transaction) and entry.date <= date.fromisoformat(ON):
            fund = entry.postings[0].account.split(":")[1][1:]
            counts[fund, str(entry.date.year), entry.meta["voucher"][0]] += 1
            for posting in entry.postings:
                if ":1001" in posting.account:
                    banks[posting.account] += posting.units.number
    found = _list(folder)
    assert {row["item"]: row["quantity"] for row in _rows(found, "记账凭证")} == {
        f"{fund} {year} 年“{kind}”字": f"{count} 张" for (fund, year, kind), count in counts.items()
    }
    told = {
        row["item"].split()[-1]: Decimal(row["quantity"].removesuffix(" 元").replace(",", ""))
        for row in _rows(found, "银行账户")
    }
    assert told == {name.split(":")[-1]: number for name, number in banks.items()}


@pytest.mark.parametrize(
    ("more", "due", "standing"),
    [
        ((), "2026-01-30", "应当在2026年1月30日以前移交，已超过 1 天。"),
        (("--reason", "member"), "2026-01-23", "应当在2026年1月23日以前移交，已超过 8 天。"),
        (("--reason", "member", "--done", "2026-01-23"), "2026-01-23", "2026年1月23日已移交，在期限内。"),
        (("--done", "2026-01-31"), "2026-01-30", "2026年1月31日已移交，超过期限 1 天。"),
        (("--reason", "bookkeeper"), None, "本地没有规定移交的期限。"),
    ],
)
def test_the_term_runs_as_the_article_says(
    folder: Path, more: tuple[str, ...], due: str | None, standing: str
) -> None:
    """台州市物业管理条例 第28条: ten days for a new committee, three for one member."""
    found = _list(folder, *more)
    assert (found["due"], found["standing"]) == (due, standing)


def test_it_is_put_on_record_and_printed(folder: Path) -> None:
    answer = run(
        "jjledger",
        "handover",
        folder,
        "--on",
        ON,
        "--from",
        "王",
        "--taker",
        "李",
        "--write",
        "--today",
        TODAY,
    )
    assert answer.returncode == 0, answer.stderr
    record = tomllib.loads((folder / f"handovers/{ON}-term.toml").read_text(encoding="utf-8"))
    assert (record["from"], record["to"], record["due"]) == ("王", "李", date(2026, 1, 30))
    assert {path.suffix for path in (folder / "private/print").iterdir()} == {".html", ".pdf"}
    assert (folder / "private/print").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--on", "2026-02-01", "--from", "王", "--taker", "李"), "还没有到"),
        (("--on", ON, "--from", "王", "--taker", "王"), "同一个人"),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    answer = run("jjledger", "handover", folder, *arguments, "--today", TODAY)
    assert answer.returncode == 2
    assert words in answer.stderr


CONTRACTS = {
    "2024-01": ("旧广告", "某广告公司", "2024-01-01", "2026-01-20"),
    "2025-01": ("快递柜", "某快递柜公司", "2025-03-01", "2026-01-19"),
    "2026-01": ("将来的", "某公司", "2026-01-21", "2026-12-31"),
}


def test_contracts_and_assets_change_hands_too(folder: Path) -> None:
    """Of the day of the hand-over: with its party and term what was agreed, in its place what is there."""
    (folder / "contracts").mkdir(exist_ok=True)
    for number, (title, party, first, last) in CONTRACTS.items():
        text = (
            f'number = "{number}"\ntitle = "{title}"\nkind = "other"\nparty = "{party}"\n'
            f'account = "Income:3公共收益:6004快递柜"\nfirst_day = {first}\nlast_day = {last}\n'
            '[[due]]\nevery = "year"\nday = 1\namount = "1.00"\n'
        )
        (folder / f"contracts/{number}.toml").write_text(text, encoding="utf-8")
    (folder / "contracts/broken.toml").write_text("number =", encoding="utf-8")
    rows = [
        "GG-01,广告位,轿厢广告框,1幢电梯,4,2024-01-01,2026-01-20,2024-01,",
        "GG-02,广告位,拆掉的灯箱,大门,1,2024-01-01,2026-01-19,,",
        "YF-01,物业用房,业委会办公室,,1,2024-01-01,,,",
        "YF-02,物业用房,还没有交付的,,1,2026-01-21,,,",
    ]
    heading = "id,class,name,place,quantity,since,until,contracts,note"
    (folder / "assets.csv").write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    found = _list(folder)
    told = [(row["item"], row["detail"]) for row in _rows(found, "合同") if "经营合同" in row["item"]]
    assert told == [
        ("经营合同 2024-01", "旧广告，某广告公司，2024-01-01 至 2026-01-20"),
        ("经营合同 2025-01", "快递柜，某快递柜公司，2025-03-01 至 2026-01-19，已到期"),
        ("经营合同 broken", "记录读不出来，请补写"),
    ]
    assert [(row["item"], row["quantity"], row["detail"]) for row in _rows(found, "公共资产")] == [
        ("广告位 GG-01", "数量 4", "轿厢广告框，1幢电梯"),
        ("物业用房 YF-01", "数量 1", "业委会办公室"),
    ]
