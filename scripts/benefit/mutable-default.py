DEFS = """
def shared(items=[]):
    return len(items)

def frozen(items=()):
    return len(items)

def made(items=None):
    if items is None:
        items = []
    return len(items)
"""

CASES = [
    dict(
        name="a tuple for a list, 100,000 calls",
        setup=DEFS,
        before="for _ in range(100000): shared()",
        after="for _ in range(100000): frozen()",
    ),
    dict(
        name="None for a list, 100,000 calls",
        setup=DEFS,
        before="for _ in range(100000): shared()",
        after="for _ in range(100000): made()",
    ),
]
