"""Every dependency comes under a licence we may pass on, and the list says which."""

import re

from tools.licences import PAGE, licences


def test_no_dependency_comes_under_a_licence_we_may_not_pass_on() -> None:
    strange = [
        f"{one.name}: {one.words or 'says nothing'}" for one in licences() if not one.is_allowed
    ]

    assert not strange, "read it, then allow it in tools/licences.py or do without"


def test_the_list_names_every_locked_dependency() -> None:
    listed = set(re.findall(r"^\| ([a-z0-9][\w.-]*) \|", PAGE.read_text(), re.MULTILINE))

    assert {one.name for one in licences()} <= listed, "python -m tools.licences"
