"""The file of the line: one that another version left is begun anew, and a million find room."""

import struct
from pathlib import Path

from titian.platform.http.room.keeper import Keeper
from titian.platform.http.room.rules import Order
from titian.platform.http.room.store import PLACES

_HEAD = struct.Struct("<IQQBB5d")  # mark, issued, admitted, order, open; paces, moments


def test_a_line_of_another_layout_is_begun_anew_above_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "line"
    old = _HEAD.pack(0x54525547, 900, 400, Order.OPEN, True, 5.0, 0.0, 0.0, 0.0, 0.0)
    path.write_bytes(old.ljust(6_000_000, b"\0"))

    keeper = Keeper(path, most_here=4)

    assert keeper.figures().waiting == 0
    assert not keeper.figures().is_open
    keeper.obey(Order.HOLD)
    assert keeper.join(key=7).number > 900


def test_a_million_find_room_in_a_file_that_takes_no_space_for_them(tmp_path: Path) -> None:
    path = tmp_path / "line"
    keeper = Keeper(path, most_here=4)
    keeper.obey(Order.HOLD)

    first, last = keeper.join_all([1, 2])

    assert PLACES >= 1_000_000
    assert first is not None
    assert last is not None
    assert last.before == first.before + 1
    assert path.stat().st_blocks * 512 < 1_000_000
