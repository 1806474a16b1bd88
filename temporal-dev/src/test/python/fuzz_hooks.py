"""What schemathesis must know about Kahuna beyond its document.

A call that begins an operation does not wait for it, as agents that were never there would be waited for. What the test itself
stands on (the caller, the demonstration's machines) is not changed. A key for idempotency is used once.
"""

import os
import uuid

import schemathesis

PROTECTED = set(filter(None, os.environ["KOWABUNGA_PROTECTED"].split(",")))


@schemathesis.check
def no_failure_inside(ctx, response, case):
    """A 507 is an answer: quota, capacity or addresses are used up. Everything else from 500 on is not."""
    assert response.status_code < 500 or response.status_code == 507, f"{response.status_code}: {response.text}"


@schemathesis.hook
def filter_case(context, case):
    if case.method.upper() in ("GET", "HEAD", "OPTIONS"):
        return True
    return not PROTECTED & {str(value) for value in (case.path_parameters or {}).values()}


@schemathesis.hook
def before_call(context, case, kwargs):
    names = {parameter.name for parameter in case.operation.headers}
    if "Prefer" in names:
        case.headers["Prefer"] = "respond-async"
    key = case.headers.get("Idempotency-Key") if case.headers else None
    if isinstance(key, str) and key.strip():
        # Of the same length, as the length is what the test tries.
        case.headers["Idempotency-Key"] = str(uuid.uuid4()) + key[36:]
