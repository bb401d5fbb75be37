"""What each new house gets when one is split, by floor area, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jjledger.rules.apportion import apportion


def split_fen(total_fen: int, areas_dm2: Sequence[int]) -> tuple[int, ...]:
    """Split a balance among new houses; the first takes the whole difference.

    Args:
        total_fen: what the old house had, >= 0.
        areas_dm2: of the new houses, each above zero, in the order named.

    Returns:
        Fen per new house; the sum is the total.

    Source: R15; practice of `domain.md` E3: the first row of a split takes the difference.

    Examples:
        >>> split_fen(10000, [1, 1, 1])
        (3334, 3333, 3333)
    """
    backwards = apportion(total_fen, np.array(areas_dm2[::-1], dtype=np.int64), "last")
    return tuple(backwards[::-1].tolist())
