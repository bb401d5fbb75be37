"""The options of commands that write, under the name they had when `fund` alone wrote."""

from __future__ import annotations

from jjledger.cli.writing import Pen, finish, pen_options, record_options

__all__ = ["Pen", "finish", "pen_options", "record_options"]
