"""A worker on a locked-down broker: it does what its principal may, and waits where it may not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kafka.applying import apply, declaring, kept
from tests.kafka.brokers import SecuredBroker, new_folder
from tests.kafka.deployment import Deployment, await_true
from tests.processors.building import event, shop

pytestmark = pytest.mark.kafka

SALE = event("pos.sale.completed")


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[tuple[SecuredBroker, Deployment]]:
    """A broker that knows the worker's user, who may do nothing there yet, and has a topic for everything."""
    with kept(SecuredBroker(new_folder())) as broker:
        broker.add_user("assay")
        made = Deployment(broker.confluent("admin"), broker.environment("assay"), tmp_path)
        yield broker, made


def test_a_worker_waits_until_it_may_and_then_governs(deployment: tuple[SecuredBroker, Deployment]) -> None:
    """Over TLS and SCRAM; what keeps it is said, its password never is."""
    broker, made = deployment
    with made.worker("worker") as worker:
        await_true(lambda: "waiting, nothing is lost" in worker.said())
        done = apply(broker.environment("admin"), "--file", declaring(made.folder, partitions=4), "--yes")
        assert (done.returncode, done.stderr) == (0, "")
        made.put([shop(), {**SALE, "id": "sale-1"}])
        (line,) = made.await_ledger(["sale-1"])
        assert line["outcome"] == "governed"
        assert worker.said().count("waiting, nothing is lost") < 5
        assert worker.stop() == 0
        password = (broker.secrets / "assay.password").read_text()
        assert password not in worker.said()


def test_a_worker_whose_password_is_wrong_says_so_and_waits(deployment: tuple[SecuredBroker, Deployment]) -> None:
    """It does not spin, and it does not print what it tried."""
    _, made = deployment
    wrong = made.folder / "wrong"
    wrong.write_text("not-the-password")
    with made.worker("worker", ASSAY_KAFKA_SASL_PASSWORD_FILE=str(wrong)) as worker:
        await_true(lambda: "waiting, nothing is lost" in worker.said() or "goes on trying" in worker.said())
        assert worker.process.poll() is None
        assert "not-the-password" not in worker.said()
