"""What people wrote on a page survives writing it anew; what is new asks for a decision."""

from tools import catalogue, fields, pages, settings


def test_a_new_field_waits_for_a_decision() -> None:
    page = fields.page("")

    assert "| audit_entry.action | ? |" in page


def test_a_decision_once_taken_is_kept() -> None:
    decided = pages.table(["field", "personal", "scrubbed by"], [["audit_entry.action", "no", ""]])

    assert "| audit_entry.action | no |" in fields.page(decided)


def test_a_meaning_once_written_is_kept() -> None:
    before = settings.page("").replace(
        next(line for line in settings.page("").splitlines() if "| TITIAN_PORT |" in line),
        "| TITIAN_PORT | int | `8000` | the port |",
    )

    assert "| TITIAN_PORT | int | `8000` | the port |" in settings.page(before)


def test_settings_are_found_however_they_are_read() -> None:
    found = settings.settings()

    assert found["TITIAN_PORT"] == ("int", "8000")
    assert found["TITIAN_SEALING_KEY"][0] == "secret"
    assert "TITIAN_HOME" in found


def test_an_event_is_listed_once() -> None:
    names = [event.name for event in catalogue.events()]

    assert len(names) == len(set(names)) > 0
