"""Lists that are asked whether they hold something."""
CASES = [dict(name="miss in a literal of {}".format(n),
              setup="x = 'absent'", times=10_000,
              before="x in {!r}".format(tuple("name%d" % i for i in range(n))),
              after="x in {!r}".format({"name%d" % i for i in range(n)}))
         for n in (2, 3, 5, 10, 50)]
CASES += [dict(name="hit at the first of 5", setup="x = 'a'", times=10_000,
               before="x in ('a', 'b', 'c', 'd', 'e')", after="x in {'a', 'b', 'c', 'd', 'e'}")]
CASES += [dict(name="1,000 tests in a list of {:,}".format(n),
               setup="known = ['name%d' % i for i in range({})]\nasked = known[::{}]".format(
                   n, max(1, n // 1000)),
               before="for x in asked:\n    x in known",
               after="members = set(known)\nfor x in asked:\n    x in members")
          for n in (1_000, 10_000)]
