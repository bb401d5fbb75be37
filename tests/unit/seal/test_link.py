"""Links: the same secret leads to the same files, and nothing outside tells whose they are."""

import base64
import json
from hashlib import sha256
from time import process_time

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from jjledger.seal.link import Link, Shelf, link_of, sealed_bins

OWNER_KEY = bytes(range(32))
Papers = dict[str, dict[str, bytes]]
PAPERS: Papers = {
    "2025-H1": {"1-101": b"{first}", "1-102": b"{other}"},
    "2025-H2": {"1-101": b"{second}" * 100, "1-102": b"{", "1-103": b"{no link}"},
}


def sealed(papers: Papers, links: dict[str, Link]) -> dict[str, bytes]:
    return dict(sealed_bins([Shelf(name, packs, links) for name, packs in papers.items()]))


def opened(link: Link, data: bytes) -> bytes:
    """Open a file as somebody does who has only the link and the format."""

    def derived(info: bytes, size: int) -> bytes:
        return HKDF(algorithm=SHA256(), length=size, salt=b"", info=info).derive(link.token)

    framed = AESGCM(derived(b"jjledger/link/v1 key", 32)).decrypt(
        data[:12], data[12:], derived(b"jjledger/link/v1 id", 16).hex().encode()
    )
    size = int.from_bytes(framed[:4], "big")
    assert set(framed[4 + size :]) <= {0}
    return framed[4 : 4 + size]


def test_a_links_secret_is_the_keyed_hash_written_out() -> None:
    inner = sha256(bytes(b ^ 0x36 for b in OWNER_KEY.ljust(64, b"\0")) + b"jjledger/link/v1\n2025.0\n")
    outer = sha256(bytes(b ^ 0x5C for b in OWNER_KEY.ljust(64, b"\0")) + inner.digest())
    assert link_of(OWNER_KEY, 2025, 0).token == outer.digest()[:16]


def test_owner_year_and_turn_each_lead_elsewhere() -> None:
    found = {
        link_of(key, year, turn).id
        for key in (OWNER_KEY, bytes(32))
        for year in (2025, 2026)
        for turn in (0, 1, 10)
    }
    assert len(found) == 12


def test_the_two_ways_to_write_a_secret_say_the_same() -> None:
    link = link_of(OWNER_KEY, 2025, 0)
    assert base64.urlsafe_b64decode(link.fragment() + "==") == link.token
    assert len(link.fragment()) == 22
    assert base64.b32decode(link.spoken().replace(" ", "") + "======") == link.token
    assert [len(group) for group in link.spoken().split()] == [4, 4, 4, 4, 4, 4, 2]
    assert link.address("https://x.example/") == f"https://x.example/o/#{link.fragment()}"
    assert link.token.hex() not in repr(link)


def test_who_has_the_link_finds_the_list_and_everything_in_it() -> None:
    link = link_of(OWNER_KEY, 2025, 0)
    files = sealed(PAPERS, {"1-101": link})
    assert set(files) == {f"o/{link.id}/{name}.bin" for name in ("list", "2025-H1", "2025-H2")}
    assert json.loads(opened(link, files[f"o/{link.id}/list.bin"])) == ["2025-H1", "2025-H2"]
    for name in PAPERS:
        assert opened(link, files[f"o/{link.id}/{name}.bin"]) == PAPERS[name]["1-101"]


def test_nothing_is_made_for_a_room_without_link_or_without_paper() -> None:
    links = {"1-103": link_of(OWNER_KEY, 2025, 0), "9-999": link_of(bytes(32), 2025, 0)}
    files = sealed({"2025-H1": PAPERS["2025-H1"]}, links)
    assert files == {}


def test_another_link_opens_nothing_and_files_cannot_change_folders() -> None:
    mine, other = link_of(OWNER_KEY, 2025, 0), link_of(OWNER_KEY, 2025, 1)
    files = sealed(PAPERS, {"1-101": mine})
    for data in files.values():
        with pytest.raises(InvalidTag):
            opened(other, data)
        with pytest.raises(InvalidTag):
            AESGCM(mine.key).decrypt(data[:12], data[12:], other.id.encode())


def test_who_bought_during_the_year_finds_only_what_came_after() -> None:
    seller, buyer = link_of(OWNER_KEY, 2025, 0), link_of(bytes(32), 2025, 0)
    shelves = [
        Shelf("2025-H1", {"1-101": b"1"}, {"1-101": seller}),
        Shelf("2025-H2", {"1-101": b"2"}, {"1-101": buyer}),
    ]
    files = dict(sealed_bins(shelves))
    assert json.loads(opened(seller, files[f"o/{seller.id}/list.bin"])) == ["2025-H1"]
    assert json.loads(opened(buyer, files[f"o/{buyer.id}/list.bin"])) == ["2025-H2"]
    assert f"o/{buyer.id}/2025-H1.bin" not in files


def test_files_of_one_name_are_of_one_length_whatever_is_in_them() -> None:
    links = {"1-101": link_of(OWNER_KEY, 2025, 0), "1-102": link_of(bytes(32), 2025, 0)}
    files = sealed(PAPERS, links)
    for name in ("list", "2025-H1", "2025-H2"):
        lengths = {len(data) for path, data in files.items() if path.endswith(f"/{name}.bin")}
        assert len(lengths) == 1, name


def test_what_is_sealed_again_is_the_same_and_another_pack_has_another_nonce() -> None:
    links = {"1-101": link_of(OWNER_KEY, 2025, 0)}
    first, again = sealed(PAPERS, links), sealed(PAPERS, links)
    assert first == again
    corrected = sealed(PAPERS | {"2025-H1": {"1-101": b"{changed}"}}, links)
    path = next(path for path in first if path.endswith("2025-H1.bin"))
    assert first[path][:12] != corrected[path][:12]
    assert len({data[:12] for data in first.values()}) == len(first)


def test_the_same_pack_filled_up_further_has_another_nonce() -> None:
    links = {"1-101": link_of(OWNER_KEY, 2025, 0)}
    short = sealed({"2025": {"1-101": b"{}"}}, links)
    longer = sealed({"2025": {"1-101": b"{}", "1-102": b"{}" * 999}}, links)
    path = next(path for path in short if path.endswith("/2025.bin"))
    assert len(short[path]) != len(longer[path])
    assert short[path][:12] != longer[path][:12]


def test_files_are_filled_up_to_the_next_512_bytes() -> None:
    link = link_of(OWNER_KEY, 2025, 0)
    for size, filled in ((0, 0), (1, 512), (511, 512), (512, 512), (513, 1024), (5121, 5632)):
        files = sealed({"2025": {"1-101": b"x" * size}}, {"1-101": link})
        assert len(files[f"o/{link.id}/2025.bin"]) == 12 + 4 + filled + 16


def test_an_address_keeps_all_of_the_site_s_but_its_last_stroke() -> None:
    link = link_of(OWNER_KEY, 2025, 0)
    for site in ("https://x.example/X", "https://x.example/X/"):
        assert link.address(site) == f"https://x.example/X/o/#{link.fragment()}"


def test_six_thousand_packs_are_sealed_within_a_second() -> None:
    packs = {f"{room:04}": b"{%d}" % room * 700 for room in range(6000)}
    links = {room: link_of(room.encode() * 8, 2025, 0) for room in packs}
    start = process_time()
    files = sealed({"2025-H2": packs}, links)
    assert process_time() - start < 1
    assert len(files) == 12000
