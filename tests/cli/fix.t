`pyheap fix` applies what is proved to be safe and leaves the rest.

  $ cat > basket.py <<"END"
  > def usual(items, colour):
  >     if len(items) in [1, 2, 3]:
  >         return colour in ("red", "green", "blue")
  >     return False
  > END

First as a diff, which writes nothing; the summary goes to standard error:

  $ pyheap fix --dry-run basket.py
  --- a/basket.py
  +++ b/basket.py
  @@ -1,4 +1,4 @@
   def usual(items, colour):
  -    if len(items) in [1, 2, 3]:
  +    if len(items) in {1, 2, 3}:
           return colour in ("red", "green", "blue")
       return False
  Would fix 1 finding in 1 file (1 checked); 1 finding remains: 1 fixable with `--unsafe-fixes`.
  [1]
  $ pyheap fix --diff basket.py 2> summary > basket.diff
  [1]
  $ cat summary
  Would fix 1 finding in 1 file (1 checked); 1 finding remains: 1 fixable with `--unsafe-fixes`.

Both git and patch take such a diff:

  $ cp basket.py copy.py
  $ git apply basket.diff && cat basket.py
  def usual(items, colour):
      if len(items) in {1, 2, 3}:
          return colour in ("red", "green", "blue")
      return False
  $ cp basket.py by-git.py && cp copy.py basket.py
  $ patch -s -p1 < basket.diff && cmp basket.py by-git.py
  $ cp copy.py basket.py

Then for good:

  $ pyheap fix basket.py
  Fixed 1 finding in 1 file (1 checked); 1 finding remains: 1 fixable with `--unsafe-fixes`.
  $ cat basket.py
  def usual(items, colour):
      if len(items) in {1, 2, 3}:
          return colour in ("red", "green", "blue")
      return False

A second run has nothing to do:

  $ pyheap fix basket.py
  Nothing to fix (1 file); 1 finding remains: 1 fixable with `--unsafe-fixes`.
  $ pyheap fix --dry-run basket.py
  Nothing to fix (1 file); 1 finding remains: 1 fixable with `--unsafe-fixes`.

What is not proved is applied only if that is asked for:

  $ pyheap fix --unsafe-fixes basket.py
  Fixed 1 finding in 1 file (1 checked).
  $ cat basket.py
  def usual(items, colour):
      if len(items) in {1, 2, 3}:
          return colour in {"red", "green", "blue"}
      return False
  $ pyheap fix --dry-run basket.py
  Nothing to fix (1 file).
