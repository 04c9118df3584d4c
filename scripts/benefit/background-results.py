"""What the advice of the rule background-results gains: time, and the peak of tracemalloc."""
SETUP = """
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor(1)
kept, running = [], set()
def keep(count):
    for _ in range(count):
        future = pool.submit(bytes, 100000)
        kept.append(future)
        future.result()
def discard(count):
    for _ in range(count):
        future = pool.submit(bytes, 100000)
        running.add(future)
        future.add_done_callback(running.discard)
        future.result()
"""
CASES = [
    dict(
        name="500 futures of 100,000 bytes",
        setup=SETUP,
        before="keep(500)",
        after="discard(500)",
    ),
]
