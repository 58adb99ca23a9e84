"""Every message says what it is about, so that people can wish to hear it or not."""

import pytest

from tests.repository.tree import SOURCE
from titian.config.packages import KINDS
from titian.notifications.types import Kind

TEMPLATES = sorted(
    str(path.relative_to(path.parents[2])) for path in SOURCE.glob("**/templates/*/messages/*.txt")
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_message_has_its_kind(template: str) -> None:
    assert any(template.startswith(beginning) for beginning in KINDS), (
        f"{template}: name its beginning in `config/packages.py` (KINDS)"
    )


def test_every_kind_is_a_kind() -> None:
    assert {Kind(kind) for kind in KINDS.values()} <= set(Kind)
    assert len(TEMPLATES) > 50
