"""The dated parameters as the migration seeds them, for tests without a database."""

from decimal import Decimal
from importlib import import_module

from titian.contributions.rules.parameters import Dated, Parameters


def the_law() -> Parameters:
    seeded = import_module("titian.contributions.migrations.0003_parameters")
    of_the_poor = import_module("titian.contributions.migrations.0010_dues_of_the_poor")
    rows = [
        Dated(key, Decimal(value), valid_from, valid_to)
        for key, value, valid_from, valid_to, *_ in (*seeded.ROWS, *of_the_poor.ROWS)
    ]
    rows += [
        Dated("ppu.wage_floor", Decimal(value), seeded.FLOORS_FROM, region=region)
        for region, value in seeded.FLOORS
    ]
    return Parameters(rows)
