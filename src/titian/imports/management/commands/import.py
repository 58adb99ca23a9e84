import getpass
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from titian.imports import selectors as imports_read
from titian.imports import services as imports
from titian.imports.errors import HeadUnknown
from titian.imports.types import Broken, Counts, Format, Kind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.catalogue import entry

_NOT_A_NAME = re.compile(r"[^0-9A-Za-z._-]")


class Command(BaseCommand):
    help = (
        "Bring facilities, services, schedules or members from a CSV or XLSX file. Broken off,"
        " give the same command again: it goes on. Repeating a file changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[kind.value for kind in Kind])
        parser.add_argument("file", type=Path, nargs="?", help="CSV (UTF-8) or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")
        parser.add_argument("--errors", type=Path, help="where rows to be mended are written")
        parser.add_argument("--template", type=Path, help="write an empty file of the kind here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look through, weigh or apply, write what is to be mended."""
        kind, path = Kind(options["kind"]), options["file"]
        if options["template"]:
            self._template(kind, options["template"])
            return
        if path is None or not path.is_file():
            raise CommandError("no such file")
        broken_to = options["errors"] or path.with_name(f"{path.stem}.perbaiki{path.suffix}")
        by = Actor.system(f"import by {_NOT_A_NAME.sub('', _login())}")
        self._is_quiet = not options["verbosity"]
        try:
            looked = self._look(kind, path)
            run = self._weigh if options["dry_run"] else self._bring
            counts = run(looked, path, broken_to, by)
        except HeadUnknown as refusal:
            raise CommandError(f"columns missing: {refusal.data['missing']}") from refusal
        except Refusal as refusal:
            raise CommandError(entry(f"error.{refusal.code}")) from refusal
        self.stdout.write(
            f"{'would be ' if options['dry_run'] else ''}new {counts.new}, changed"
            f" {counts.changed}, same {counts.same}, broken {counts.broken}"
        )
        if counts.broken:
            self.stdout.write(f"to be mended: {broken_to}")

    def _look(self, kind: Kind, path: Path) -> imports.Looked:
        with tqdm(unit="rows", desc="look", disable=self._is_quiet) as bar:
            return imports.look_through(kind, path, progress=bar.update)

    def _weigh(self, looked: imports.Looked, path: Path, to: Path, by: Actor) -> Counts:
        sums, broken = Counts(), list[Broken]()
        with tqdm(total=looked.rows, unit="rows", desc="weigh", disable=self._is_quiet) as bar:
            for counts, wrong in imports.weigh_file(
                looked=looked, path=path, by=by, at=clock.now(), progress=bar.update
            ):
                sums += counts
                broken += wrong
        self._write(to, looked, broken)
        return sums

    def _bring(self, looked: imports.Looked, path: Path, to: Path, by: Actor) -> Counts:
        with tqdm(total=looked.rows, unit="rows", desc="bring", disable=self._is_quiet) as bar:
            done = imports.bring_file(
                looked=looked, path=path, by=by, at=clock.now(), progress=bar.update
            )
        self._write(to, looked, imports_read.broken_rows(done.id) if done.to_mend else [])
        return done.counts

    def _write(self, to: Path, looked: imports.Looked, rows: Any) -> None:
        if rows:
            with to.open("wb") as file:
                imports.write_broken(looked.format, file, looked.heads, rows)

    def _template(self, kind: Kind, to: Path) -> None:
        form = Format.XLSX if to.suffix.lower() == ".xlsx" else Format.CSV
        with to.open("wb") as file:
            imports.template_file(kind, form, file)
        self.stdout.write(f"written: {to}")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "nobody"
