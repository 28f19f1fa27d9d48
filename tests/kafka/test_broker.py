"""The broker that tests run on: a real one, ended and started as a test likes, gone when the tests are."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from confluent_kafka import Producer

from infra.broker.folder import Folder, Wanted
from tests.kafka.brokers import SCRIPT, Broker, new_folder
from tests.kafka.clients import SECONDS_MAX, administrator, ask, await_true, create, exists, read, silent, write
from tests.kafka.conftest import Topics


def test_records_come_back_in_order(broker: Broker, topics: Topics) -> None:
    """What one client wrote in a transaction, another reads in its order."""
    (topic,) = topics(["there-and-back"], 1)
    write(broker, topic, [b"a", b"b", b"c"])
    assert read(broker, topic, 3) == [b"a", b"b", b"c"]


def test_data_outlives_a_stop_and_a_kill(own_broker: Broker) -> None:
    """A broker that was stopped or killed comes back at its address with what was written."""
    address = own_broker.bootstrap
    create({"bootstrap.servers": own_broker.bootstrap}, "kept")
    for end, value in ((own_broker.stop, b"before stop"), (own_broker.kill, b"before kill")):
        write(own_broker, "kept", [value])
        end()
        assert ask("status", own_broker.folder)["running"] is False
        own_broker.start()
    assert own_broker.bootstrap == address
    assert read(own_broker, "kept", 2) == [b"before stop", b"before kill"]


def test_topics_nobody_declared_are_not_made(broker: Broker) -> None:
    """Writing to a topic that nobody declared fails, and makes none."""
    refused: list[bool] = []
    producer = Producer({"bootstrap.servers": broker.bootstrap, "message.timeout.ms": 2_000, "logger": silent()})
    producer.produce("undeclared", b"x", on_delivery=lambda error, _: refused.append(error is not None))
    producer.flush(SECONDS_MAX)
    assert refused == [True]
    assert "undeclared" not in administrator(broker).list_topics(timeout=SECONDS_MAX).topics


@pytest.mark.kafka
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_broker_outlives_its_keeper(how: signal.Signals) -> None:
    """When the process that keeps a broker is killed or asked to end, the broker is gone too."""
    folder = new_folder()
    keeper = subprocess.Popen(
        [sys.executable, SCRIPT, "run", folder, "--temporary"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with keeper:
        assert keeper.stdout is not None
        java = json.loads(keeper.stdout.readline())["pid"]
        keeper.send_signal(how)
    await_true(lambda: not exists(java))
    assert folder.exists() == (how == signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.kafka
def test_no_broker_outlives_killed_tests() -> None:
    """When the process that runs the tests is killed, the broker ends by itself and leaves no data."""
    folder = new_folder()
    program = f"""
from pathlib import Path
from tests.kafka.brokers import Broker
import os, signal
Broker(Path({str(folder)!r})).start()
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program], check=False, cwd=SCRIPT.parents[2])
    await_true(lambda: not folder.exists())


@pytest.mark.kafka
def test_a_broker_in_the_background_is_started_once(tmp_path: Path) -> None:
    """Started twice it is one, told alike; stopped twice it is stopped."""
    folder = tmp_path / "broker"
    try:
        first, second = ask("start", folder), ask("start", folder)
        assert first == second
        assert ask("status", folder) == first
    finally:
        stopped = [ask("stop", folder), ask("stop", folder)]
    assert [told["running"] for told in stopped] == [False, False]


@pytest.mark.kafka
def test_broken_data_is_told_in_one_line(tmp_path: Path) -> None:
    """A broker whose data is broken does not get ready, and says so in one line."""
    folder = Folder(tmp_path / "broker")
    with folder.locked():
        folder.remember(Wanted())
    folder.data.mkdir()
    (folder.data / "meta.properties").write_text("version=nothing\n")
    run = subprocess.run([sys.executable, SCRIPT, "start", folder.root], capture_output=True, text=True, check=False)
    assert run.returncode == 3
    assert run.stderr.count("\n") == 1
    assert "meta.properties" in run.stderr
