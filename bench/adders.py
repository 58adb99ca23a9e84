"""Hospitals that tell of their numbers, in a process of their own: `python -m bench.adders` reads
a `Round` as JSON and prints what came of it.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from bench.hospitals import Hospital, signed
from bench.load import Connection, Job, storm

PATH = "/antreanrs/antrean/add"


@dataclass(frozen=True, slots=True)
class Given:
    """A number one hospital gave: the body of its call."""

    hospital: int
    body: str


@dataclass(frozen=True, slots=True)
class Round:
    port: int
    seconds: float
    hospitals: Sequence[Hospital]
    given: Sequence[Given]


def told(all_of: Round) -> dict[str, object]:
    return asdict(storm(_jobs(all_of), port=all_of.port, seconds=all_of.seconds))


def _jobs(all_of: Round) -> Iterator[Job]:
    headers = [signed(hospital) for hospital in all_of.hospitals]
    for one in all_of.given:
        yield _job(one, headers[one.hospital])


def _job(one: Given, headers: Mapping[str, str]) -> Job:
    async def tell(connection: Connection) -> bool:
        answer = await connection.call(PATH, headers, one.body.encode())
        return answer.status == 200 and b'"code":200' in answer.body

    return tell


if __name__ == "__main__":
    read = json.load(sys.stdin)
    read["hospitals"] = [Hospital(**one) for one in read["hospitals"]]
    read["given"] = [Given(**one) for one in read["given"]]
    json.dump(told(Round(**read)), sys.stdout)
