"""What is carried on of a community that a publication leaves as it is: what lives, and nothing that says no day."""

from datetime import date

from jjledger.workflows.published_links import LinkFiles, recorded_links

ENDS = {"2025-H2": date(2026, 5, 1), "2025-H2.public-housing": date(2026, 5, 1), "2025": date(2026, 3, 1)}
PATHS = (
    "o/aa/2025-H2.bin",
    "o/aa/2025.bin",
    "o/aa/list.bin",
    "o/bb/2025-H2.public-housing.bin",
    "o/bb/list.bin",
)


def test_what_was_written_down_is_read_back() -> None:
    written = LinkFiles(PATHS, ENDS).record("yunting")
    assert set(written) == {"links yunting", "links-until yunting"}
    assert recorded_links(written, "yunting") == LinkFiles(PATHS, ENDS)
    assert recorded_links(written, "fengwan") == LinkFiles((), {})


def test_each_file_leaves_after_its_own_last_day_and_the_list_with_the_last() -> None:
    there = LinkFiles(PATHS, ENDS)
    assert there.on(date(2026, 3, 1)) == there
    assert there.on(date(2026, 3, 2)).paths == (PATHS[0], *PATHS[2:])
    assert there.on(date(2026, 5, 1)).paths == (PATHS[0], *PATHS[2:])
    assert there.on(date(2026, 5, 2)) == LinkFiles((), {})


def test_of_a_site_that_says_no_day_nothing_is_carried_on() -> None:
    before = {"links yunting": " ".join(PATHS)}
    assert recorded_links(before, "yunting").on(date(2026, 1, 1)).paths == ()
