"""Generated requests against the OpenAPI document: never a fault on our side."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from titian.config.wsgi import application

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_generated_request_ends_in_a_fault_of_ours(case: "schemathesis.Case[Any]") -> None:
    case.call_and_validate(checks=[not_a_server_error])
