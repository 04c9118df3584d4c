"""The place of an element in a list in order."""
IMPORT = "from bisect import bisect_left, insort\n"
LOOP = """for i, x in enumerate(q):
    if x > v:
        q.insert(i, v)
        break
else:
    q.append(v)
"""
CASES = [dict(name="a loop that inserts, {:,} elements".format(n),
              setup=IMPORT + "q = list(range(0, 2 * {}, 2)); v = {} + 1".format(n, n),
              before=LOOP + "del q[{} // 2 + 1]".format(n),
              after="insort(q, v)\ndel q[{} // 2 + 1]".format(n), times=t)
         for n, t in ((10, 10_000), (1_000, 300), (100_000, 10))]
CASES += [dict(name="`append` and `sort`, {:,} elements".format(n),
               setup=IMPORT + "q = list(range(0, 2 * {}, 2)); v = {} + 1".format(n, n),
               before="q.append(v)\nq.sort()\ndel q[{} // 2 + 1]".format(n),
               after="insort(q, v)\ndel q[{} // 2 + 1]".format(n), times=t)
          for n, t in ((10, 10_000), (1_000, 1_000), (100_000, 20))]
CASES.append(dict(name="`sum(1 for x in q if x < v)`, 1,000 elements",
                  setup=IMPORT + "q = list(range(1_000)); v = 500",
                  before="n = sum(1 for x in q if x < v)", after="n = bisect_left(q, v)", times=100))
