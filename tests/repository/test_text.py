"""What may stand in a committed file."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.repository.tree import kept_files, shown, text_of

# Written so that no pattern finds itself.
ADDRESSES = re.compile(r"index-ur[l]\s*[=\"']|extra-inde[x]|/simpl[e]/|\"resolve[d]\": *\"http")
MACHINE = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s])/")
TOOLS = re.compile(
    r"\b(?:claud[e]|anthropi[c]|chatgp[t]|copilo[t]|open[a]i|langua[g]e model)\b", re.IGNORECASE
)
PROMISE = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b(?!\(#\d+\))")
SILENCED = re.compile(
    r"#\s*(?:noq[a](?::\s*[A-Z0-9, ]+)?|type:\s*ignor[e](?:\[[\w, -]+\])?)\s*(.*)"
)
VENDORED = {".topojson", ".csv", ".svg"}


def lines() -> Iterator[tuple[Path, int, str]]:
    for path in kept_files():
        if path.suffix not in VENDORED and "axe" not in path.name:
            for number, line in enumerate(text_of(path).splitlines(), start=1):
                yield path, number, line


def found(pattern: re.Pattern[str], *, suffixes: set[str] | None = None) -> list[str]:
    return [
        f"{shown(path)}:{number}"
        for path, number, line in lines()
        if (suffixes is None or path.suffix in suffixes) and pattern.search(line)
    ]


def test_no_file_names_a_package_index() -> None:
    assert not found(ADDRESSES)


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert not found(MACHINE)


def test_no_file_speaks_of_the_tools_it_was_written_with() -> None:
    assert not found(TOOLS)


def test_what_is_still_to_do_names_its_issue() -> None:
    assert not found(PROMISE, suffixes={".py", ".html", ".js", ".css", ".toml", ".sh"})


def test_a_silenced_check_says_why() -> None:
    without_reason = [
        f"{shown(path)}:{number}"
        for path, number, line in lines()
        if path.suffix == ".py"
        and (silenced := SILENCED.search(line))
        and not silenced[1].strip(" #-")
    ]

    assert not without_reason, f"write the reason behind it, or mend the code: {without_reason}"


def test_the_patterns_find_what_they_look_for() -> None:
    assert MACHINE.search("see /wor" + "k/shared/style.md")
    assert not MACHINE.search("/kerja/wor" + "k/x")
    assert PROMISE.search("# TOD" + "O: later")
    assert not PROMISE.search("# TOD" + "O(#12): later")
    assert SILENCED.search("x = 1  # type: " + "ignore[index]")
