"""Every setting, field, event and refusal is on its page; `make reference` writes the pages."""

from tools import catalogue, fields, own_data, pages, settings


def missing(expected: str, written: str) -> list[str]:
    return sorted(set(expected.splitlines()) ^ set(written.splitlines()))


def test_every_setting_is_documented() -> None:
    written = pages.written(settings.NAME)

    assert missing(settings.page(written), written) == [], "run `make reference`"
    unexplained = [name for name, words in pages.meanings(written).items() if words == "?"]
    assert not unexplained, f"say what they mean in docs/reference/{settings.NAME}: {unexplained}"


def test_every_field_is_sorted() -> None:
    written = pages.written(fields.NAME)

    assert missing(fields.page(written), written) == [], "run `make reference`, then decide on `?`"
    undecided = [row[0] for row in pages.rows_of(written) if row[1] == pages.UNKNOWN]
    assert not undecided, (
        "about a person? name them in the model's `personal`; else write `no` in"
        f" docs/reference/{fields.NAME}: {undecided}"
    )


def test_every_model_says_which_fields_are_personal() -> None:
    silent = [m._meta.label for m in fields.own_models() if "personal" not in vars(m)]

    assert not silent, f"`personal: ClassVar[Personal] = {{...}}` is missing: {silent}"
    assert fields.unknown_names() == []


def test_the_form_of_the_copy_of_ones_data_is_documented() -> None:
    assert missing(own_data.page(), pages.written(own_data.NAME)) == [], "run `make reference`"


def test_every_event_is_documented() -> None:
    written = pages.written(catalogue.EVENTS)

    assert missing(catalogue.events_page(), written) == [], "run `make reference`"


def test_every_refusal_is_documented() -> None:
    written = pages.written(catalogue.ERRORS)

    assert missing(catalogue.errors_page(), written) == [], "run `make reference`"


def test_codes_and_names_begin_with_their_package() -> None:
    strangers = [
        f"{owner.__module__}: {name}"
        for owner, name in [
            *((event, event.name) for event in catalogue.events()),
            *((refusal, refusal.code) for refusal in catalogue.refusals()),
        ]
        if not name.startswith(f"{owner.__module__.split('.')[1]}.")
    ]

    assert not strangers
