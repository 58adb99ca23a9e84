"""docs/reference/fields.md: every field of every table, personal or not, and how it is scrubbed.
A personal field is named in its model's `personal`. Any other new field is written down as
"?": change it to "no" by hand, or name it in `personal` and run this again.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

from tools import pages

NAME = "fields.md"
_HEAD = """# Fields

Every field of every table: is it about a person, and how is it scrubbed from a copy of the data?
Written by `make reference`; only a "?" is changed by hand, to "no" or by naming the
field in its model's `personal`. A test fails while a "?" is left.

"""


def own_models() -> list[type[Model]]:
    models = [m for m in apps.get_models() if m.__module__.startswith("titian.")]
    return sorted(models, key=lambda model: model._meta.db_table)


def columns(model: type[Model]) -> Iterator["Field[object, object]"]:
    yield from (field for field in model._meta.local_fields if not field.primary_key)


def page(before: str) -> str:
    decided = {row[0] for row in pages.rows_of(before) if row[1] == "no"}
    rows = []
    for model in own_models():
        personal = getattr(model, "personal", {})
        for field in columns(model):
            name = f"{model._meta.db_table}.{field.name}"
            if field.name in personal:
                rows.append([name, "yes", personal[field.name].value])
            else:
                rows.append([name, "no" if name in decided else pages.UNKNOWN, ""])
    return _HEAD + pages.table(["field", "personal", "scrubbed by"], rows) + "\n"


def unknown_names() -> list[str]:
    """Names in a model's `personal` that are no fields of it."""
    return [
        f"{model._meta.label}.{name}"
        for model in own_models()
        for name in set(getattr(model, "personal", {}))
        - {field.name for field in model._meta.get_fields()}
    ]


def main() -> None:
    new = page(pages.written(NAME))
    pages.write(NAME, new)
    open_ones = [row[0] for row in pages.rows_of(new) if row[1] == pages.UNKNOWN]
    for name in open_ones:
        print(f"decide: is {name} about a person?")
