"""Where invented people live and are treated: read once, then handed to every process."""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

from titian.facilities import selectors as facilities_read
from titian.regions import selectors as regions_read

_VILLAGES = 30
_VILLAGE_CODE = len("35.73.01.1001")
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class Regency:
    code: str
    villages: tuple[str, ...]
    facilities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """The regencies with their running share of the population."""

    regencies: tuple[Regency, ...]
    shares: tuple[float, ...]

    def regency_of(self, family: int) -> Regency:
        """Spread evenly by population: each stretch of families looks like the whole."""
        return self.regencies[bisect(self.shares, (family * _GOLDEN) % 1.0)]


def read_ground() -> Ground:
    """Every kabupaten/kota with its population, some villages, and its puskesmas."""
    population = regions_read.population_of_regencies()
    villages: dict[str, list[str]] = defaultdict(list)
    for code, _ in regions_read.all_names():
        if len(code) == _VILLAGE_CODE and len(villages[code[:5]]) < _VILLAGES:
            villages[code[:5]].append(code)
    puskesmas = facilities_read.puskesmas_by_regency()
    total = sum(population.values())
    return Ground(
        tuple(
            Regency(code, tuple(villages[code]), tuple(puskesmas.get(code, ())))
            for code in population
        ),
        tuple(people / total for people in accumulate(population.values())),
    )
