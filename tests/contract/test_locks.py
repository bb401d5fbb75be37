"""The lock files hold every dependency at one version with hashes, and name no place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.]*)(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)


def pins(lock: str) -> dict[str, str]:
    """Read a lock: name to version. Anything but a pinned version with hashes is refused."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    lines = re.sub(r" \\\n +", " ", text).splitlines()
    found = {}
    for line in lines:
        if line and not line.startswith("#"):
            pin = PINNED.fullmatch(line)
            assert pin, f"{lock}: {line[:80]}"
            found[pin["name"]] = pin["version"]
    return found


def wanted(*groups: str) -> list[Requirement]:
    """Read what pyproject.toml asks for, with what builds the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["build-system"]["requires"] + project["project"]["dependencies"]
    lines += [line for group in groups for line in project["project"]["optional-dependencies"][group]]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "groups"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_every_dependency_is_locked_at_a_version_that_is_wanted(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)
    for requirement in wanted(*groups):
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{lock} lacks {requirement.name}; run script/lock"
        assert requirement.specifier.contains(version), (
            f"{lock}: {requirement} is not {version}; run script/lock"
        )


def test_the_tests_run_with_the_versions_that_are_installed_for_users() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_no_place_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    code = [line for line in text.splitlines() if not line.startswith("#")]
    assert not re.search(r"://|file:|\s@\s|/|--(?!hash=sha256:)", "\n".join(code))
