"""Which dead letters are sent again or dismissed, and what is written for each."""

from collections.abc import Iterable, Iterator

from contracts.problems import Unusable
from contracts.routing import FactKey, partition_of
from streams.kafka.dead_letters import DISMISSED, ERRORS, REPLAYED, Letter, Position, letters, letters_of
from streams.kafka.dead_letters_ending import Ending, Headers, Sending
from streams.kafka.reading import Span, Stored, Topics
from streams.kafka.topology import DEAD_LETTERS, EVENTS, FACTS_TOPICS

Found = tuple[Letter, Stored]


def at_positions(reader: Topics, positions: Iterable[Position]) -> Iterator[Found]:
    """The letters at some positions; Unusable for the first position where there is none."""
    spans = reader.spans(DEAD_LETTERS)
    for position in dict.fromkeys(positions):
        span = spans.get(position.partition, Span(0, 0))
        behind = Span(position.offset, span.end)
        found = next(letters_of(reader, position.partition, behind), None) if position.offset >= span.begin else None
        if found is None or found[0].position != position:
            raise Unusable(f"there is no dead letter at {position}")
        yield found


def unsettled(reader: Topics, reason: str | None = None, topic: str | None = None) -> Iterator[Found]:
    """The letters that nobody has dealt with, of a reason and from a topic where one is given."""
    for letter, record in letters(reader):
        if letter.settled is None and letter.is_wanted(reason, topic):
            yield letter, record


class Planner:
    """Says what is to be written for letters, looking up what stands behind the facts among them."""

    def __init__(self, reader: Topics) -> None:
        self._reader = reader
        self._partitions: dict[str, int] = {}
        self._last: dict[tuple[str, int], tuple[int, dict[bytes | None, int]]] = {}

    def why_not(self, letter: Letter, record: Stored) -> str | None:
        """Why a letter's record is not to be sent again."""
        if letter.settled:
            return f"it was {letter.settled}"
        if letter.origin.topic not in (*EVENTS, *FACTS_TOPICS):
            return f"it came from {letter.origin.topic}, which is no input of the pipeline"
        if letter.origin.is_fact and self._has_successor(letter, record):
            # It would take that record's place.
            return "a later record stands under the key of its fact"
        return None

    def replay(self, letter: Letter, record: Stored) -> Ending:
        """The letter's record as it came."""
        place = (letter.origin.topic, self._partition(letter, record))
        return Ending(letter, REPLAYED, Sending(*place, record.key, record.value, _original(record)))

    def dismiss(self, letter: Letter, record: Stored) -> Ending:
        """A fact's tombstone, which ends the doubt about its person; nothing where a later record took its place."""
        if not letter.origin.is_fact or self._has_successor(letter, record):
            return Ending(letter, DISMISSED, None)
        if FactKey.parse(record.key) is None:
            raise Unusable(f"{letter.position} has no key of a fact, and no tombstone can be written for it")
        place = (letter.origin.topic, letter.origin.partition)
        return Ending(letter, DISMISSED, Sending(*place, record.key, None, []))

    def _partition(self, letter: Letter, record: Stored) -> int:
        """A fact's is where the pipeline looked for it, an event's that of its key."""
        origin = letter.origin
        if origin.topic not in self._partitions:
            self._partitions[origin.topic] = len(self._reader.spans(origin.topic))
        if origin.is_fact or record.key is None:
            return origin.partition
        return partition_of(record.key, self._partitions[origin.topic])

    def _has_successor(self, letter: Letter, record: Stored) -> bool:
        """Whether a later record stands under a fact's key."""
        origin = letter.origin
        begin, last = self._last.get((origin.topic, origin.partition), (origin.offset + 1, None))
        if last is None or origin.offset + 1 < begin:
            begin = origin.offset + 1
            end = self._reader.spans(origin.topic).get(origin.partition, Span(0, 0)).end
            behind = self._reader.read(origin.topic, origin.partition, Span(begin, end))
            last = {stored.key: stored.offset for stored in behind}
            self._last[origin.topic, origin.partition] = begin, last
        return last.get(record.key, -1) > origin.offset


def _original(record: Stored) -> Headers:
    """The headers that the record came with; one without a value counts as absent, and cannot be sent."""
    return [(name, text) for name, text in record.headers if text is not None and not name.startswith(ERRORS)]
