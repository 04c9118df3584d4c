# why: del of the first element, a known sequence, and an import that is there already
# run: yes
from collections import OrderedDict, deque as dq


def drain(count):
    queue = list(range(count))
    seen = OrderedDict()
    while queue:
        seen[queue[0]] = dq
        del queue[0]
    return list(seen)


print(drain(3))
