"""`titian staff`: make a staff account; its password and authenticator seed are shown once."""

import secrets
from argparse import ArgumentParser

import pyotp
from django.core.management.base import BaseCommand

from titian.accounts import services as accounts
from titian.accounts.types import StaffRole
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope


class Command(BaseCommand):
    help = "Make a staff account: titian staff ratna Ratna --role desk --scope facility:P357301"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("display_name")
        parser.add_argument("--role", choices=list(StaffRole), default=StaffRole.OPERATOR)
        parser.add_argument("--scope", default=EVERYWHERE, help="kind:code, or all")
        parser.add_argument("--reach", default="", help="mobile number or e-mail for notices")

    def handle(self, *args: object, **options: str) -> None:
        kind, _, code = options["scope"].partition(":")
        password, secret = secrets.token_urlsafe(12), pyotp.random_base32()
        accounts.create_staff(
            username=options["username"],
            display_name=options["display_name"],
            password=password,
            totp_secret=secret,
            grants=(Grant(options["role"], Scope(kind, code)),),
            reach=options["reach"],
            by=Actor.system("command.staff"),
            at=clock.now(),
        )
        uri = pyotp.TOTP(secret).provisioning_uri(name=options["username"], issuer_name="Titian")
        self.stdout.write(f"password      {password}\nauthenticator {uri}")
