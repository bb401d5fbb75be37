"""What commands share that put something on record without a voucher: nobody signs, the day is the matter's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from jjledger.cli.fund.writing import Pen
from jjledger.cli.options import Day, json_option, today_option

F = TypeVar("F", bound=Callable[..., Any])


def record_options(command: F) -> F:
    """Add --date, --write, --json and --today; give them as `pen`."""
    options = (
        click.option("--date", "day", type=Day(), metavar="日期", help="事情发生的日期，默认今天。"),
        click.option("--write", is_flag=True, help="写入账本；不写这一项只预览。"),
        json_option,
        today_option,
    )

    @wraps(command)
    def with_pen(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- click passes whatever the command takes
        day, today = kwargs.pop("day"), kwargs.pop("today")
        kwargs["pen"] = Pen(
            day or today, day is not None, None, None, "", kwargs.pop("write"), kwargs.pop("as_json"), today
        )
        return command(*args, **kwargs)

    for option in reversed(options):
        with_pen = option(with_pen)
    return with_pen  # type: ignore[return-value]
