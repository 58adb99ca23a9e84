"""Internal referral letters as VClaim lists them (bpjs-protocols §7.4)."""

from collections.abc import Mapping

from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.letters import Payload
from titian.kernel.clock import JAKARTA
from titian.members.types import Participant
from titian.visits.types import InternalView


def line(
    one: InternalView, whose: Participant, place: tuple[str, str], doctor: Mapping[str, str]
) -> Payload:
    """`place` is the hospital's code and name, `doctor` who is asked."""
    return {
        "tujuanrujuk": one.to_specialty.code,
        "nmtujuanrujuk": one.to_specialty.name,
        "nmpoliasal": one.from_specialty.name,
        "tglrujukinternal": one.on.isoformat(),
        "nosep": one.letter_number,
        "nosepref": one.letter_number,
        "ppkpelsep": place[0],
        "nokapst": whose.card_number,
        "tglsep": one.letter_on.isoformat(),
        "nosurat": one.number,
        "flaginternal": "1",
        "kdpoliasal": one.from_specialty.code,
        "kdpolituj": one.to_specialty.code,
        "kdpenunjang": one.support_code,
        "nmpenunjang": words.SUPPORT.get(one.support_code),
        "diagppk": one.diagnosis.code,
        "kddokter": doctor["kode"],
        "nmdokter": doctor["nama"],
        "flagprosedur": one.procedure_flag or None,
        "opsikonsul": "2" if one.is_consultation else "1",
        "flagsep": "1",
        "fuser": one.user,
        "fdate": f"{one.written_at.astimezone(JAKARTA):%Y-%m-%d %H:%M:%S}",
        "nmdiag": one.diagnosis.name,
    }
