"""What of a community is out, read from its folder of the site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jjledger.disclosure.models import CommunityPage
from jjledger.disclosure.period_models import PeriodPage
from jjledger.errors import refusal
from jjledger.workflows.disclose import Published
from jjledger.workflows.read_back import read_model


def published_at(folder: Path) -> Published | None:
    """Read what is out of a community.

    Args:
        folder: its folder of the site, d/<code>; it need not exist.

    Raises:
        RefusedError: what is there cannot be read, so that nobody can say what would be overwritten.
    """
    index = folder / "index.json"
    if not index.is_file():
        return None
    try:
        page = read_model(CommunityPage, index.read_text(encoding="utf-8"))
        periods = {
            path.parent.name: read_model(PeriodPage, path.read_text(encoding="utf-8"))
            for path in sorted(folder.glob("*/index.json"))
            if any(path.parent.glob("v[1-9]*"))
        }
    except ValueError as error:
        raise refusal(
            str(folder), "已经公示的内容读不出来，无法判断哪些有变化，所以没有动它。",
            "请恢复这个文件夹，或者换一个 --to 重新公示。", "已公示的内容不能改写",
        ) from error  # fmt: skip

    def read(name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads((folder / name / "data.json").read_text(encoding="utf-8"))
        return found

    return Published(page, periods, read)
