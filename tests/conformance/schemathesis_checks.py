"""The keys of the simulator, and the check for the script `schemathesis`."""

import atexit
import os
from pathlib import Path

import schemathesis

LINES = Path(__file__).with_name("undocumented.txt").read_text().splitlines()
EXCEPTIONS = {line for line in LINES if line and not line.startswith("#")}
CALLED = set()
KEYS = {"account": "account-key", "admin": "admin-key"}


@atexit.register
def write_called():
    """Writes the operations that got a response, one a line."""
    Path(os.environ["CALLED_OPERATIONS"]).write_text("".join(f"{name}\n" for name in sorted(CALLED)))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Sends the right key and the right instance: `cargo test` checks what happens without them."""
    key = KEYS.get(case.operation.path.split("/")[1], "instance-key")
    case.headers = {**(case.headers or {}), "X-Api-Key": key, "X-Instance-Id": "default"}


@schemathesis.check
def documented_status(ctx, response, case):
    """Fails on a status that is neither in the document nor in the list, and on 500 and above."""
    definition, status = case.operation.definition.raw, response.status_code
    is_own_method = response.request.method.lower() == case.operation.method.lower()
    name = definition["operationId"] if is_own_method else "PATCH"
    if is_own_method:
        CALLED.add(name)
    is_documented = is_own_method and str(status) in definition["responses"]
    if status >= 500 or not (is_documented or f"{status} {name}" in EXCEPTIONS):
        raise AssertionError(f"{response.request.method} {name}: {status} {response.text[:300]}")
