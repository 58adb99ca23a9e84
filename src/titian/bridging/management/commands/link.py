"""`titian link set|try|stop|list`: where facilities with their own system are asked."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.errors import FacilityNotLinked, LinkNotUsable, LinkSilent
from titian.facilities.errors import FacilityUnknown
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal

_BY = Actor.system("command.link")
_NEEDS = {
    "layout": "--layout is khanza, mlite or clinic",
    "base_url": "the address is a whole one, as https://rs.example/ws",
    "https": "the address must begin with https://: cards and NIKs travel there",
    "username": "neither --username nor the password file may be empty",
    "headers": "--header takes bearer=, username= or word=, and the header's name",
    "paths": '--path is SERVICE="METHOD /path", as take="POST /ambil"',
}
_WHY = {
    "no_connection": "nobody listens at that address",
    "token_no_answer": "it took our call but did not answer in time",
    "token_connection_lost": "it broke off in the middle of its answer",
    "token_refused": "it does not take this username and password",
    "token_answer_not_readable": "its answer is no JSON; is the address right?",
    "no_such_service": "there is no such service; are address and --layout right?",
    "address_not_usable": "the address cannot be used",
}


class Command(BaseCommand):
    help = "Links to facilities' own queue systems: docs/bridging/antrean-rs.md"

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="the links there are")
        acts.add_parser("try", help="sign in there now").add_argument("facility")
        acts.add_parser("stop", help="ask this facility no more").add_argument("facility")
        told = acts.add_parser("set", help="add or change a link")
        told.add_argument("facility", help="the facility's code")
        told.add_argument("base_url")
        told.add_argument("--layout", default="khanza", help="khanza, mlite or clinic")
        told.add_argument("--username", required=True)
        told.add_argument("--password-file", required=True, help="a file with one line")
        told.add_argument("--header", action="append", default=[], help="bearer=x-mlite-token")
        told.add_argument("--path", action="append", default=[], help='"take=POST /ambil"')

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except Refusal as error:
            raise CommandError(_sentence(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _list(self, options: dict[str, Any]) -> None:
        del options
        for line in bridging_read.facility_links():
            self.stdout.write(line)

    def _stop(self, options: dict[str, Any]) -> None:
        bridging.unlink_facility(facility_code=options["facility"], by=_BY, at=clock.now())
        self.stdout.write("stopped: they are asked no more")

    def _set(self, options: dict[str, Any]) -> None:
        password = Path(options["password_file"]).read_text().strip()
        bridging.link_facility(
            facility_code=options["facility"],
            base_url=options["base_url"],
            layout=options["layout"],
            username=options["username"],
            password=password,
            headers=_pairs(options["header"], what="headers"),
            paths=_pairs(options["path"], what="paths"),
            by=_BY,
            at=clock.now(),
        )
        self.stdout.write("the link is kept")
        self._try(options)

    def _try(self, options: dict[str, Any]) -> None:
        bridging.try_link(facility_code=options["facility"], by=_BY)
        self.stdout.write("their system lets us in")


def _pairs(told: list[str], *, what: str) -> dict[str, str]:
    if any("=" not in one for one in told):
        raise LinkNotUsable(what=what)
    return dict(one.split("=", 1) for one in told)


def _sentence(error: Refusal) -> str:
    """What to do next, for an operator at a terminal."""
    if isinstance(error, FacilityUnknown):
        return "no facility has this code"
    if isinstance(error, FacilityNotLinked):
        return "this facility is not linked yet: titian link set"
    if isinstance(error, LinkSilent):
        why = str(error.data["why"])
        return f"their system did not let us in: {_WHY.get(why, why)}. Later: titian link try"
    what = str(error.data.get("what", ""))
    return _NEEDS.get(what, f"{error} {what}".strip())
