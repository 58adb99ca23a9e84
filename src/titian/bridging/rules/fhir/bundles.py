"""What FHIR puts around resources: the answer to a search, and words about what went wrong."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from titian.bridging.rules.fhir.values import node
from titian.bridging.types.fhir import Node, Part, Question
from titian.bridging.types.wire import Json


def found(
    kind: str, part: Part, question: Question, *, base: str, used: Sequence[tuple[str, str]]
) -> Node:
    """A searchset; `used` are the parameters that were understood, for its links."""
    entries: list[Json] = [
        {
            "fullUrl": f"{base}/{kind}/{one['id']}",
            "resource": one,
            "search": {"mode": "match"},
        }
        for one in part.resources
    ]
    links: list[Json] = [_link("self", kind, base, used, question.count, question.skip)]
    seen = question.skip + len(part.resources)
    if part.resources and (
        len(part.resources) == question.count if part.total is None else seen < part.total
    ):
        links.append(_link("next", kind, base, used, question.count, seen))
    return node(
        resourceType="Bundle", type="searchset", total=part.total, link=links, entry=entries
    )


def outcome(code: str, text: str, *, severity: str = "error") -> Node:
    """`code` is one of FHIR's issue types."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": severity, "code": code, "details": {"text": text}}],
    }


def _link(
    relation: str, kind: str, base: str, used: Sequence[tuple[str, str]], count: int, skip: int
) -> Node:
    where: Mapping[str, str] = {"_count": str(count)} | ({"_skip": str(skip)} if skip else {})
    return {"relation": relation, "url": f"{base}/{kind}?{urlencode([*used, *where.items()])}"}
