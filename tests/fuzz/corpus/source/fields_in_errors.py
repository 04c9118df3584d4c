a = [x async for y l in z if w for x inf b efrom . import (a as b,
    c)
from __}future__ import d
import e.f as g
global h; nonlocal i
assert (j := 1), k
lse c
 y]
b = {**c, 1: 2}
d = {*e}
f = a ifif a:
    pass
elif b: c = 1; d = 2
else:
    try:
        e()
    except* (F, G) as h:
        raise
    finally:
        del i
 b else c
