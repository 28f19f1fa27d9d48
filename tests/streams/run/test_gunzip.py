"""A gzip gives every byte that stood before its break."""

import gzip
import io
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.gunzip import Gunzip
from tests.streams.run.stream import seeded


def read(zipped: bytes, size: int = 1 << 16) -> tuple[bytes, str | None]:
    gunzip = Gunzip(io.BytesIO(zipped))
    return io.BufferedReader(gunzip, size).read(), gunzip.broken


def text(seed: int, count: int) -> bytes:
    rng = seeded(seed)
    return b"".join(b"line %d %d\n" % (n, rng.randrange(10**9)) for n in range(count))


@given(st.lists(st.binary(max_size=2000), max_size=4), st.integers(0, 9), st.integers(1, 5000))
def test_members_follow_one_another(parts: list[bytes], zeros: int, size: int) -> None:
    """Whatever members a file has, and zeros after them, all of it is read."""
    zipped = b"".join(gzip.compress(part) + bytes(zeros) for part in parts)
    assert read(zipped, size) == (b"".join(parts), None)


@settings(max_examples=60)
@given(st.integers(1, 40_000), st.integers(1, 100_000))
def test_a_cut_gzip_gives_what_decompresses(cut: int, size: int) -> None:
    """All that stood before the cut is there, and the cut is told."""
    zipped = gzip.compress(text(1, 9000))
    cut = cut % (len(zipped) - 1) + 1
    expected = zlib.decompressobj(31).decompress(zipped[:cut])
    assert read(zipped[:cut], size) == (expected, "the gzip ends too early")


@settings(max_examples=60)
@given(st.integers(20, 40_000), st.integers(1, 255))
def test_a_spoilt_gzip_gives_what_stood_before(at: int, flip: int) -> None:
    """A byte spoilt anywhere leaves a true beginning; only bytes that the spoilt one stands for may be wrong."""
    whole = text(1, 9000)
    zipped = bytearray(gzip.compress(whole, mtime=0))
    at = at % (len(zipped) - 30) + 20
    zipped[at] ^= flip
    sound = zlib.decompressobj(31).decompress(bytes(zipped[:at]))
    made, broken = read(bytes(zipped))
    assert broken
    assert made[: len(sound)] == sound == whole[: len(sound)]


def test_garbage_after_a_member_is_told() -> None:
    """What follows a whole member and is none is a break."""
    assert read(gzip.compress(b"whole") + b"garbage") == (b"whole", "the gzip is broken")
