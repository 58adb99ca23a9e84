"""What a city's data of a procedure may say, and what nobody could follow."""

from copy import deepcopy
from datetime import timedelta
from importlib.resources import files
from typing import Any, cast

import pytest
import yaml
from django.utils import translation

from titian.enrolment import rules
from titian.enrolment.errors import AuthorityMissing, MayNotCome, ProcedureUnsound
from titian.enrolment.templatetags.enrolment_words import repair_word
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    Comes,
    DocumentKind,
    Procedure,
    StepState,
)

SHIPPED: dict[str, Any] = yaml.safe_load(
    (files("titian.enrolment") / "data" / "procedures.yaml").read_text("utf-8")
)


def shipped(kind: ApplicationKind = ApplicationKind.NEW) -> Procedure:
    return rules.procedure(kind, SHIPPED[kind])


def test_every_kind_has_a_procedure_to_start_from() -> None:
    assert set(SHIPPED) == set(ApplicationKind)


@pytest.mark.parametrize("kind", list(ApplicationKind))
def test_what_is_shipped_can_be_followed(kind: ApplicationKind) -> None:
    assert shipped(kind).steps


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", list(ApplicationKind))
def test_what_may_be_mended_is_said_in_words(kind: ApplicationKind, language: str) -> None:
    wanted = rules.repairs_of(shipped(kind))

    with translation.override(language):
        said = [repair_word(name) for name in wanted]

    assert not [word for word in said if word.startswith(("repair.", "document."))]


def steps(body: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = body["steps"]
    return found


@pytest.mark.parametrize(
    "change, fault",
    [
        (lambda body: body.update(title=" "), "no_words"),
        (lambda body: steps(body).append(deepcopy(steps(body)[0])), "same_step_twice"),
        (lambda body: steps(body)[3].update(after=["mayor"]), "after_unknown_step"),
        (lambda body: steps(body)[0].update(after=["health"]), "steps_in_a_circle"),
        (lambda body: steps(body).pop(), "health_office_not_last"),
        (lambda body: steps(body)[3].update(after=["population"]), "health_office_not_last"),
        (lambda body: steps(body)[0].update(office="village"), "village_decides"),
        (lambda body: steps(body)[0].update(minutes=0), "no_time"),
        (lambda body: body.update(promise_minutes=60), "promise_too_short"),
        (lambda body: body.update(comes={"self": "with_letter"}), "nobody_may_come"),
        (lambda body: steps(body)[0].update(checks=[]), "machine_without_register"),
        (
            lambda body: body["documents"].append({"kind": "kk"}),
            "same_document_twice",
        ),
        (lambda body: body.update(is_urgent=True), "urgent_without_time"),
        (lambda body: steps(body)[0].update(minutes="60"), "unreadable"),
        (lambda body: body.update(comes={"mayor": "allowed"}), "unreadable"),
        (lambda body: body.pop("effect"), "unreadable"),
        (lambda body: body.update(steps="none"), "unreadable"),
    ],
)
def test_a_procedure_nobody_could_follow_is_named(change: Any, fault: str) -> None:
    body = deepcopy(SHIPPED["new"])
    change(body)

    with pytest.raises(ProcedureUnsound) as refused:
        rules.procedure(ApplicationKind.NEW, body)

    assert fault in list(cast("tuple[str, ...]", refused.value.data["faults"]))


def test_parallel_steps_count_once_on_the_longest_way() -> None:
    assert rules.longest_way(shipped()) == timedelta(hours=5)


def test_offices_work_at_one_time_and_the_health_office_after_them() -> None:
    first = rules.may_open(shipped(), {})
    checked = dict.fromkeys(("population", "social", "labour"), StepState.YES)

    assert [step.key for step in first] == ["population", "social", "labour"]
    assert [step.key for step in rules.may_open(shipped(), checked)] == ["health"]
    assert rules.may_open(shipped(), {**checked, "labour": StepState.OPEN}) == ()


ALL_YES = dict.fromkeys(("population", "social", "labour", "health"), StepState.YES)


@pytest.mark.parametrize(
    "said, has_room, act",
    [
        (ALL_YES, True, Act.APPROVE),
        (ALL_YES, False, Act.WAIT),
        ({**ALL_YES, "health": StepState.OPEN}, True, None),
        ({**ALL_YES, "social": StepState.RETURNED, "health": StepState.BLOCKED}, True, Act.RETURN),
        ({"population": StepState.NO, "social": StepState.RETURNED}, True, Act.REFUSE),
    ],
)
def test_what_the_offices_said_leads_to_one_act(
    said: dict[str, StepState], has_room: bool, act: Act | None
) -> None:
    assert rules.leads_to(shipped(), said, has_room=has_room) is act


def test_who_takes_no_place_of_the_city_waits_for_none() -> None:
    said = dict.fromkeys(
        (step.key for step in shipped(ApplicationKind.URGENT).steps), StepState.YES
    )

    assert rules.leads_to(shipped(ApplicationKind.URGENT), said, has_room=False) is Act.APPROVE


def test_mending_a_paper_leaves_what_was_approved() -> None:
    said = {**ALL_YES, "social": StepState.RETURNED, "health": StepState.BLOCKED}

    again = rules.again_after_mending(shipped(), said, {"paper"})

    assert again == {"social", "health"}


def test_another_person_on_the_card_is_a_new_question_to_all() -> None:
    said = {**ALL_YES, "social": StepState.RETURNED}

    again = rules.again_after_mending(shipped(), said, {rules.PEOPLE_CHANGED})

    assert again == {"population", "social", "labour", "health"}


def test_one_of_the_card_may_come() -> None:
    rules.require_may_come(shipped(), Comes.CARD, ())


def test_a_relative_comes_with_a_letter_of_authority() -> None:
    rules.require_may_come(shipped(), Comes.RELATIVE, {DocumentKind.AUTHORITY})

    with pytest.raises(AuthorityMissing):
        rules.require_may_come(shipped(), Comes.RELATIVE, {DocumentKind.KK})


def test_a_stranger_is_told_why_and_the_way_round() -> None:
    with pytest.raises(MayNotCome) as refused:
        rules.require_may_come(shipped(), Comes.OTHER, {DocumentKind.AUTHORITY})

    assert "surat kuasa" in str(refused.value.data["why"])
