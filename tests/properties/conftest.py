"""Settings of the property tests: the same examples every time, and no clock."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is no counter-example, and a gate that fails must fail again.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate")
