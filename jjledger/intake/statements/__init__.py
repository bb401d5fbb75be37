"""Statements of banks and payment apps: what they print, row by row, and what about them does not tie.

What lives here: the known layouts, and reading one. What must not: what a row means for the books.
"""

from __future__ import annotations

from jjledger.intake.statements.read import read_statement

__all__ = ["read_statement"]
