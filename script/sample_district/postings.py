"""What one community has on record of its notice boards, and of an owner who asked."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from sample_district.plan import Plan

# Period, day it went up, and how many days it hung; that day does not count.
_HUNG: Final = (
    ("2024", date(2025, 1, 20), 30),
    ("2025-Q1", date(2025, 4, 18), 20),
    ("2025-H1", date(2025, 7, 16), 30),
    ("2025-Q2", date(2025, 7, 16), 20),
    ("2025-Q3", date(2025, 10, 20), 20),
)
_PLACES: Final = ("东门公告栏", "01幢大堂公告栏")


def posting_files(plan: Plan) -> tuple[dict[str, str], str]:
    """Write where papers hung, and an objection with its answer.

    Returns:
        Files by their path in the community's folder, and rows for the list of originals.
    """
    files: dict[str, str] = {}
    rows = ""
    for period, first, days in _HUNG:
        last = first + timedelta(days=days)
        records = []
        for place in _PLACES:
            photo = f"照片（示例，虚构）：{plan.name}{place}，{first}，{period} 公示\n"
            digest = sha256(photo.encode()).hexdigest()
            file = f"vouchers/{first.year}/{digest[:16]}.txt"
            files[file] = photo
            rows += f"{file},{digest},posting,{first.year + 10}-12-31,{first},张贴照片 {period} {place}.txt\n"
            records.append(
                f'[[posting]]\nplace    = "{place}"\nfrom     = {first}\nto       = {last}\n'
                f'photos   = [\n  "{digest}",\n]\nrecorded = {last + timedelta(days=1)}\n'
            )
        files[f"posted/{period}.toml"] = "\n".join(records)
    files["objections/2025-10-28-1.toml"] = (
        'day       = 2025-10-28\nperiod    = "2025-Q3"\ndocument  = "public-revenue"\nline      = "停车"\n'
        'words     = "临时停车的收入，凭证在哪里看"\ndue       = 2025-11-12\n\n'
        '[answer]\nday    = 2025-11-03\nresult = "stands"  # 核对无误，维持\n'
        'words  = "每一行都能点开凭证；已逐笔同银行流水核对"\n'
    )
    return files, rows
