"""Views whose names say what pyheap makes of them: `changed_..`, or `kept_..`."""
import io
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, Response, g, request

from warehouse import UpstreamError, fetch_rows

app = Flask(__name__)
pool = ThreadPoolExecutor(1)
futures = []
seen = {}
active = {}
PARTS = ("a", "b", "c")


@app.before_request
def start():
    g.key = request.headers.get("X-Request-Id", "-")
    seen[g.key] = request.path  # <- request-scoped-global
    active[g.key] = request.path


@app.teardown_request
def stop(exc):
    active.pop(g.key, None)


@app.route("/changed_lines")
def changed_lines():
    lines = ["id,name,text\n"]
    for row in fetch_rows():
        lines.append(",".join(row) + "\n")
    return Response("".join(lines), mimetype="text/csv", headers={"X-Kind": "export"})


@app.route("/changed_text")
def changed_text():
    text = ""
    for number, row in enumerate(fetch_rows()):
        if number % 2:
            text += "%d %s\n" % (number, row[1])
        else:
            text += "-\n"
    return Response(text, status=201)


@app.route("/changed_with_request")
def changed_with_request():
    prefix = request.args.get("prefix", "")
    parts = []
    for row in fetch_rows():
        if row[0].endswith(request.args.get("end", "7")):
            parts.append(prefix + row[2])
    data = "".join(parts)
    return Response(data, mimetype="text/plain")


@app.route("/changed_named")
def changed_named():
    lines: list = []
    for row in fetch_rows():
        lines.extend(part + "\n" for part in row)
    response = Response("".join(lines))
    response.headers["X-Kind"] = "named"
    return response


@app.route("/kept_upstream")
def kept_upstream():
    lines = []
    try:
        for row in fetch_rows(10):
            lines.append(row[0])
            if row[0] == "000007":
                raise UpstreamError("no more")
    except UpstreamError as exc:
        return Response("upstream failed: %s" % exc, status=502)
    return Response("".join(lines))


@app.route("/kept_length")
def kept_length():
    lines = []
    for row in fetch_rows(10):
        lines.append(row[0])
    return Response("".join(lines), headers={"X-Lines": str(len(lines))})


@app.route("/kept_total")
def kept_total():
    total = 0
    lines = []
    for row in fetch_rows(10):
        total += len(row[1])
        lines.append(row[1])
    return Response("".join(lines), headers={"X-Total": str(total)})


@app.route("/kept_few")
def kept_few():
    lines = []
    for part in PARTS:
        lines.append(part)
    return Response("".join(lines))


@app.route("/kept_json")
def kept_json():
    parts = ["["]
    for row in fetch_rows(3):
        parts.append('"%s",' % row[0])
    parts.append("0]")
    return Response("".join(parts), mimetype="application/json")


@app.route("/kept_buffer")
def kept_buffer():
    buffer = io.StringIO()
    for row in fetch_rows(10):
        buffer.write(row[0])
    return Response(buffer.getvalue())  # <- streaming-response


@app.route("/kept_file")
def kept_file():
    with open(__file__, encoding="utf-8") as file:
        data = file.read()
    return Response(data, mimetype="text/plain")  # <- streaming-response


@app.route("/kept_job", methods=["POST", "GET"])
def kept_job():
    futures.append(pool.submit(len, request.get_data()))  # <- background-results
    return "queued", 202
