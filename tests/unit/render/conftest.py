"""Holds for every paper of these tests: the printer has nothing to complain of."""

from __future__ import annotations

import pytest

from tests.unit.render.paper import complaints

quiet = pytest.fixture(autouse=True)(complaints)
