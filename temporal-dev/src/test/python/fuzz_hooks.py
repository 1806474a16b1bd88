"""What schemathesis must know about Kahuna beyond its document.

A call that begins an operation does not wait for it, as agents that were never there would be waited for. What the test itself
stands on (the caller, the demonstration's machines) is not changed. A key for idempotency is used once.
"""

import os
import uuid

import schemathesis

PROTECTED = set(filter(None, os.environ["KOWABUNGA_PROTECTED"].split(",")))


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
    if isinstance(key, str) and 0 < len(key.strip()) <= 160:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
