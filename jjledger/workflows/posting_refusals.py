"""What is refused of a record of what hung on the wall: a place, a day, a version or a photograph that cannot be."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.checks.posting_records import same_place
from jjledger.disclosure.events import events
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.masking import scan
from jjledger.disclosure.period_models import PeriodPage
from jjledger.encoding import one_line
from jjledger.errors import refusal
from jjledger.facts.posting_record import PostingRecord
from jjledger.period import Period, chinese_day, day_before
from jjledger.workflows.plan import planned
from jjledger.workflows.rulings import law_of
from jjledger.workflows.vouchers.private_words import names_of

BOTH: Final = "台州市物业管理条例第25条：在显著位置公示，并以电子方式告知全体业主"
_PRIVATE: Final = "个人信息保护法第25条：未经同意不公开"
_TOLD: Final = 6  # periods named in a refusal
_LONGEST_PLACE: Final = 40  # characters
# 张建国家门口 tells where somebody lives also where no list of owners is at hand; 老年之家门口 does not.
_HOME: Final = re.compile(r"(?<![之酒居])家(?:门口|门前|门外|门上|楼下|院子|隔壁|对面)")


def public_place(ledger: Ledger, words: str) -> str:
    """Give a place as it is shown.

    Args:
        ledger: a loaded community.
        words: as somebody typed them.

    Raises:
        OptionError: there are none, too many, or they tell of a person.

    Source: 个人信息保护法 第25条; R43.
    """
    place = one_line(words).strip()
    if not place:
        raise refusal("--place", "没有写贴在哪里。", "请写  --place 1幢大堂公告栏", BOTH)
    remedy = "请写公共的地点，例如  --place 1幢大堂公告栏"
    if len(place) > _LONGEST_PLACE:
        raise refusal("--place", f"地点写了 {len(place)} 个字，最多 {_LONGEST_PLACE} 个。", remedy)
    kinds = dict.fromkeys(hit.kind for hit in scan(place, names_of(ledger)))
    if _HOME.search(place):
        kinds["私人住处"] = None
    if kinds:
        raise refusal("--place", f"地点里有{'、'.join(kinds)}，公示页面上会显示。", remedy, _PRIVATE)
    return place


def refuse_unknown(ledger: Ledger, period: Period, document: str, today: date) -> None:
    """Refuse a period or a document that these books do not disclose."""
    books = ledger.books
    law = law_of(books.community)
    known = disclosed(ledger, today)
    if period.code not in known and "." not in period.code:
        known |= {period.code: {plan.document for plan in planned(books, law, today, period)}}
    documents = known.get(period.code, set())
    if not documents or period.last_day >= today:
        latest = sorted((code for code, found in known.items() if found), reverse=True)[:_TOLD]
        raise refusal(
            period.code, "这个小区没有这一期公示，或者这一期还没有结束。",
            f"可以写：{'、'.join(latest)}" if latest else "请先记账、公示，再登记张贴。",
        )  # fmt: skip
    if document and document not in documents:
        words = "、".join(f"{name}（{TITLES[name]}）" for name in TITLES if name in documents)
        raise refusal(f"--document {document}", f"{period.title}没有这一份公示。", f"可以写：{words}")


def disclosed(ledger: Ledger, today: date) -> dict[str, set[str]]:
    """Say which documents these books disclose, by the codes of the periods that are over."""
    books = ledger.books
    known: dict[str, set[str]] = {}
    for plan in planned(books, law_of(books.community), today, None):
        known.setdefault(plan.period.code, set()).add(plan.document)
    for event in events(books, day_before(today)):
        known.setdefault(event.period.code, set()).add(event.document)
    return known


def refuse_version(period: Period, version: int, out: PeriodPage | None) -> date | None:
    """Refuse a version that was never out; give the day on which it went out, None where nobody knows."""
    if out is None:
        return None
    issued = {edition.number: edition.issued for edition in out.editions}
    if version not in issued:
        raise refusal(
            f"--version {version}", f"{period.title}没有公示过第 {version} 版，现行的是第 {max(issued)} 版。",
            "请看纸上印的版次；不写 --version 就是现行的一版。",
        )  # fmt: skip
    return issued[version]


def refuse_days(period: Period, record: PostingRecord, issued: date | None, today: date) -> None:
    """Refuse days that cannot be: before the paper was there, in the future, or the wrong way round."""
    first, last = record.first_day, record.last_day
    if first < period.last_day or first > today:
        what = f"{chinese_day(first)}时{period.title}还没有结束，或者这一天还没有到。"
        raise refusal("--from", what, "请写贴出去的那一天。")
    if issued is not None and first < issued:
        what = f"{chinese_day(first)}时还没有这一版：{period.title}第 {record.version} 版 {chinese_day(issued)}才公示。"
        raise refusal("--from", what, "请对照照片，写贴出去的那一天；贴的是别的一版，请写 --version。")
    if last is not None and not first <= last <= today:
        raise refusal(
            "--to", f"{chinese_day(last)}在起始日 {chinese_day(first)}以前，或者还没有到。",
            "请写撕下或更换的前一天；还贴着的不写 --to。",
        )  # fmt: skip


def refuse_doubled(ledger: Ledger, record: PostingRecord, before: PostingRecord | None = None) -> None:
    """Refuse a paper that is on record at its place, and a photograph that is on record of another place.

    Args:
        ledger: a loaded community.
        record: what is to be put on record.
        before: the record that it replaces.
    """
    for other in ledger.books.posting_records:
        if other == before:
            continue
        if same_place(other, record):
            until = f"至 {chinese_day(other.last_day)}" if other.last_day else "还贴着"
            raise refusal(
                "--place", f"「{record.place}」已经登记过：{chinese_day(other.first_day)}起，{until}。",
                "撕下了的，不写 --from，写  --to 日期；日期登记错了的，写  --correct 登记的起始日；又贴了一次的，日子不要重叠。",
            )  # fmt: skip
        # One photograph of a board shows the papers of several periods, but no two boards.
        if other.place != record.place and set(other.photos) & set(record.photos):
            raise refusal(
                "--photo", f"这张照片已经登记为「{other.place}」的张贴。", "每一处请用在那里拍的照片。", BOTH
            )
