"""What staff see of dues, and the fine that only a branch officer charges."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.contributions import PayingFamily, noon, suspended_family
from titian.contributions import services as contributions
from titian.contributions.models import Bill
from titian.contributions.types import BillKind, PlanScheme
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 12)
BRANCH = (Grant("branch", Scope(EVERYWHERE, "")),)
DESK = (Grant("desk", Scope("facility", "X")),)
DOCTORLESS = (Grant("manager", Scope("facility", "X")),)
CASE = {"masuk": "12-11-2026", "biaya": "5.000.000", "kasus": "RS-2026-17"}


@pytest.fixture(autouse=True)
def a_thursday() -> Iterator[None]:
    with clock.fixed(noon(DAY)):
        yield


@pytest.fixture
def family() -> PayingFamily:
    """Three months in arrears; they pay on the day."""
    return suspended_family(3, on=DAY)


def charge(client: Client, family: PayingFamily, **more: str) -> str:
    form = {"orang": family.head, **CASE, **more}
    answer = client.post(f"/petugas/iuran/{family.head}/denda/", form, follow=True)
    return answer.content.decode()


def test_a_branch_officer_sees_the_dues_and_the_look_is_written_down(
    client: Client, family: PayingFamily
) -> None:
    actor = signed_in_staff(client, BRANCH)

    page = client.get(f"/petugas/iuran/{family.head}/").content.decode()

    assert "Rp280.000" in page
    assert "Menunggak 3 bulan." in page
    looks = AuditEntry.objects.filter(actor=actor.ref, target=f"person:{family.head}")
    assert looks.exists()


def test_members_and_staff_who_serve_nobody_do_not_see_it(
    client: Client, family: PayingFamily
) -> None:
    signed_in_member(client, family.head)
    as_member = client.get(f"/petugas/iuran/{family.head}/")
    signed_in_staff(client, DOCTORLESS)
    as_manager = client.get(f"/petugas/iuran/{family.head}/")

    assert as_member.status_code == 302
    assert as_manager.status_code == 404


def test_the_fine_is_worked_out_before_it_is_charged(client: Client, family: PayingFamily) -> None:
    family.pays(DAY)
    signed_in_staff(client, BRANCH)

    page = charge(client, family)

    assert "Tagih Rp750.000" in page
    assert not Bill.objects.filter(kind=BillKind.FINE).exists()


def test_a_case_is_charged_once_and_the_family_sees_it(
    client: Client, family: PayingFamily
) -> None:
    family.pays(DAY)
    signed_in_staff(client, BRANCH)

    pages = [charge(client, family, tagih="1") for _ in range(2)]

    assert all("Denda tercatat." in page for page in pages)
    assert Bill.objects.filter(family=family.family_id, kind=BillKind.FINE).count() == 1
    signed_in_member(client, family.head)
    dues = client.get("/iuran/").content.decode()
    assert "Denda rawat inap: Rp750.000" in dues
    assert "Perkiraan biaya rawat inap Rp5.000.000. Menunggak 3 bulan." in dues


def test_without_arrears_before_there_is_no_fine(client: Client, family: PayingFamily) -> None:
    signed_in_staff(client, BRANCH)

    assert "Tidak ada denda untuk tanggal ini." in charge(client, family)


def test_a_desk_sees_dues_but_charges_nobody(client: Client, family: PayingFamily) -> None:
    family.pays(DAY)
    signed_in_staff(client, DESK)

    page = client.get(f"/petugas/iuran/{family.head}/").content.decode()

    assert "Tagih denda" not in page
    assert "Denda rawat inap hanya ditagih oleh petugas kantor cabang." in charge(client, family)
    assert not Bill.objects.filter(kind=BillKind.FINE).exists()


def test_wrong_entries_are_said_beside_their_fields(client: Client, family: PayingFamily) -> None:
    signed_in_staff(client, BRANCH)

    page = charge(client, family, biaya="nol", masuk="kemarin")

    assert "Tulis biaya dalam rupiah, lebih dari nol." in page
    assert 'href="#id_masuk"' in page


def test_running_plans_are_listed_masked(client: Client) -> None:
    family = suspended_family(14, on=DAY)
    contributions.agree_plan(
        family_id=family.family_id,
        scheme=PlanScheme.REHAB,
        parts=12,
        client_key="a",
        by=family.viewer,
        at=noon(DAY),
    )
    signed_in_staff(client, BRANCH)

    page = client.get("/petugas/cicilan/").content.decode()

    assert "Or••• C." in page
    assert "0/12" in page
    assert "Orang Contoh" not in page
