"""A mandate is opened, had back within a day, and ended so that the bank knows it."""

from datetime import date, timedelta

import pytest
from django.test import override_settings

from tests.factories.autodebit import DAY, DUE, OPENED, Bank, debited, opened, said, seen
from tests.factories.contributions import PayingFamily, noon, paying_family
from tests.factories.messages import reachable
from titian.contributions import services as contributions
from titian.contributions.errors import AutodebitOff
from titian.contributions.models import Mandate
from titian.platform.audit.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


@pytest.fixture
def family() -> PayingFamily:
    """Two people of class III who paid November; the head can be written to."""
    paying = paying_family()
    reachable(paying.head)
    paying.pays(date(2026, 11, 20))
    return paying


class TestOpening:
    def test_only_the_last_digits_of_the_account_are_kept(self, family: PayingFamily) -> None:
        opened(family, account="1234567890")

        assert seen(family).account_end == "7890"
        assert "1234567890" not in str(Mandate.objects.values())

    def test_the_same_key_opens_one(self, family: PayingFamily) -> None:
        assert opened(family) == opened(family)
        assert len(said("mandate_opened")) == 1

    def test_the_head_hears_of_it_whoever_did_it(self, family: PayingFamily) -> None:
        opened(family)

        (text,) = said("mandate_opened")
        assert "rekening yang berakhir 7890, mulai besok. Bukan Anda?" in text
        target = f"family:{family.family_id}"
        assert AuditEntry.objects.filter(target=target, action__endswith="mandate_opened").exists()

    def test_where_no_bank_is_set_up_nothing_is_opened(self, family: PayingFamily) -> None:
        with override_settings(TITIAN_AUTODEBIT=""), pytest.raises(AutodebitOff):
            opened(family)

        with override_settings(TITIAN_AUTODEBIT=""):
            assert not contributions.autodebit_is_simulated()


class TestGoingBack:
    """Another account is a risky change: nothing is debited for a day, and it can be undone."""

    def test_the_account_before_is_had_back_within_a_day(self, family: PayingFamily) -> None:
        opened(family, account="11112222")
        opened(family, account="33334444", key="b", at=noon(DUE))

        assert (seen(family).account_end, seen(family).end_before) == ("4444", "2222")
        contributions.undo_mandate(
            family_id=family.family_id, by=family.viewer, at=noon(DUE) + timedelta(hours=23)
        )

        assert (seen(family).account_end, seen(family).end_before) == ("2222", "")
        assert "rekening yang berakhir 2222" in said("mandate_undone")[0]

    def test_after_a_day_it_is_not(self, family: PayingFamily) -> None:
        opened(family, account="11112222")
        opened(family, account="33334444", key="b", at=noon(DUE))

        with pytest.raises(contributions.UndoOver):
            contributions.undo_mandate(
                family_id=family.family_id, by=family.viewer, at=noon(DUE) + DAY
            )

        assert seen(family).account_end == "4444"

    def test_where_there_was_none_before_there_is_none_to_go_back_to(
        self, family: PayingFamily
    ) -> None:
        opened(family)

        with pytest.raises(contributions.UndoOver):
            contributions.undo_mandate(
                family_id=family.family_id, by=family.viewer, at=noon(OPENED)
            )

    def test_the_new_account_is_left_alone_for_a_day(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        opened(family, at=noon(DUE))

        assert debited(DUE) == 0
        assert bank.debits == []
        assert debited(DUE + DAY) == 1


class TestEnding:
    def close(self, family: PayingFamily) -> None:
        contributions.close_mandate(
            family_id=family.family_id, by=family.viewer, at=noon(OPENED + DAY)
        )

    def test_nothing_is_debited_any_more_and_the_head_hears_it_once(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        opened(family)

        self.close(family)
        self.close(family)

        assert (debited(DUE), bank.debits) == (0, [])
        assert len(said("mandate_closed")) == 1

    def test_the_bank_is_told_once_and_again_only_while_it_is_away(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        opened(family)
        self.close(family)
        bank.is_away = True
        assert contributions.end_mandates(at=noon(DUE)) == 0
        bank.is_away = False

        assert [contributions.end_mandates(at=noon(DUE)) for _ in range(2)] == [1, 0]
        assert len(bank.ended) == 1

    def test_a_replaced_one_is_ended_when_it_cannot_be_had_back(
        self, family: PayingFamily, bank: Bank
    ) -> None:
        opened(family)
        opened(family, key="b", at=noon(DUE))

        assert contributions.end_mandates(at=noon(DUE)) == 0
        assert contributions.end_mandates(at=noon(DUE) + DAY) == 1
        assert bank.ended == [f"ref-{family.family_id}:a"]
