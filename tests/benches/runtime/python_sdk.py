"""Sends text messages with the service's Python SDK, for the bench `runtime`.

It prints its name and version. For each line of its input, a number of calls, it then sends them and prints how many
nanoseconds passed, and how many of CPU time were used.
"""

import platform
import sys
import time
from importlib.metadata import version

from wsapi_client import WSApiClient
from wsapi_client.models.requests.messages import MessageSendTextRequest


def turn(client, to, text, calls):
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    for _ in range(calls):
        assert client.messages.send_text(MessageSendTextRequest(to=to, text=text)).id
    print(time.perf_counter_ns() - wall, time.process_time_ns() - cpu, flush=True)


def main():
    print(f"wsapi-client {version('wsapi-client')} for Python {platform.python_version()}", flush=True)
    if sys.argv[1:] == ["--check"]:
        return
    url, key, instance, to, text = sys.argv[1:]
    with WSApiClient(key, instance, base_url=url, timeout=100.0) as client:
        for line in sys.stdin:
            turn(client, to, text, int(line))


main()
