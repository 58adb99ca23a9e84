"""Keepers of procedures: one drafts and proposes, another approves, nobody else sees them."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.city import MADIUN, keeps, opened_city
from tests.factories.members import make_family, new_person
from titian.enrolment.models import Procedure
from titian.enrolment.pages.procedure_forms import ProcedureForm
from titian.enrolment.types import ApplicationKind, ProcedureState
from titian.kernel.scopes import REGION, Grant, Scope

pytestmark = pytest.mark.django_db
LIST = "/petugas/prosedur/"


def keeper() -> Client:
    client = Client()
    signed_in_staff(client, keeps(MADIUN))
    return client


def approved(kind: ApplicationKind = ApplicationKind.NEW) -> Procedure:
    return Procedure.objects.get(city=MADIUN, kind=kind, state=ProcedureState.APPROVED)


def as_typed(row: Procedure, **more: object) -> dict[str, Any]:
    """The form as it comes back when nothing but `more` was changed."""
    form = ProcedureForm(row.body, initial={"mulai": "2030-01-01"})
    shown = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    return {name: value for name, value in {**shown, **more}.items() if value not in (None, False)}


def drafted(client: Client, **more: object) -> Procedure:
    row = approved()
    answer = client.post(f"{LIST}{row.pk}/ubah/", as_typed(row, **more))
    assert answer.status_code == 303, answer.content.decode()
    return Procedure.objects.get(city=MADIUN, state=ProcedureState.DRAFT)


def press(client: Client, row: Procedure, step: str) -> int:
    return client.post(f"{LIST}{row.pk}/langkah/", {"langkah": step}).status_code


def test_the_list_says_what_holds_for_each_kind() -> None:
    opened_city(MADIUN)

    page = keeper().get(LIST).content.decode()

    assert "Prosedur Kota Madiun" in page
    assert page.count("Versi 1, mulai") == len(ApplicationKind)


@pytest.mark.parametrize("kind", ApplicationKind)
def test_what_the_form_shows_and_gets_back_unchanged_is_the_same_procedure(
    kind: ApplicationKind,
) -> None:
    opened_city(MADIUN)
    row, client = approved(kind), keeper()

    client.post(f"{LIST}{row.pk}/ubah/", as_typed(row))

    page = client.get(f"{LIST}{Procedure.objects.latest('id').pk}/").content.decode()
    assert Procedure.objects.latest("id").version == 2
    assert "Yang berubah" not in page


def test_a_new_version_is_drafted_read_proposed_and_approved_by_another() -> None:
    opened_city(MADIUN)
    one, other = keeper(), keeper()

    row = drafted(one, judul="Warga baru", menit_social="90")
    preview = one.get(f"{LIST}{row.pk}/").content.decode()
    assert "Yang berubah" in preview
    assert "Warga baru" in preview
    assert press(one, row, "propose") == 303
    assert press(one, row, "approve") == 403
    assert press(other, row, "approve") == 303

    row.refresh_from_db()
    assert row.state == ProcedureState.APPROVED
    assert "nanti mulai 1 Jan 2030" in one.get(LIST).content.decode()


def test_what_nobody_could_follow_is_said_before_it_is_kept() -> None:
    opened_city(MADIUN)
    row = approved()

    answer = keeper().post(f"{LIST}{row.pk}/ubah/", as_typed(row, janji="30"))

    assert answer.status_code == 422
    assert "Janji selesai lebih pendek" in answer.content.decode()
    assert Procedure.objects.filter(city=MADIUN, kind=ApplicationKind.NEW).count() == 1


def test_only_keepers_of_this_city_see_its_procedures() -> None:
    opened_city(MADIUN)
    row = approved()
    elsewhere, desk, member = Client(), Client(), Client()
    signed_in_staff(elsewhere, (Grant("procedure", Scope(REGION, "35.78")),))
    signed_in_staff(desk, (Grant("village", Scope(REGION, MADIUN)),))
    signed_in_member(member, make_family(new_person("Siti Aminah"))[0])

    for address in (f"{LIST}{row.pk}/", f"{LIST}{row.pk}/ubah/"):
        assert keeper().get(address).status_code == 200
        assert elsewhere.get(address).status_code == 404
        assert desk.get(address).status_code == 404
        assert member.get(address).status_code in (302, 303, 403)
    assert desk.get(LIST).status_code == 403
    assert press(elsewhere, row, "drop") == 403
