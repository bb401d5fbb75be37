"""A period under audit: one of the calendar's, or from one to another, as a committee's term of office runs."""

from __future__ import annotations

from typing import Any

import click

from jjledger.period import Period, parse_span


class AsSpan(click.ParamType[Period]):
    """A period as people write it: 2025, 2025-H1, or 2023..2025-H1."""

    name = "期间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:  # noqa: ANN401 -- click's signature
        """Read a period."""
        if isinstance(value, Period):
            return value
        try:
            return parse_span(value)
        except ValueError as error:
            self.fail(f"{error}。", param, ctx)
