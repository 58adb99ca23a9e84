"""Identity beside the population registry: agreeing it decides, otherwise an officer does."""

from datetime import timedelta
from zlib import crc32

import pytest
from django.utils import translation
from pytest_django import Settings

from tests.factories.members import acting_for
from tests.factories.messages import words_of
from tests.factories.requests import MONDAY, Household, a_branch_officer, a_household, asks, decides
from titian.kernel.actors import Actor
from titian.members import rules
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import ChangeRequest, Person
from titian.members.templatetags.change_words import reason_words
from titian.members.types import ChangeView, PaperKind, RequestKind, RequestStep
from titian.notifications.models import Message
from titian.notifications.services.wording import worded
from titian.platform.db.sealing import blind_index

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAPERS = (PaperKind.KTP, PaperKind.KK, PaperKind.MARRIAGE)
NAME = {"why": "marriage", "full_name": "Dewi Lestari Santoso"}


def with_nik_ending(ending: str) -> Household:
    """The demo's registry reads its answers off the end of the NIK."""
    home = a_household()
    mother = home.row(home.mother)
    nik = f"{(mother.nik_sealed or '')[:12]}{crc32(str(mother.pk).encode()) % 90 + 10}{ending}"
    Person.objects.filter(pk=mother.pk).update(nik_index=blind_index("nik", nik))
    mother.nik_sealed = nik
    mother.save(update_fields=["nik_sealed"])
    return home


def a_name_for(home: Household) -> ChangeView:
    return asks(home.mother, RequestKind.IDENTITY, NAME, *PAPERS)


def test_when_the_registry_agrees_the_new_name_holds_at_once() -> None:
    home = with_nik_ending("12")

    view = a_name_for(home)

    assert [(one.step, one.by) for one in view.steps] == [
        (RequestStep.OPEN, "member"),
        (RequestStep.SET, "rule"),
        (RequestStep.DONE, "rule"),
    ]
    assert view.reason == "registry_agrees"
    assert home.row(home.mother).full_name == "Dewi Lestari Santoso"


@pytest.mark.parametrize("ending, state", [("51", "differs"), ("04", "unknown"), ("99", "away")])
def test_otherwise_an_officer_decides_and_sees_what_it_said(ending: str, state: str) -> None:
    home = with_nik_ending(ending)

    view = a_name_for(home)
    case = members_read.case(view.request_id, viewer=a_branch_officer(), at=MONDAY)

    assert (view.step, case.registry_state) == (RequestStep.OPEN, state)
    disagreeing = {one.field for one in case.registry if one.agrees is False}
    assert disagreeing == ({"full_name"} if state == "differs" else set())
    assert case.current["full_name"] == "Dewi Lestari"


def test_without_a_registry_an_officer_decides(settings: Settings) -> None:
    settings.TITIAN_REGISTRY = ""

    view = a_name_for(with_nik_ending("12"))

    assert view.step is RequestStep.OPEN


def test_of_what_the_registry_said_only_yes_and_no_are_kept() -> None:
    view = a_name_for(with_nik_ending("51"))

    kept = ChangeRequest.objects.get(pk=view.request_id).registry

    assert set(kept) == {"state", "evidence", "agrees"}
    assert set(kept["agrees"].values()) <= {True, False}


def test_every_message_is_within_two_sms_and_says_nothing_of_what_was_asked() -> None:
    home = with_nik_ending("51")
    phone = asks(home.mother, RequestKind.PHONE, {"channel": "sms", "phone": "081200000003"})
    decides(a_name_for(home))
    asks(home.mother, RequestKind.EMAIL, {"email": "dewi@surat.id"})
    members.undo(request_id=phone.request_id, by=a_member(home), at=MONDAY)
    members.apply_due_requests(at=MONDAY + timedelta(days=5))

    messages = Message.objects.filter(template__contains="request_").exclude(
        template__contains="request_code"
    )

    assert {m.template.rpartition("_")[2] for m in messages} == {
        "waiting.txt", "received.txt", "effective.txt", "undone.txt",
    }  # fmt: skip
    for message in messages:
        for language in ("id", "en"):
            words = words_of(message, language)
            assert len(words) <= 306, words
            assert "Santoso" not in words
            assert "0812" not in words
            assert "surat.id" not in words


def a_member(home: Household) -> Actor:
    return acting_for(home.mother)


@pytest.mark.parametrize("kind", list(RequestKind))
@pytest.mark.parametrize(
    "about", ["received", "missing", "decided", "refused", "effective", "undone", "waiting"]
)
def test_every_kind_has_its_words_in_every_message(kind: RequestKind, about: str) -> None:
    data: dict[str, str | int] = {"kind": str(kind), "day": "2026-12-01", "reason": "", "number": 7}
    for language in ("id", "en"):
        subject, text = worded(f"members/messages/request_{about}.txt", data, language)

        assert "request." not in subject + text
        assert len(f"{subject}\n{text}") <= 306


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_a_rule_or_an_officer_gives_has_its_words(language: str) -> None:
    given = {*rules.OWN_REASONS, *(one for reasons in rules.REASONS.values() for one in reasons)}

    with translation.override(language):
        unsaid = [one for one in given if reason_words(one) == f"change_reason.{one}"]

    assert not unsaid
    assert rules.why_failed("facilities.unknown") == rules.OTHERWISE
