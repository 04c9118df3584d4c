A remark keeps findings of its line away, all or those of the rules that it names.

  $ cat > a.py <<'END'
  > def f(items):
  >     a = len(items) in [1, 2, 3]  # pyheap: ignore[set-membership]
  >     b = len(items) in [1, 2, 3]  # pyheap: ignore
  >     c = len(items) in [1, 2, 3]  # not yet  # pyheap: ignore
  >     d = len(items) in [1, 2, 3]
  >     return a, b, c, d
  > END
  $ pyheap check --output-format concise a.py
  a.py:5:9 set-membership [safe] membership test scans 3 constants: use a set
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]

A remark that names no rule of this version suppresses nothing, and says so:

  $ echo 'a = len("abc") in [1, 2, 3]  # pyheap: ignore[set-membershp]' > b.py
  $ pyheap check --output-format concise b.py
  warning: b.py:1:47: remark names an unknown rule 'set-membershp'
    hint: did you mean 'set-membership'?
  b.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]

One for the whole file stands on a line of its own:

  $ { echo '# pyheap: ignore-file'; cat b.py; } > c.py
  $ pyheap check --output-format concise c.py
  warning: c.py:2:47: remark names an unknown rule 'set-membershp'
    hint: did you mean 'set-membership'?
  All checks passed (1 file).

What is suppressed is not fixed either:

  $ pyheap fix a.py
  Fixed 1 finding in 1 file (1 checked).
  $ cat a.py
  def f(items):
      a = len(items) in [1, 2, 3]  # pyheap: ignore[set-membership]
      b = len(items) in [1, 2, 3]  # pyheap: ignore
      c = len(items) in [1, 2, 3]  # not yet  # pyheap: ignore
      d = len(items) in {1, 2, 3}
      return a, b, c, d
