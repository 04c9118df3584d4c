CASES = [
    dict(
        name="a file closed by a finally clause, 2,000 times",
        setup="import os",
        before="""
for _ in range(2000):
    source = open(os.devnull)
    try:
        source.read()
    finally:
        source.close()
""",
        after="""
for _ in range(2000):
    with open(os.devnull) as source:
        source.read()
""",
    ),
    dict(
        name="a lock, 100,000 times",
        setup="import threading\nlock = threading.Lock()",
        before="""
for _ in range(100000):
    lock.acquire()
    try:
        pass
    finally:
        lock.release()
""",
        after="""
for _ in range(100000):
    with lock:
        pass
""",
    ),
]
