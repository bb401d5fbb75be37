"""What several browser tests share: one browser, and one small site published and served once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.phone import CHROMIUM, chromium
from tests.publishing import district, publish
from tests.running import Running, running


@pytest.fixture(scope="session")
def phone_browser() -> Iterator[Any]:
    """Start a browser once."""
    with chromium() as running_browser:
        yield running_browser


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one small community of the sample, all its periods."""
    if not CHROMIUM.exists():
        pytest.skip("no chromium on this machine")
    place = tmp_path_factory.mktemp("walked")
    ended = publish(district(place / "ledgers", "fengwan"), place / "public")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return place / "public"


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory, published_site: Path) -> Iterator[Running]:
    """Serve it as a committee does."""
    with running(tmp_path_factory.mktemp("served"), "serve", "--public", str(published_site)) as served:
        yield served
