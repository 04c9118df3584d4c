`check --why RULE FILE:LINE` tells what became of each place on the line where a
patch of the rule could start.

  $ cat > a.py <<'END'
  > def check(value, other):
  >     a = value in [None, "", "n/a"]
  >     b = str(value) in [1, other, 2]
  >     c = len(value) in [1, 2]
  >     d = len(value) not in [1, 2, 3]
  >     e = value in {1, 2}
  >     f = len(value) in [1, 2, 3]  # noqa
  >     g = len(value) in [1, 2, 3]  # pyheap: ignore
  >     h = 1 in [1, 2] in [3]
  >     return a, b, c, d, e, f, g, h
  > END

Lines of the built-in page are left out here, so that it may change.

  $ why() { pyheap check --why set-membership "$@" | sed 's/[.]md:[0-9]*/.md/'; }

A guard that is unknown caps the level.

  $ why a.py:2
  a.py:2:5  a = value in [None, "", "n/a"]
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:2:9: a list `[$*E]` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:2:9: a tuple `($*E,)` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L: list[$T] = [$*E]`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$*E]`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: list = [$*E]`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: tuple[$T, ...] = ($*E,)`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:2:9: a list `[$*E]` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:2:9: a tuple `($*E,)` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:2:9: a list `[$*E]` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:2:9: a tuple `($*E,)` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L: typing.Final = [$*E]`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.Final = ($*E,)`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:2:9: a call `list(range($*a))` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:2:9: a call `list(range($*a))` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:2:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L: list[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:2:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:2:9: a call `list($src)` was expected, a comparison operator `value in [None, "", "n/a"]` is there
    transforms/set-membership.md: `$L: list[$T] = list($src)`
      does not match at a.py:2:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:2:9: a call `list($src)` was expected, a comparison operator `value in [None, "", "n/a"]` is there
  
  a.py:2:9  value in [None, "", "n/a"]
    transforms/set-membership.md: `$x in [$*E]`
      matches
      proved   transforms/set-membership.md: count($E) >= 1
      proved   transforms/set-membership.md: all constant($E)
      unknown  transforms/set-membership.md: hashable($x)
               `value` (parameter, line 1) may be unhashable: then the scan says False and the lookup raises TypeError (a.py:1:11)
               so it is unsafe at best
      unknown  transforms/set-membership.md: eq_by_value($x, $E)
               `value` (parameter, line 1) may compare equal in a way that its hash does not tell (a.py:1:11)
               so it is unsafe at best
      reported, level unsafe

A guard that is refuted, with nothing said about that, drops the match.

  $ why a.py:3
  a.py:3:5  b = str(value) in [1, other, 2]
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:3:9: a list `[$*E]` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:3:9: a tuple `($*E,)` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L: list[$T] = [$*E]`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$*E]`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: list = [$*E]`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: tuple[$T, ...] = ($*E,)`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:3:9: a list `[$*E]` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:3:9: a tuple `($*E,)` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:3:9: a list `[$*E]` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:3:9: a tuple `($*E,)` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L: typing.Final = [$*E]`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.Final = ($*E,)`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:3:9: a call `list(range($*a))` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:3:9: a call `list(range($*a))` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:3:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L: list[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:3:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:3:9: a call `list($src)` was expected, a comparison operator `str(value) in [1, other, 2]` is there
    transforms/set-membership.md: `$L: list[$T] = list($src)`
      does not match at a.py:3:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:3:9: a call `list($src)` was expected, a comparison operator `str(value) in [1, other, 2]` is there
  
  a.py:3:9  str(value) in [1, other, 2]
    transforms/set-membership.md: `$x in [$*E]`
      matches
      proved   transforms/set-membership.md: count($E) >= 1
      refuted  transforms/set-membership.md: all constant($E)
               because of `other` (a.py:3:27)
               so nothing is reported
      not reported
    transforms/set-membership.md: `$x in ($*E,)`
      does not match at a.py:3:23: a tuple `($*E,)` was expected, a list `[1, other, 2]` is there
    transforms/set-membership.md: `$x in $d.keys()`
      does not match at a.py:3:23: a call `$d.keys()` was expected, a list `[1, other, 2]` is there
    transforms/set-membership.md: `$x in list($d)`
      does not match at a.py:3:23: a call `list($d)` was expected, a list `[1, other, 2]` is there
    transforms/set-membership.md: `$x in list($d.keys())`
      does not match at a.py:3:23: a call `list($d.keys())` was expected, a list `[1, other, 2]` is there
    transforms/set-membership.md: `$x in list(range($*a))`
      does not match at a.py:3:23: a call `list(range($*a))` was expected, a list `[1, other, 2]` is there

What gains nothing is hidden, unless it is asked for.

  $ why a.py:4
  a.py:4:5  c = len(value) in [1, 2]
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:4:9: a list `[$*E]` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:4:9: a tuple `($*E,)` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L: list[$T] = [$*E]`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$*E]`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: list = [$*E]`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: tuple[$T, ...] = ($*E,)`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:4:9: a list `[$*E]` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:4:9: a tuple `($*E,)` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:4:9: a list `[$*E]` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:4:9: a tuple `($*E,)` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L: typing.Final = [$*E]`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.Final = ($*E,)`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:4:9: a call `list(range($*a))` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:4:9: a call `list(range($*a))` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:4:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L: list[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:4:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:4:9: a call `list($src)` was expected, a comparison operator `len(value) in [1, 2]` is there
    transforms/set-membership.md: `$L: list[$T] = list($src)`
      does not match at a.py:4:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:4:9: a call `list($src)` was expected, a comparison operator `len(value) in [1, 2]` is there
  
  a.py:4:9  len(value) in [1, 2]
    transforms/set-membership.md: `$x in [$*E]`
      matches
      proved   transforms/set-membership.md: count($E) >= 1
      proved   transforms/set-membership.md: all constant($E)
      proved   transforms/set-membership.md: hashable($x)
      proved   transforms/set-membership.md: eq_by_value($x, $E)
      not reported: benefit none, with 2 constants a scan is as fast; with --all it would be, as safe
  $ why --all a.py:4 | tail -n 1
      reported, level safe

A finding, after the patches that did not match.

  $ why a.py:5
  a.py:5:5  d = len(value) not in [1, 2, 3]
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:5:9: a list `[$*E]` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:5:9: a tuple `($*E,)` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L: list[$T] = [$*E]`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$*E]`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: list = [$*E]`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: tuple[$T, ...] = ($*E,)`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:5:9: a list `[$*E]` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:5:9: a tuple `($*E,)` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:5:9: a list `[$*E]` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:5:9: a tuple `($*E,)` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L: typing.Final = [$*E]`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.Final = ($*E,)`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:5:9: a call `list(range($*a))` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:5:9: a call `list(range($*a))` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:5:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L: list[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:5:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:5:9: a call `list($src)` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
    transforms/set-membership.md: `$L: list[$T] = list($src)`
      does not match at a.py:5:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:5:9: a call `list($src)` was expected, a comparison operator `len(value) not in [1, 2, 3]` is there
  
  a.py:5:9  len(value) not in [1, 2, 3]
    transforms/set-membership.md: `$x in [$*E]`
      does not match at a.py:5:20: `in` was expected, `not in` is there
    transforms/set-membership.md: `$x not in [$*E]`
      matches
      proved   transforms/set-membership.md: count($E) >= 1
      proved   transforms/set-membership.md: all constant($E)
      proved   transforms/set-membership.md: hashable($x)
      proved   transforms/set-membership.md: eq_by_value($x, $E)
      reported, level safe

What did not match, and where.

  $ why a.py:6
  a.py:6:5  e = value in {1, 2}
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:6:9: a list `[$*E]` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:6:9: a tuple `($*E,)` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L: list[$T] = [$*E]`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$*E]`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: list = [$*E]`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: tuple[$T, ...] = ($*E,)`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:6:9: a list `[$*E]` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:6:9: a tuple `($*E,)` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:6:9: a list `[$*E]` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:6:9: a tuple `($*E,)` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L: typing.Final = [$*E]`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.Final = ($*E,)`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:6:9: a call `list(range($*a))` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:6:9: a call `list(range($*a))` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:6:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L: list[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:6:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:6:9: a call `list($src)` was expected, a comparison operator `value in {1, 2}` is there
    transforms/set-membership.md: `$L: list[$T] = list($src)`
      does not match at a.py:6:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:6:9: a call `list($src)` was expected, a comparison operator `value in {1, 2}` is there
  
  a.py:6:9  value in {1, 2}
    transforms/set-membership.md: `$x in [$*E]`
      does not match at a.py:6:18: a list `[$*E]` was expected, a set `{1, 2}` is there
    transforms/set-membership.md: `$x in ($*E,)`
      does not match at a.py:6:18: a tuple `($*E,)` was expected, a set `{1, 2}` is there
    transforms/set-membership.md: `$x in $d.keys()`
      does not match at a.py:6:18: a call `$d.keys()` was expected, a set `{1, 2}` is there
    transforms/set-membership.md: `$x in list($d)`
      does not match at a.py:6:18: a call `list($d)` was expected, a set `{1, 2}` is there
    transforms/set-membership.md: `$x in list($d.keys())`
      does not match at a.py:6:18: a call `list($d.keys())` was expected, a set `{1, 2}` is there
    transforms/set-membership.md: `$x in list(range($*a))`
      does not match at a.py:6:18: a call `list(range($*a))` was expected, a set `{1, 2}` is there
  $ why a.py:9
  a.py:9:5  h = 1 in [1, 2] in [3]
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:9:9: a list `[$*E]` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:9:9: a tuple `($*E,)` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L: list[$T] = [$*E]`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$*E]`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: list = [$*E]`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: tuple[$T, ...] = ($*E,)`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:9:9: a list `[$*E]` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:9:9: a tuple `($*E,)` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L = [$*E]`
      does not match at a.py:9:9: a list `[$*E]` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L = ($*E,)`
      does not match at a.py:9:9: a tuple `($*E,)` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L: typing.Final = [$*E]`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.Final = ($*E,)`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:9:9: a call `list(range($*a))` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L = list(range($*a))`
      does not match at a.py:9:9: a call `list(range($*a))` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:9:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L: list[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L: typing.List[$T] = [$e for $t in $xs if $*rest]`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`
      does not match at a.py:9:9: a list comprehension `[$e for $t in $xs if $*rest]` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:9:9: a call `list($src)` was expected, a comparison operator `1 in [1, 2] in [3]` is there
    transforms/set-membership.md: `$L: list[$T] = list($src)`
      does not match at a.py:9:7: `:` was expected, `=` is there
    transforms/set-membership.md: `$L = list($src)`
      does not match at a.py:9:9: a call `list($src)` was expected, a comparison operator `1 in [1, 2] in [3]` is there
  
  a.py:9:9  1 in [1, 2] in [3]
    transforms/set-membership.md: `$x in [$*E]`
      does not match at a.py:9:21: the pattern ends here, but the code goes on with `in`
    transforms/set-membership.md: `$x in ($*E,)`
      does not match at a.py:9:14: a tuple `($*E,)` was expected, a list `[1, 2]` is there
    transforms/set-membership.md: `$x in $d.keys()`
      does not match at a.py:9:14: a call `$d.keys()` was expected, a list `[1, 2]` is there
    transforms/set-membership.md: `$x in list($d)`
      does not match at a.py:9:14: a call `list($d)` was expected, a list `[1, 2]` is there
    transforms/set-membership.md: `$x in list($d.keys())`
      does not match at a.py:9:14: a call `list($d.keys())` was expected, a list `[1, 2]` is there
    transforms/set-membership.md: `$x in list(range($*a))`
      does not match at a.py:9:14: a call `list(range($*a))` was expected, a list `[1, 2]` is there

Something around the code forbids the rewrite, or a remark keeps the finding away.

  $ why a.py:7 | tail -n 3
      stopped  a remark for another tool stands on this line, so it is left alone (a.py:7:34)
               so it is display-only
      reported, level display-only
  $ why a.py:8 | tail -n 1
      not reported: a `# pyheap: ignore` remark covers it

A line without any such code; a whole file; a rule that is not selected.

  $ why a.py:10
  a.py:10: no code here is of a kind that set-membership starts with:
    transforms/set-membership.md: `$x in [$*E]`
    transforms/set-membership.md: `$x in ($*E,)`, and the file holds no `in (`
    transforms/set-membership.md: `$L = [$*E]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = ($*E,)`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: list[$T] = [$*E]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: typing.List[$T] = [$*E]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: list = [$*E]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: tuple[$T, ...] = ($*E,)`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = [$*E]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = ($*E,)`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = [$*E]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = ($*E,)`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: typing.Final = [$*E]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: typing.Final = ($*E,)`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$x in $d.keys()`, and the file holds no `.keys(`
    transforms/set-membership.md: `$x in list($d)`, and the file holds no `in list(`
    transforms/set-membership.md: `$x in list($d.keys())`, and the file holds no `in list(`
    transforms/set-membership.md: `$x in list(range($*a))`, and the file holds no `in list(range(`
    transforms/set-membership.md: `$L = list(range($*a))`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = list(range($*a))`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: list[$T] = [$e for $t in $xs if $*rest]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: typing.List[$T] = [$e for $t in $xs if $*rest]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = [$e for $t in $xs if $*rest]`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = list($src)`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L: list[$T] = list($src)`, and the file holds no `in NAME` or `not in NAME`
    transforms/set-membership.md: `$L = list($src)`, and the file holds no `in NAME` or `not in NAME`
  $ why a.py | grep -c '^a.py'
  16
  $ why --ignore set-membership a.py:5 | tail -n 1
      not reported: the rule is not selected for this file

Each use of a variable that a rule follows.

  $ mkdir pages
  $ cat > pages/fifo.md <<'END'
  > # fifo
  > 
  > A list used as a queue
  > 
  > ## What it does
  > 
  > ## Why it matters
  > 
  > ## When it is safe
  > 
  > ## When it is not
  > 
  > ## References
  > 
  > ```pyheap
  > match
  > - $q = []
  > + $q = Queue()
  > uses $q:
  > - $q.pop(0) #@ fifo
  > + $q.popleft()
  >   $q.append($_)
  > ! return $q #@ advise "the caller sees a queue"
  > where count(fifo) >= 1
  > message "{q} is a queue"
  > ```
  > 
  > ```python keep because="uses"
  > q = []
  > print(q)
  > ```
  > END
  $ cat > b.py <<'END'
  > def returned():
  >     q = []
  >     q.append(1)
  >     q.pop(0)
  >     return q
  > def printed():
  >     q = []
  >     print(q)
  > def unused():
  >     q = []
  >     q.append(1)
  > END
  $ pyheap check --transforms pages --why fifo b.py:2
  b.py:2:5  q = []
    pages/fifo.md:17: `$q = []`
      matches
      use      `q.append(1)` at b.py:3:5 fits pages/fifo.md:22: `$q.append($_)`
      use      `q.pop(0)` at b.py:4:5 fits pages/fifo.md:20: `$q.pop(0)`
      use      `return q` at b.py:5:12 is ruled out by pages/fifo.md:23: `return $q`, so it is display-only at best
      proved   pages/fifo.md:24: count(fifo) >= 1
      reported, level display-only
  $ pyheap check --transforms pages --why fifo b.py:7
  b.py:7:5  q = []
    pages/fifo.md:17: `$q = []`
      matches
      use      `print(q)` at b.py:8:11 fits no line below pages/fifo.md:19, so nothing is reported
      not reported
  $ pyheap check --transforms pages --why fifo b.py:10
  b.py:10:5  q = []
    pages/fifo.md:17: `$q = []`
      matches
      use      `q.append(1)` at b.py:11:5 fits pages/fifo.md:22: `$q.append($_)`
      refuted  pages/fifo.md:24: count(fifo) >= 1
               so nothing is reported
      not reported

Mistakes.

  $ pyheap check --why set-membrship a.py:5
  error: no rule is called 'set-membrship'
    hint: did you mean 'set-membership'?
  [2]
  $ pyheap check --why set-membership
  error: --why needs one operand: FILE or FILE:LINE
  [2]
  $ pyheap check --why set-membership c.py:5
  error: c.py: no such file or folder
  [2]
  $ mkdir d; touch d/a.py d/b.py; pyheap check --why set-membership d
  error: d: --why is about one file, and this is none
  [2]
