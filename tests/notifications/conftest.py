import pytest
from pytest_django.fixtures import Settings

from tests.notifications import scripted
from tests.notifications.scripted import ScriptedGateway


@pytest.fixture
def gateways(settings: Settings) -> None:
    settings.TITIAN_TRANSPORTS = {
        name: f"tests.notifications.scripted.{name}" for name in ("whatsapp", "sms", "email")
    }
    for gateway in (scripted.whatsapp(), scripted.sms(), scripted.email()):
        gateway.reset()


@pytest.fixture
def whatsapp(gateways: None) -> ScriptedGateway:
    return scripted.whatsapp()


@pytest.fixture
def sms(gateways: None) -> ScriptedGateway:
    return scripted.sms()
