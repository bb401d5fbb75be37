"""What the server keeps between two pages, and that it does not grow for ever."""

from jjledger.serve.desk.kept import SavedNotes, Uploads
from jjledger.workflows.originals import Paper


def test_a_file_is_found_by_its_token_alone() -> None:
    uploads = Uploads()
    first = uploads.put(Paper("a.pdf", b"x"))
    second = uploads.put(Paper("b.pdf", b"x"))
    assert first != second
    assert uploads.get(first) == Paper("a.pdf", b"x")
    assert uploads.get("../a.pdf") is None


def test_the_oldest_files_go_when_there_is_no_room() -> None:
    uploads = Uploads(most_bytes=10)
    first = uploads.put(Paper("a", b"12345"))
    second = uploads.put(Paper("b", b"12345"))
    uploads.put(Paper("a", b"12345"))  # sent again: the latest now
    third = uploads.put(Paper("c", b"1"))
    assert uploads.get(second) is None
    assert uploads.get(first) is not None
    assert uploads.get(third) is not None
    large = uploads.put(Paper("d", bytes(99)))
    assert uploads.get(large) is not None  # one always fits


def test_what_was_saved_is_told_to_who_has_the_token() -> None:
    notes = SavedNotes()
    token = notes.put(["已记账"])
    assert notes.get(token) == ("已记账",)
    assert notes.get("已记账") == ()
    for _ in range(300):
        notes.put(["x"])
    assert notes.get(token) == ()
