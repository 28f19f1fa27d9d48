"""A worker under faults on a real broker: it waits, says so once, and loses and doubles nothing."""

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

from streams.worker.settings import SESSION_MS
from tests.kafka.brokers import Broker
from tests.kafka.clients import exists
from tests.kafka.deployment import Deployment, Json, await_true
from tests.processors.building import event, shop

SALE = event("pos.sale.completed")
TMPFS_MIB = 160
ROOM_LEFT_KIB = 256


def deployed(broker: Broker, folder: Path) -> Deployment:
    made = Deployment(
        {"bootstrap.servers": broker.bootstrap}, {"ASSAY_KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap}, folder
    )
    made.make_topics()
    made.put([shop()])
    return made


@pytest.fixture
def deployment(own_broker: Broker, tmp_path: Path) -> Deployment:
    return deployed(own_broker, tmp_path)


def sales(prefix: str, count: int) -> list[Json]:
    return [{**SALE, "id": f"{prefix}-{number}", "subject": f"person-{number % 9}"} for number in range(count)]


def assert_once(deployment: Deployment, events: list[Json]) -> None:
    """Each event has one line in the ledger, and one copy in its store."""
    wanted = Counter({each["id"]: 1 for each in events})
    deployment.await_ledger(wanted)
    assert Counter(line["id"] for line in deployment.ledger()) == wanted
    copies = deployment.read("sink.crm_store")
    assert Counter(copy.headers["ce_causationid"].decode() for copy in copies) == wanted


def test_a_broker_that_is_restarted_or_killed_is_waited_for(own_broker: Broker, deployment: Deployment) -> None:
    """The worker says so, and goes on where it was."""
    events = sales("restart", 600)
    with deployment.worker("worker") as worker:
        deployment.put(events[:200])
        deployment.await_ledger([events[0]["id"]])
        own_broker.stop()
        own_broker.start()
        deployment.put(events[200:400])
        own_broker.kill()
        own_broker.start()
        deployment.put(events[400:])
        assert_once(deployment, events)
        assert worker.process.poll() is None
        said = [line for line in worker.said().splitlines() if "waiting" in line or "trying" in line]
        assert said
        assert len(said) < 60
        assert worker.stop() == 0


def test_a_transaction_that_is_aborted_is_tried_again_from_its_start(deployment: Deployment) -> None:
    """A sink's topic that takes nothing holds everything up, and shows nothing of it; then all comes, once."""
    events = sales("abort", 50)
    with deployment.worker("worker") as worker:
        deployment.put(events[:1])
        deployment.await_ledger([events[0]["id"]])
        _set(deployment, "sink.crm_store", "max.message.bytes", "100")
        deployment.put(events[1:])
        await_true(lambda: "waiting, nothing is lost" in worker.said())
        assert [line["id"] for line in deployment.ledger()] == [events[0]["id"]]
        _set(deployment, "sink.crm_store", "max.message.bytes", str(4 << 20))
        assert_once(deployment, events)
        assert worker.said().count("waiting, nothing is lost") <= 2
        assert "going on after" in worker.said()


def test_a_slot_that_was_frozen_and_replaced_can_write_nothing_more(deployment: Deployment) -> None:
    """Another worker takes its partitions over; when it wakes up, its transaction is refused."""
    events = sales("frozen", 300)
    with deployment.worker("first") as first, deployment.worker("second") as second:
        assert first.slots()
        assert second.slots()
        deployment.put(events[:100])
        deployment.await_ledger(each["id"] for each in events[:100])
        frozen = first.slots()
        deployment.put(events[100:200])
        for slot in frozen:
            os.kill(slot, signal.SIGSTOP)
        deployment.put(events[200:])
        time.sleep(SESSION_MS / 1000)
        deployment.await_ledger(each["id"] for each in events)
        for slot in frozen:
            os.kill(slot, signal.SIGCONT)
        assert_once(deployment, events)
        more = sales("thawed", 50)
        deployment.put(more)
        assert_once(deployment, events + more)


def test_no_slot_outlives_its_worker(deployment: Deployment) -> None:
    """A worker that is killed leaves nothing behind that could go on writing."""
    with deployment.worker("worker", slots=2) as worker:
        slots = worker.slots()
        worker.kill()
        await_true(lambda: not any(map(exists, slots)))


def test_a_worker_told_to_stop_while_brokers_are_away_ends(own_broker: Broker, deployment: Deployment) -> None:
    """It does not wait for them, and leaves no slot behind."""
    with deployment.worker("worker") as worker:
        deployment.put(sales("away", 5))
        deployment.await_ledger(["away-0"])
        slots = worker.slots()
        own_broker.stop()
        assert worker.stop() == 0
        await_true(lambda: not any(map(exists, slots)))


def test_two_workers_of_one_name_and_folder_are_told_apart(deployment: Deployment) -> None:
    """The second says that the folder is taken, and touches nothing."""
    with deployment.worker("worker") as first:
        deployment.put(sales("shared", 1))
        deployment.await_ledger(["shared-0"])
        with deployment.worker("worker") as second:
            await_true(lambda: "another worker is at work in this state folder" in second.said())
        deployment.put(sales("still", 1))
        deployment.await_ledger(["still-0"])
        assert first.process.poll() is None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system that a test can fill."""
    if os.geteuid() != 0:
        if "tmpfs" in os.environ.get("ASSAY_SKIP", "").split(","):
            pytest.skip("ASSAY_SKIP names tmpfs")
        pytest.fail("only root can mount a small tmpfs (ASSAY_SKIP=tmpfs leaves this test out)", pytrace=False)
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={TMPFS_MIB}m", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.kafka
def test_a_broker_whose_disk_is_full_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    """It ends itself; with room again and started again, the worker goes on by itself."""
    events = sales("full", 300)
    with Broker(small_disk / "broker") as broker:
        deployment = deployed(broker, tmp_path)
        with deployment.worker("worker") as worker:
            deployment.put(events[:100])
            deployment.await_ledger([events[0]["id"]])
            ballast = small_disk / "ballast"
            _fill(small_disk, ballast)
            for each in events[100:]:
                deployment.put_later(each)
            await_true(lambda: "trying" in worker.said() or "waiting" in worker.said())
            ballast.unlink()
            broker.start()
            deployment.flush()
            assert_once(deployment, events)
            assert worker.process.poll() is None


def _fill(disk: Path, ballast: Path) -> None:
    room = os.statvfs(disk)
    with ballast.open("wb") as file:
        file.write(b"\0" * (room.f_bavail * room.f_frsize - (ROOM_LEFT_KIB << 10)))


def _set(deployment: Deployment, topic: str, name: str, value: str) -> None:
    change = ConfigEntry(name, value, incremental_operation=AlterConfigOpType.SET)
    resource = ConfigResource(ResourceType.TOPIC, topic, incremental_configs=[change])
    administrator = AdminClient(deployment.settings)
    for done in administrator.incremental_alter_configs([resource]).values():
        done.result()
