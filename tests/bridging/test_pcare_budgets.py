"""How many statements a clinic's call costs, however many rows it reads."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.factories.care import (
    coming,
    later,
    make_clinic,
    make_hospital,
    make_patient,
    onward,
    register,
    today,
    told,
    visit,
    visited,
)
from tests.factories.wire import Hospital
from titian.bridging.types.wire import Wire

pytestmark = pytest.mark.django_db

AtMost = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def clinic() -> Hospital:
    made = make_clinic()
    made.get(Wire.PCARE, "/kesadaran")  # the door knows the consumer from now on
    return made


def test_a_card(clinic: Hospital, django_assert_max_num_queries: AtMost) -> None:
    patient = make_patient()

    with django_assert_max_num_queries(10):
        clinic.get(Wire.PCARE, f"/peserta/{patient.card}")


def test_a_registration(clinic: Hospital, django_assert_max_num_queries: AtMost) -> None:
    patient = make_patient()

    with django_assert_max_num_queries(30):
        later(clinic).send("POST", Wire.PCARE, "/pendaftaran", coming(patient))


def test_a_visit_with_a_referral(clinic: Hospital, django_assert_max_num_queries: AtMost) -> None:
    patient, hospital = make_patient(), make_hospital()
    register(clinic, patient)
    body = visited(patient, clinic, kdDiag1="N20.0", rujukLanjut=onward(hospital))

    with django_assert_max_num_queries(90):
        later(clinic).send("POST", Wire.PCARE, "/kunjungan", body)


def test_a_day_does_not_cost_more_with_more_people(
    clinic: Hospital, django_assert_max_num_queries: AtMost
) -> None:
    for _ in range(5):
        register(clinic, make_patient())

    with django_assert_max_num_queries(16):
        clinic.get(Wire.PCARE, f"/pendaftaran/tglDaftar/{told(today())}/0/50")


def test_a_history_does_not_cost_more_with_more_visits(
    clinic: Hospital, django_assert_max_num_queries: AtMost
) -> None:
    patient, hospital = make_patient(), make_hospital()
    visit(clinic, patient, kdDiag1="N20.0", rujukLanjut=onward(hospital))
    visit(clinic, patient, kdPoli="002", kdDiag1="K02.1")

    with django_assert_max_num_queries(24):
        clinic.get(Wire.PCARE, f"/kunjungan/peserta/{patient.card}")
