"""A whole invented population: the same for the same seed, block by block of 1,000 people."""

from titian.demo.people.population.families import PEOPLE_PER_BLOCK, Population
from titian.demo.people.population.ground import Ground
from titian.demo.people.population.numbers import MOST_PEOPLE, card_number

__all__ = ["MOST_PEOPLE", "PEOPLE_PER_BLOCK", "Ground", "Population", "card_number"]
