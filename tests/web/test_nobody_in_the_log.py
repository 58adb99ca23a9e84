"""Journeys are driven with a known NIK, telephone, name and token: none of it is in the log."""

import json
from io import StringIO
from uuid import uuid4

import pytest
from django.conf import settings as given
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories.frontdoor import a_visitor, codes_sent_to, make_member, worker_runs
from tests.platform.conftest import everything_logged
from titian.complaints.models import Case
from titian.kernel import clock
from titian.notifications.types import Channel

__all__ = ["everything_logged"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAME = "Wagiman Kalimasada"
TELEPHONE = "081299887766"


def complaint() -> dict[str, str]:
    return {
        "kunci": str(uuid4()),
        "jenis": "queue",
        "isi": f"Saya {NAME}, antre lima jam",
        "kontak": TELEPHONE,
    }


def test_nobody_is_in_the_log(settings: Settings, everything_logged: StringIO) -> None:
    settings.TITIAN_ACCESS_LOG = True
    settings.TITIAN_RAISE_FAULTS = False
    member = make_member(Channel.WHATSAPP, at=clock.now(), name=NAME)
    phone = a_visitor()

    phone.post("/masuk/", member.identity)
    phone.post("/masuk/jalan/", {"channel": Channel.WHATSAPP})
    worker_runs(at=clock.now())
    code = codes_sent_to(member)[0][1]
    phone.post("/masuk/kode/", {"code": "000000"})
    phone.post("/masuk/kode/", {"code": code})
    phone.get("/")
    phone.get(f"/?orang={member.nik}")
    phone.post("/keluhan/", complaint())
    link = f"/keluhan/{Case.objects.latest('pk').token_sealed}/"
    phone.get(link)
    Client(raise_request_exception=False).get(f"/tidak-ada/{member.nik}/")
    phone.post("/cek-status/", member.identity)

    written = everything_logged.getvalue()
    lines = [json.loads(line) for line in written.splitlines()]
    routes = {line["route"] for line in lines if line["logger"] == "titian.access"}
    assert {"frontdoor:sign_in", "frontdoor:code", "complaints:file", "complaints:follow"} <= routes
    secret = [member.nik, NAME, "Wagiman", TELEPHONE, TELEPHONE[1:], code, link.split("/")[2]]
    assert [one for one in secret if one in written] == []
    assert given.SECRET_KEY not in written
