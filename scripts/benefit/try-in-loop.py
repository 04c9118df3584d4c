def _division(share):
    return dict(
        name="100,000 divisions, %d %% by zero" % share,
        setup="values = [0 if n %% 100 < %d else 3 for n in range(100000)]" % share,
        before="acc = 0\nfor n in values:\n    try:\n        acc += 7 / n\n    except ZeroDivisionError:\n        acc += 1",
        after="acc = 0\nfor n in values:\n    if n != 0:\n        acc += 7 / n\n    else:\n        acc += 1",
    )


def _key(share):
    return dict(
        name="100,000 keys, %d %% missing" % share,
        setup="known = {n: n for n in range(100)}\nkeys = [-1 if n %% 100 < %d else n %% 100 for n in range(100000)]" % share,
        before="for k in keys:\n    try:\n        v = known[k]\n    except KeyError:\n        v = 0",
        after="for k in keys:\n    v = known.get(k, 0)",
    )


def _attribute(share):
    return dict(
        name="100,000 attributes, %d %% missing" % share,
        setup="class A:\n    pass\na = A()\na.x = 1\nb = A()\nobjects = [b if n %% 100 < %d else a for n in range(100000)]" % share,
        before="for o in objects:\n    try:\n        v = o.x\n    except AttributeError:\n        v = 0",
        after="for o in objects:\n    v = getattr(o, 'x', 0)",
    )


CASES = [make(share) for make in (_division, _key, _attribute) for share in (0, 5, 50, 100)]
