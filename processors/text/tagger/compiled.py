"""How the tagger's functions are compiled.

Only the entry is kept in the compile cache. The cache would not notice a change in a function that the entry calls, so
the entry is made anew for every state of the sources: `state_of_sources` is part of what it is cached under.
"""

from collections.abc import Callable
from importlib.resources import files
from typing import Any, TypeVar
from zlib import crc32

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])

OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True}
INNER: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, **OPTIONS}


def inner(function: Function) -> Function:
    """A function called by compiled functions only: it needs no way in from Python."""
    compiled: Function = njit(**INNER)(function)
    return compiled


def inner_as(signature: str) -> Callable[[Function], Function]:
    """The same for one signature: numbers of other types are converted, and the function is compiled once."""
    return njit(signature, cache=True, **INNER)  # type: ignore[return-value]


def entry(function: Function) -> Function:
    """A function called from Python, kept in the compile cache."""
    compiled: Function = njit(cache=True, **OPTIONS)(function)
    return compiled


def state_of_sources() -> int:
    """A number that changes with any source file of the tagger."""
    state = 0
    for source in sorted(files("processors.text.tagger").iterdir(), key=lambda source: source.name):
        if source.name.endswith(".py"):
            state = crc32(source.read_bytes().replace(b"\r\n", b"\n"), state)
    return state
