"""Faults as they are carried out: each hits somebody who is at work, and is over after its time."""

import signal
import time
from collections.abc import Callable
from itertools import count

from tests.chaos.crew import Crew
from tests.chaos.faults import Fault
from tests.chaos.node import Node
from tests.chaos.processes import send

AGAIN_SECONDS = 0.5
Undo = Callable[[], None]


class Strikes:
    """Carries out faults; several may last at the same time, but the broker has one at a time."""

    def __init__(self, crew: Crew, node: Node) -> None:
        self._crew, self._node = crew, node
        self._pending: list[tuple[float, int, Undo]] = []
        self._order = count()
        self._broker_is_well = True
        self._acts: dict[str, Callable[[str, Fault], str | None]] = {
            "kill a worker": lambda name, fault: self._kill(name, fault, with_state=False),
            "kill a worker with its state": lambda name, fault: self._kill(name, fault, with_state=True),
            "kill a slot": self._kill_slot,
            "freeze a worker": self._freeze,
            "freeze a slot": self._freeze_slot,
            "freeze a slot briefly": self._freeze_slot,
            "stop a worker": self._stop,
            "add a worker": self._add,
            "kill the broker": lambda _, fault: self._end_broker(self._node.kill, fault),
            "restart the broker": lambda _, fault: self._end_broker(self._node.stop, fault),
            "freeze the broker": self._freeze_broker,
        }

    def strike(self, fault: Fault) -> str | None:
        """Carry a fault out; whom it hit, or None where there is nobody to hit yet."""
        able = self._crew.able()
        if fault.kind.endswith("the broker"):
            if not self._broker_is_well:
                return None
            name = "the broker"
        elif able:
            name = able[int(fault.whom * len(able))]
        else:
            return None
        return self._acts[fault.kind](name, fault) or name

    def undo_due(self, *, at_once: bool = False) -> None:
        """End the faults whose time is over, or all."""
        due = list(self._pending) if at_once else [one for one in self._pending if one[0] <= time.monotonic()]
        for one in sorted(due):
            self._pending.remove(one)
            one[2]()

    def _after(self, seconds: float, undo: Undo) -> None:
        self._pending.append((time.monotonic() + seconds, next(self._order), undo))

    def _kill(self, name: str, fault: Fault, *, with_state: bool) -> None:
        self._crew.kill(name, with_state=with_state)
        self._after(fault.seconds, lambda: self._start(name))

    def _start(self, name: str) -> None:
        if not self._crew.start(name):
            self._after(AGAIN_SECONDS, lambda: self._start(name))

    def _kill_slot(self, name: str, fault: Fault) -> None:
        send(self._one_slot(name, fault), signal.SIGKILL)

    def _freeze(self, name: str, fault: Fault) -> None:
        self._crew.freeze_all(name)
        self._after(fault.seconds, lambda: self._crew.thaw(name))

    def _freeze_slot(self, name: str, fault: Fault) -> None:
        self._crew.freeze(name, self._one_slot(name, fault))
        self._after(fault.seconds, lambda: self._crew.thaw(name))

    def _one_slot(self, name: str, fault: Fault) -> list[int]:
        slots = self._crew.slots(name)
        return [slots[int(fault.whom * 997) % len(slots)]] if slots else []

    def _stop(self, name: str, fault: Fault) -> None:
        self._crew.dismiss(name)
        self._after(fault.seconds, lambda: self._start(name))

    def _add(self, _: str, fault: Fault) -> str:
        name = f"extra-{next(self._order)}"
        self._crew.start(name)
        self._after(fault.seconds, lambda: self._crew.dismiss(name))
        return name

    def _end_broker(self, end: Callable[[], None], fault: Fault) -> None:
        end()
        self._broker_is_well = False
        self._after(fault.seconds, self._start_broker)

    def _start_broker(self) -> None:
        self._node.start()
        self._broker_is_well = True

    def _freeze_broker(self, _: str, fault: Fault) -> None:
        self._node.freeze()
        self._broker_is_well = False
        self._after(fault.seconds, self._thaw_broker)

    def _thaw_broker(self) -> None:
        self._node.thaw()
        self._broker_is_well = True
