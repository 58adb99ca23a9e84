import pytest

from titian.config.database import from_url


def test_a_server_on_the_network_is_given_up_in_seconds_and_takes_writes() -> None:
    made = from_url("postgresql://titian:s%40fe@db.internal:5433/titian", pool=24)

    assert (made["HOST"], made["PORT"]) == ("db.internal", "5433")
    assert (made["USER"], made["PASSWORD"], made["NAME"]) == ("titian", "s@fe", "titian")
    options = made["OPTIONS"]
    assert isinstance(options, dict)
    assert options["target_session_attrs"] == "read-write"
    assert options["connect_timeout"] == "3"
    assert options["tcp_user_timeout"] == "8000"


def test_several_servers_may_be_named_the_one_that_writes_is_chosen() -> None:
    made = from_url("postgresql://titian@a.internal:5432,b.internal:5433,[::1]:5434/t", pool=1)

    assert made["HOST"] == "a.internal,b.internal,::1"
    assert made["PORT"] == "5432,5433,5434"


def test_without_ports_the_usual_one_is_left_to_the_driver() -> None:
    assert from_url("postgresql://a,b/titian", pool=1)["PORT"] == ""


def test_what_the_address_says_wins() -> None:
    url = "postgresql://db.internal/titian?connect_timeout=10&sslmode=verify-full"

    options = from_url(url, pool=1)["OPTIONS"]

    assert isinstance(options, dict)
    assert (options["connect_timeout"], options["sslmode"]) == ("10", "verify-full")


def test_a_socket_of_this_machine_is_left_as_it_is() -> None:
    made = from_url("postgresql://titian:x@/titian?host=/var/run/titian", pool=3)

    assert made["HOST"] == "/var/run/titian"
    assert isinstance(made["OPTIONS"], dict)
    assert set(made["OPTIONS"]) == {"pool", "application_name", "prepare_threshold"}


def test_an_address_without_a_database_is_refused() -> None:
    with pytest.raises(ValueError, match="names no database"):
        from_url("postgresql://db.internal", pool=1)


def test_plans_are_kept_only_for_what_asks_and_not_at_all_behind_a_pooler() -> None:
    kept = from_url("postgresql://a/titian", pool=1)["OPTIONS"]
    pooled = from_url("postgresql://a/titian", pool=1, plans=False)["OPTIONS"]

    assert isinstance(kept, dict)
    assert kept["prepare_threshold"] > 1_000_000
    assert isinstance(pooled, dict)
    assert pooled["prepare_threshold"] is None
