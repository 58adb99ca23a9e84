"""The embedded database under its own supervisor, in a process apart from the rest of Titian.

So that there is a network between: `python -m tests.faults.kills.database`, until SIGTERM.
"""

from titian.config.supervisor import Supervisor

if __name__ == "__main__":
    Supervisor([], embedded=True).run()
