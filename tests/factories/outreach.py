"""Visits to a village, planned as an officer of its branch plans them."""

from datetime import datetime, timedelta
from uuid import uuid4

from titian.helpdesk.services import outreach as helpdesk
from titian.helpdesk.types.outreach import Coming, Need, Plan
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

VILLAGE = "35.73.05.1004"
MALANG = (Grant("branch", Scope("region", "35.73")),)
VILLAGE_OFFICE = (Grant("village", Scope("region", VILLAGE)),)
ELSEWHERE = (Grant("branch", Scope("region", "35.78")),)
SETUP = Actor.system("tests")


def plan(at: datetime, *, places: int = 40) -> Plan:
    """Tomorrow for three hours."""
    begins = at + timedelta(days=1)
    return Plan(VILLAGE, "Balai RW 03 (contoh)", begins, begins + timedelta(hours=3), places)


def planned(at: datetime, *, places: int = 40) -> str:
    return helpdesk.plan_outreach(plan=plan(at, places=places), client_key=uuid4(), by=SETUP, at=at)


def coming(name: str = "Bu Sumarni", need: Need = Need.JOIN, phone: str = "") -> Coming:
    return Coming(uuid4(), name, phone, need)
