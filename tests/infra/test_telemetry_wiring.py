"""What carries figures from workers to a screen fits together, place by place."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

INFRA = Path(__file__).parents[2] / "infra"


def _read(name: str) -> Any:
    return yaml.safe_load((INFRA / name).read_text())


def _port(endpoint: str) -> int:
    return int(endpoint.rpartition(":")[2])


def test_every_pipeline_is_made_of_parts_that_are_there() -> None:
    """Each part that a pipeline of the collector names is set up, and none is set up in vain."""
    collector = _read("otel-collector.yaml")
    pipelines = collector["service"]["pipelines"].values()
    for kind in ("receivers", "processors", "exporters"):
        assert {part for pipeline in pipelines for part in pipeline[kind]} == set(collector[kind])


def test_memory_is_bounded_before_anything_is_kept() -> None:
    """The bound on memory comes first in every pipeline."""
    pipelines = _read("otel-collector.yaml")["service"]["pipelines"].values()
    assert {pipeline["processors"][0] for pipeline in pipelines} == {"memory_limiter"}


def test_workers_tell_the_collector() -> None:
    """The place where workers send their figures is one where the collector listens."""
    told = urlsplit(_read("compose.yaml")["services"]["worker"]["environment"]["OTEL_EXPORTER_OTLP_ENDPOINT"])
    protocols = _read("otel-collector.yaml")["receivers"]["otlp"]["protocols"]
    assert told.hostname == "collector"
    assert told.port == _port(protocols["http"]["endpoint"])


def test_prometheus_asks_where_figures_are() -> None:
    """Prometheus asks the collector at the two ports where it shows the workers' figures and its own, and itself."""
    collector = _read("otel-collector.yaml")
    workers = _port(collector["exporters"]["prometheus"]["endpoint"])
    (reader,) = collector["service"]["telemetry"]["metrics"]["readers"]
    own = reader["pull"]["exporter"]["prometheus"]["port"]
    jobs = _read("prometheus.yml")["scrape_configs"]
    targets = {target for job in jobs for static in job["static_configs"] for target in static["targets"]}
    assert targets == {f"collector:{workers}", f"collector:{own}", "127.0.0.1:9090"}


def test_grafana_asks_prometheus() -> None:
    """Grafana's source of figures is the Prometheus of the composition."""
    (source,) = _read("grafana/datasources.yaml")["datasources"]
    place = urlsplit(source["url"])
    assert (place.hostname, place.port) == ("prometheus", 9090)
    assert "prometheus" in _read("compose.yaml")["services"]
