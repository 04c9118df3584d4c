# why: every use that a deque answers alike, and the comments around it
# run: yes
"""A module with a docstring."""
import sys


def walk(items):
    queue = []  # to do
    queue.extend(items)
    queue.insert(0,  # in front
                 "first")
    total = 0
    while len(queue) > 0:
        head = queue[0]
        item = queue.pop(0)
        if item == "b" and "c" in queue and not queue.count("z"):
            queue.append("d")
        for other in queue:
            total += len(other)
        total += len(sorted(queue)) + len(list(queue)) + len("".join(queue))
        print(item, head, total, bool(queue), file=sys.stdout)
    queue.clear()
    return total


print(walk("abc"))
