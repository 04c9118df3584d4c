"""What the advice of the rule request-scoped-global gains: time, and the peak of tracemalloc.

Flask must be there: `./dev benefit` takes the one that the tests run with."""
SETUP = """
from flask import Flask, g, request
app = Flask("shop", root_path="")
kept = {}
@app.route("/global/<int:number>", methods=["POST"])
def in_global(number):
    kept[number] = request.get_data()
    return "ok"
@app.route("/g/<int:number>", methods=["POST"])
def in_g(number):
    g.body = request.get_data()
    return "ok"
client = app.test_client()
"""
CASES = [
    dict(
        name="500 posts of 10,000 bytes",
        setup=SETUP,
        before="for i in range(500):\n    client.post('/global/%d' % i, data=b'x' * 10000)",
        after="for i in range(500):\n    client.post('/g/%d' % i, data=b'x' * 10000)",
    ),
]
