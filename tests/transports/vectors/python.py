#!/usr/bin/env python3
"""Prints `python.json`: events as the service would print and sign them, by an implementation that shares no code with
the SDK. Each field of the envelope holds what needs care."""

import hashlib
import hmac
import json

SECRET = "whsec_\u00e4 of python"

AWKWARD = {
    "html": "<b>&amp;</b>",
    "separators": "a\u2028b\u2029c",
    "quotes": "say \"yes\" \\ no",
    "control": "".join(map(chr, range(0x20))) + "\x7f",
    "non-bmp": "\U0001f600 \U0001d4d0 \u00e9 \uffff",
    "plain": "sales / berlin",
}


def go_string(text):
    """encoding/json of Go: short escapes where there are any, and what HTML or JavaScript could misread escaped."""
    out = json.dumps(text, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        out = out.replace(char, "\\u%04x" % ord(char))
    return out


def vector(name, text):
    data = '{"reason":%s}' % go_string(text)
    fields = {"eventId": "evt_" + text, "instanceId": text, "eventType": "logged_out", "receivedAt": text}
    body = "{" + ",".join('"%s":%s' % (key, go_string(value)) for key, value in fields.items())
    body += ',"eventData":' + data + "}"
    signature = "sha256=" + hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    fields |= {"eventData": data, "signature": signature}
    return {"name": name, "secret": SECRET, "webhookBody": body, "signature": signature, "redisFields": fields}


print(json.dumps([vector(*item) for item in AWKWARD.items()], indent=2))
