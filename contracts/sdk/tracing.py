"""The trace that an event belongs to, where the application is in one."""

import sys
from typing import Any, NamedTuple


class Trace(NamedTuple):
    """W3C trace context, as the attributes of an event have it."""

    traceparent: str | None = None
    tracestate: str | None = None


def current_trace() -> Trace:
    """The trace of OpenTelemetry's current span; none where there is no span, or no OpenTelemetry.

    An application that is in a span has imported it already, so nothing is imported here.
    """
    telemetry: Any = sys.modules.get("opentelemetry.trace")
    if telemetry is None:
        return Trace()
    span = telemetry.get_current_span().get_span_context()
    if not span.is_valid:
        return Trace()
    traceparent = f"00-{span.trace_id:032x}-{span.span_id:016x}-{int(span.trace_flags):02x}"
    return Trace(traceparent, span.trace_state.to_header() or None)
