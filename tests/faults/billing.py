"""Bills a month in small steps, so that it can be ended in the middle; run by `inside`."""

import sys
import time
from datetime import date

from titian.contributions import services as contributions
from titian.contributions.services import billing
from titian.kernel import clock
from titian.kernel.actors import Actor

if __name__ == "__main__":
    billing._FAMILIES_AT_ONCE = 50
    contributions.bill_month(
        month=date.fromisoformat(sys.argv[1]),
        by=Actor.system("tests"),
        at=clock.now(),
        progress=lambda people: time.sleep(0.2),
    )
