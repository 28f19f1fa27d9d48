"""The Faust application that people deploy: it supervises the slots, follows requests, and shows itself on pages."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final

import faust
from faust.web import Request, Response, View

from contracts.decode import decode_fact_record
from contracts.problems import Problem
from streams.kafka.connection import Connection
from streams.worker.process import Given
from streams.worker.requests import Due, due, opened
from streams.worker.supervisor import Supervisor

NAME: Final = "assay"
REQUESTS: Final = "governance.request"
DEADLINE_SECONDS: Final = 60.0
OK: Final = 200
UNAVAILABLE: Final = 503

_LOG = logging.getLogger("assay.host")
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Host:
    """A worker's Faust application, and its supervisor beside it: slots do not wait for what Faust waits for."""

    def __init__(self, given: Given, partitions: int, now: Clock = _now) -> None:
        self.app = _application(given, partitions)
        self.supervisor = Supervisor(given)
        self._requests = self.app.Table("open-requests", partitions=partitions)
        self._now = now
        self._told = Due(0, 0, 0)
        self._follow_requests()
        self._show()

    def due(self) -> Due:
        """How the requests that this host follows stand."""
        return due(list(self._requests.values()), self._now())

    def _follow_requests(self) -> None:
        topic = self.app.topic(REQUESTS, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")

        @self.app.agent(topic)
        async def follow(stream: Any) -> None:
            async for event in stream.events():
                # What is invalid is a dead letter of the slot that owns its partition; an error here would lose it.
                request = _request(event)
                if request:
                    self._requests[event.key.decode(errors="replace")] = request

        @self.app.timer(interval=DEADLINE_SECONDS)  # type: ignore[untyped-decorator] # Faust says nothing of it.
        async def tell() -> None:
            stand = self.due()
            if (stand.near, stand.late) != (self._told.near, self._told.late):
                _LOG.warning("requests: %d open, %d near their due date, %d past it", *stand)
                self._told = stand

    def _show(self) -> None:
        pages: dict[str, Callable[[], tuple[Any, int]]] = {
            "/livez": lambda: ({"alive": True}, OK),
            "/readyz": self._ready,
            "/slots": lambda: (self.supervisor.told(), OK),
            "/requests": lambda: ({**self.due()._asdict(), "requests": list(self._requests.values())}, OK),
        }
        for path, told in pages.items():
            self.app.page(path, name=path.strip("/"))(_page(told))

    def _ready(self) -> tuple[Any, int]:
        ready = self.supervisor.is_ready()
        return {"ready": ready}, OK if ready else UNAVAILABLE


def _page(told: Callable[[], tuple[Any, int]]) -> Callable[[View, Request], Awaitable[Response]]:
    async def page(view: View, _request: Request) -> Response:
        value, status = told()
        return view.json(value, status=status)

    return page


def _request(event: Any) -> dict[str, Any] | None:
    headers = list((event.headers or {}).items())
    try:
        return opened(decode_fact_record(headers, event.value)) if event.value is not None else None
    except Problem:
        return None


def _application(given: Given, partitions: int) -> faust.App:
    settings, connection = given.settings, given.connection
    return faust.App(
        NAME,
        broker=[f"kafka://{server}" for server in connection.bootstrap_servers],
        broker_credentials=_credentials(connection),
        store="memory://",
        datadir=settings.state / "host",
        web_bind=settings.web_host,
        web_host=settings.web_host,
        web_port=settings.web_port,
        topic_partitions=partitions,
        topic_allow_declare=False,
        consumer_auto_offset_reset="earliest",
        autodiscover=False,
    )


def _credentials(connection: Connection) -> Any:
    context = connection.tls.context() if connection.tls else None
    if connection.sasl:
        sasl = connection.sasl
        return faust.SASLCredentials(
            username=sasl.username, password=str(sasl.password), ssl_context=context, mechanism=sasl.mechanism
        )
    return faust.SSLCredentials(context=context) if context else None
