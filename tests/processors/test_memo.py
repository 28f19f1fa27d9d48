"""What is worked out once is what working it out again would give."""

from processors.memo import Memo

MOST = 4


def test_a_memo_asks_once_and_never_holds_more_than_its_bound() -> None:
    """Each argument is worked out once until the memo is full; then it begins anew, with the same results."""
    asked: list[int] = []

    def squared(number: int) -> int:
        asked.append(number)
        return number * number

    memo = Memo(squared, MOST)
    assert [memo[number] for number in (2, 3, 2, 3)] == [4, 9, 4, 9]
    assert asked == [2, 3]
    for number in range(3 * MOST):
        assert memo[number] == number * number
        assert len(memo) <= MOST
