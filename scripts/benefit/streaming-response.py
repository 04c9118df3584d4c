"""What the fixes of the rule streaming-response gain: time, and the peak of tracemalloc.

Flask must be there: `./dev benefit` takes the one that the tests run with."""
SETUP = """
from flask import Flask, Response, stream_with_context
app = Flask("shop", root_path="")
@app.route("/whole")
def whole():
    lines = []
    for i in range(100000):
        lines.append("%06d,name,value\\n" % i)
    return Response("".join(lines), mimetype="text/csv")
@app.route("/pieces")
def pieces():
    def generate():
        for i in range(100000):
            yield "%06d,name,value\\n" % i
    return Response(stream_with_context(generate()), mimetype="text/csv")
def ask(path):
    size = 0
    for piece in app.test_client().get(path, buffered=False).iter_encoded():
        size += len(piece)
    return size
"""
CASES = [
    dict(
        name="100,000 lines with Flask",
        setup=SETUP,
        before="ask('/whole')",
        after="ask('/pieces')",
    ),
]
