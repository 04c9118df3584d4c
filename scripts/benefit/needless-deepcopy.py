"""What the fixes of the rule needless-deepcopy gain: time, and the peak of tracemalloc."""
CASES = [
    dict(
        name="flat dict of four",
        setup="import copy\nbase = {'retries': 3, 'host': 'x', 'timeout': 2.5, 'tls': False}",
        before="settings = copy.deepcopy(base)",
        after="settings = base.copy()",
    ),
    dict(
        name="50,000 lists of one",
        setup="import copy\nrows = [[n] for n in range(50000)]",
        before="kept = copy.deepcopy(rows)",
        after="kept = rows",
    ),
    dict(
        name="parsed JSON",
        setup="import copy, json\ntext = json.dumps({'rows': [[1, 2, 3]] * 100})",
        before="data = copy.deepcopy(json.loads(text))",
        after="data = json.loads(text)",
    ),
]
