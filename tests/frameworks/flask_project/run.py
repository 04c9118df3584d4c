"""Asks each view once for its answer and once for its peak; prints both as JSON."""
import json
import tracemalloc
from importlib.metadata import version

import flask

from views import app

SKIPPED = ("Content-Length", "Date")


def ask(path):
    """Status, headers and a body that is not kept."""
    client = app.test_client()
    response = client.get(path, buffered=False, query_string={"prefix": "p", "end": "3"})
    size = 0
    for piece in response.iter_encoded():
        size += len(piece)
    response.close()
    return size


def answer(path):
    response = app.test_client().get(path, query_string={"prefix": "p", "end": "3"})
    headers = sorted((k, v) for k, v in response.headers if k not in SKIPPED)
    # The text of the views themselves differs.
    body = b"" if path == "/kept_file" else response.get_data()
    return repr((response.status, headers, body))


def main():
    outcome = {}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(("changed_", "kept_")):
            continue
        result = answer(rule.rule)
        ask(rule.rule)
        tracemalloc.start()
        ask(rule.rule)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        outcome[rule.endpoint] = {"result": result, "peak": peak}
    try:
        number = flask.__version__
    except AttributeError:
        number = version("flask")
    print(json.dumps({"version": number, "outcome": outcome}))


main()
