"""Shares of keys: any two bring the bytes back, one does not, and a wrong word is found where it stands."""

from itertools import combinations

import pytest

from jjledger.errors import OptionError
from jjledger.store.key_shares import join, split, words_in

SECRET = bytes(range(64))


def test_any_two_give_it_back_in_either_order() -> None:
    shares = split(SECRET)
    assert len(shares) == 3
    for one, other in combinations(shares, 2):
        assert join([one, other], ["a", "b"]) == SECRET
        assert join([other, one], ["a", "b"]) == SECRET


def test_each_splitting_is_another_one_and_they_do_not_mix() -> None:
    first, second = split(SECRET), split(SECRET)
    assert set(first).isdisjoint(second)
    with pytest.raises(OptionError, match="不是同一次分的"):
        join([first[0], second[1]], ["a", "b"])


def test_one_share_twice_is_one() -> None:
    share = split(SECRET)[0]
    with pytest.raises(OptionError, match="同一份"):
        join([share, share], ["a", "b"])


def test_up_to_three_wrong_words_are_always_found() -> None:
    one, other, _ = split(SECRET)
    words = one.split()
    for places in ([0], [58], [7, 8], [20, 40, 58]):
        wrong = list(words)
        for place in places:
            wrong[place] = "academic" if wrong[place] != "academic" else "acid"
        with pytest.raises(OptionError, match="抄错"):
            join([" ".join(wrong), other], ["a", "b"])
    with pytest.raises(OptionError, match="抄错"):
        join([" ".join(words[:-1]), other], ["a", "b"])
    swapped = [*words[:4], words[5], words[4], *words[6:]]
    if swapped != words:
        with pytest.raises(OptionError, match="抄错"):
            join([" ".join(swapped), other], ["a", "b"])


def test_words_are_read_as_they_are_printed_and_as_people_type_them() -> None:
    printed = "密钥份额 1/3\n密钥指纹：0001 fdfd 2222 abcd\n保管人：3 office street\n2026-11-30\n\n 1 academic     2 acid\n 3 zero\n\n共 3 个词 abcd\n"
    for text in (printed, "academic acid zero", "ACAD\nacid\nzero\n", "1. academic 2、acid\n3) zero"):
        assert words_in(text, "x") == "academic acid zero"


@pytest.mark.parametrize("text", ["", "密钥份额", "1234", "保管人 academic"])
def test_a_text_without_a_share_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="没有份额"):
        words_in(text, "x")


@pytest.mark.parametrize("text", ["academic abcd", "academic acidic", "1 academic 2 zebra"])
def test_a_word_that_is_not_of_the_list_is_named(text: str) -> None:
    with pytest.raises(OptionError, match="第 2 个词"):
        words_in(text, "x")
