"""The settings that Kafka reads: one node that is broker and controller, quick to start and to notice the dead."""

from pathlib import Path

from infra.broker.folder import HOST, Told

NODE = {
    "node.id": "1",
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    # Topics are declared, so one that nobody declared is a mistake.
    "auto.create.topics.enable": "false",
    # A test that brings old times with it keeps its records.
    "log.retention.ms": "-1",
}
ALONE = {
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
}
QUICK = {
    # Groups form at once, members that died are missed after a second where they ask for it, and so are transactions.
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "transaction.abort.timed.out.transaction.cleanup.interval.ms": "1000",
    # A broker that was killed may register anew once its last session is over.
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
}
SMALL = {
    "log.index.size.max.bytes": "1048576",
    "log.cleaner.dedupe.buffer.size": "33554432",
    "num.network.threads": "2",
    "num.io.threads": "4",
}
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"
SECURE = {
    "sasl.enabled.mechanisms": "SCRAM-SHA-512",
    # It checks others' passwords and has none of its own.
    "listener.name.client.scram-sha-512.sasl.jaas.config": f"{SCRAM} required;",
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "false",
    "super.users": "User:broker;User:admin",
    # Nodes know one another by certificate, people and programs by SCRAM.
    "listener.name.broker.ssl.client.auth": "required",
    "listener.name.controller.ssl.client.auth": "required",
    "ssl.principal.mapping.rules": "RULE:^CN=([^,]+).*$/$1/,DEFAULT",
    "ssl.keystore.type": "PEM",
    "ssl.truststore.type": "PEM",
    "ssl.enabled.protocols": "TLSv1.3",
}
PLAIN_PROTOCOLS = {"CLIENT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT"}
SECURE_PROTOCOLS = {"CLIENT": "SASL_SSL", "CONTROLLER": "SSL", "BROKER": "SSL"}


def properties(told: Told, data: Path) -> str:
    """The text of `server.properties` for one broker whose data is in `data`."""
    settings = NODE | ALONE | QUICK | SMALL | _listeners(told) | {"log.dirs": str(data)}
    if told.certificates is not None:
        settings |= SECURE | _stores(Path(told.certificates))
    settings |= told.settings
    return "".join(f"{name}={_escaped(value)}\n" for name, value in settings.items())


def _listeners(told: Told) -> dict[str, str]:
    protocols = PLAIN_PROTOCOLS if told.certificates is None else SECURE_PROTOCOLS
    return {
        "listeners": ",".join(f"{name}://{HOST}:{port}" for name, port in told.ports.items()),
        "listener.security.protocol.map": ",".join(f"{name}:{protocol}" for name, protocol in protocols.items()),
        "inter.broker.listener.name": "CLIENT" if told.certificates is None else "BROKER",
        "controller.quorum.bootstrap.servers": f"{HOST}:{told.ports['CONTROLLER']}",
    }


def _stores(certificates: Path) -> dict[str, str]:
    return {
        "ssl.keystore.location": str(certificates / "broker.pem"),
        "ssl.truststore.location": str(certificates / "ca.pem"),
    }


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n")
