"""Cheats: publications in which one thing is wrong and everything above it is consistently made to agree."""

from __future__ import annotations

from collections.abc import Sequence

from tests.attacks import lines, logs, manifests, pack_forms, qr, statements
from tests.attacks.case import Case, CodeCase
from tests.attacks.mutations import changed_packs


def all_cases() -> dict[str, Sequence[Case | CodeCase]]:
    """Give the cases by kind."""
    kinds = (pack_forms, statements, manifests, lines, logs)
    return {
        "packs": [case for kind in kinds for case in kind.cases()],
        "codes": list(qr.cases()),
        "mutations": list(changed_packs()),
    }
