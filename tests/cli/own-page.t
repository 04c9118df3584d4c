A page of your own is a rule at once: nothing is rebuilt.

  $ mkdir pages
  $ cat > pages/tuple-membership.md <<'END'
  > # tuple-membership
  > 
  > A list of constants after `in` can be a tuple
  > 
  > ## What it does
  > 
  > Replaces the brackets by parentheses.
  > 
  > ## Why it matters
  > 
  > Some readers expect it.
  > 
  > ## When it is safe
  > 
  > Always: a list and a tuple are searched alike.
  > 
  > ## When it is not
  > 
  > Elements that are no constants are left alone.
  > 
  > ## References
  > 
  > - Python language reference, Membership test operations
  > 
  > ```pyheap
  > match
  > - $x in [$*E]
  > + $x in ($*E,)
  > where count($E) >= 2
  > where all constant($E)
  > benefit small "a constant"
  > message "{count(E)} constants in a list"
  > help "write a tuple"
  > ```
  > 
  > ```python before
  > print(3 in [1, 2])
  > ```
  > 
  > ```python after
  > print(3 in (1, 2))
  > ```
  > 
  > ```python keep because="constant"
  > print(3 in [one, two])
  > ```
  > END
  $ printf 'def f(key, other):\n    return key in [1, 2], key in [other]\n' > a.py
  $ pyheap check --transforms pages --select tuple-membership a.py
  a.py:2:12 tuple-membership [safe] 2 constants in a list
    |
  2 |     return key in [1, 2], key in [other]
    |            ^^^^^^^^^^^^^
    |
  help: write a tuple
  
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
  $ pyheap fix --transforms pages --select tuple-membership -q a.py
  $ cat a.py
  def f(key, other):
      return key in (1, 2), key in [other]
  $ pyheap rules --transforms pages | grep ^tuple
  tuple-membership       A list of constants after in can be a tuple
  $ pyheap explain --transforms pages tuple-membership | head -n 3
  # tuple-membership
  
  A list of constants after `in` can be a tuple

A page that is wrong is told with its place, and nothing is done:

  $ sed -i 's/^message/mesage/' pages/tuple-membership.md
  $ pyheap check --transforms pages a.py
  error: pages/tuple-membership.md:32: unknown clause 'mesage', did you mean 'message'?
  error: pages/tuple-membership.md:26: this rule says nothing: no message clause
  [2]
  $ pyheap check --transforms missing a.py
  error: missing: cannot open the transforms: No such file or directory
  [2]
