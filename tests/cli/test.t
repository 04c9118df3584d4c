`pyheap test` runs the samples of the rules' pages as tests.

  $ pyheap test set-membership | tail -n 1
  1 passed, 0 failed

A user's own page is loaded from a folder; here everything about it is right.

  $ mkdir pages
  $ page() {
  >   cat <<'END'
  > # len-zero
  > 
  > Compares a length with zero
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
  > - len($x) == 0
  > + not len($x)
  > where hashable($x) else unsafe "{x} may be unhashable"
  >     otherwise advise "{x} is unhashable"
  > message "length of {x} compared with zero"
  > ```
  > 
  > END
  >   cat
  > }
  > fence() { printf '```python %s\n' "$1"; cat; printf '```\n\n'; }
  > {
  >   echo 'print(len("abc") == 0)' | fence 'before run'
  >   echo 'print(not len("abc"))' | fence after
  >   echo 'print(len(x) == 0)' | fence 'before level=unsafe'
  >   echo 'print(not len(x))' | fence after
  >   echo 'print(len([1]) == 0)' | fence 'advise because="hashable"'
  >   echo 'print(len(x) == 0)' | fence 'keep because="hashable($x)"'
  >   echo 'len = max; print(len("abc") == 0)' | fence 'keep because="builtin"'
  >   echo 'print(len("abc") == 1)' | fence 'keep because="pattern"'
  >   echo 'print(len("abc") == 0)  # noqa' | fence 'keep because="surroundings"'
  >   echo 'x = 1 == 0' | fence 'keep because="literal"'
  >   echo 'print("len(x) == 0")' | fence 'keep because="anchor"'
  > } | page > pages/len-zero.md
  $ pyheap test --transforms pages len-zero
  ok len-zero: 9 samples, 143 mutations
  1 passed, 0 failed

What stopped each sample, or did not.

  $ pyheap test --transforms pages --trace len-zero | head -n 28
  pages/len-zero.md:25: before
  pages/len-zero.md:25:7  len("abc") == 0
    pages/len-zero.md:17: `len($x) == 0`
      matches
      proved   pages/len-zero.md:19: hashable($x)
      reported, level safe
  
  pages/len-zero.md:33: before
  pages/len-zero.md:33:7  len(x) == 0
    pages/len-zero.md:17: `len($x) == 0`
      matches
      unknown  pages/len-zero.md:19: hashable($x)
               `x` (not bound in this file) may be unhashable (pages/len-zero.md:33:11)
               so it is unsafe at best
      reported, level unsafe
  
  pages/len-zero.md:41: advise
  pages/len-zero.md:41:7  len([1]) == 0
    pages/len-zero.md:17: `len($x) == 0`
      matches
      refuted  pages/len-zero.md:19: hashable($x)
               `[1]` (a list, dict, set or bytearray) is unhashable (pages/len-zero.md:41:11)
               so it is display-only at best
      reported, level display-only
  
  pages/len-zero.md:45: keep
  pages/len-zero.md:45:7  len(x) == 0
    pages/len-zero.md:17: `len($x) == 0`

Every way to fail. A `before` that does not become its `after`, in which nothing is
found, or something of another level:

  $ {
  >   echo 'print(len("abc") == 0)' | fence before
  >   echo 'print(len("abc") < 1)' | fence after
  >   echo 'print(len("abc") == 1)' | fence before
  >   echo 'print(not len("abc"))' | fence after
  >   echo 'print(len(x) == 0)' | fence before
  >   echo 'print(not len(x))' | fence after
  >   echo 'x = 1 == 2' | fence keep
  > } | page > pages/len-zero.md
  $ pyheap test --transforms pages len-zero
  pages/len-zero.md:25: the fixes do not give the after
  --- expected
  +++ got
  @@ -1 +1 @@
  -print(len("abc") < 1)
  +print(not len("abc"))
  pages/len-zero.md:33: nothing is found here
    pages/len-zero.md:17: `len($x) == 0` does not match at pages/len-zero.md:33:21: `0` was expected, `1` is there
  pages/len-zero.md:41: found as unsafe, not as safe
    pages/len-zero.md:41:7  len(x) == 0
    pages/len-zero.md:19: hashable($x): unknown: `x` (not bound in this file) may be unhashable (pages/len-zero.md:41:11)
  pages/len-zero.md:41: the fixes do not give the after
  --- expected
  +++ got
  @@ -1 +1 @@
  -print(not len(x))
  +print(len(x) == 0)
  failed len-zero: 4 samples, 13 mutations, 4 failures
  0 passed, 1 failed
  [1]

A `keep` that changes, or is kept for another reason, or for none; an `advise` that is
changed, or silent:

  $ {
  >   echo 'print(len("abc") == 0)' | fence keep
  >   echo 'print(len(x) == 0)' | fence 'keep because="count"'
  >   echo 'print(len([1]) == 0)' | fence 'keep because="pattern"'
  >   echo 'print(len)' | fence keep
  >   echo 'print(len("abc") == 0)' | fence advise
  >   echo 'print(len("abc") == 1)' | fence advise
  > } | page > pages/len-zero.md
  $ pyheap test --transforms pages len-zero
  pages/len-zero.md:25: it is changed
  --- expected
  +++ got
  @@ -1 +1 @@
  -print(len("abc") == 0)
  +print(not len("abc"))
  pages/len-zero.md:29: 'count' is not what stopped it; this is
    pages/len-zero.md:19: hashable($x): unknown: `x` (not bound in this file) may be unhashable (pages/len-zero.md:29:11)
  pages/len-zero.md:33: 'pattern' is not what stopped it; this is
    pages/len-zero.md:19: hashable($x): refuted: `[1]` (a list, dict, set or bytearray) is unhashable (pages/len-zero.md:33:11)
  pages/len-zero.md:37: no patch could start here, so the sample shows nothing; say because="anchor" if it is about that
  pages/len-zero.md:41: found as safe, not as display-only
    pages/len-zero.md:41:7  len("abc") == 0
  pages/len-zero.md:41: it is changed
  --- expected
  +++ got
  @@ -1 +1 @@
  -print(len("abc") == 0)
  +print(not len("abc"))
  pages/len-zero.md:45: nothing is found here
    pages/len-zero.md:17: `len($x) == 0` does not match at pages/len-zero.md:45:21: `0` was expected, `1` is there
  failed len-zero: 6 samples, 0 mutations, 7 failures
  0 passed, 1 failed
  [1]

Samples that are no Python, name no level, or do something else after the fix:

  $ {
  >   echo 'print(len("abc") == 0' | fence keep
  >   echo 'print(len(x) == 0)' | fence 'keep level=sure'
  >   echo 'print(len("abc") == 0)' | fence 'before run'
  >   echo 'print(not len("abc"), 1)' | fence after
  >   echo 'print(len("abc") == 0); 1 / 0' | fence 'before run'
  >   echo 'print(not len("abc")); {}[0]' | fence after
  >   echo 'print(len(x) == 0)' | fence 'keep run because="hashable"'
  > } | page > pages/len-zero.md
  $ pyheap test --transforms pages len-zero
  pages/len-zero.md:25: cannot be read: its line 1: does not parse as Python 3
  pages/len-zero.md:29: unknown level 'sure': only safe, unsafe or advise
  pages/len-zero.md:33: the fixes do not give the after
  --- expected
  +++ got
  @@ -1 +1 @@
  -print(not len("abc"), 1)
  +print(not len("abc"))
  pages/len-zero.md:33: its after prints something else
  --- expected
  +++ got
  @@ -1 +1 @@
  -False
  +False 1
  pages/len-zero.md:41: the fixes do not give the after
  --- expected
  +++ got
  @@ -1 +1 @@
  -print(not len("abc")); {}[0]
  +print(not len("abc")); 1 / 0
  pages/len-zero.md:41: its after ends with the error 'KeyError: 0', not 'ZeroDivisionError: division by zero'
  pages/len-zero.md:49: python3 exits with 1: NameError: name 'x' is not defined
  failed len-zero: 5 samples, 0 mutations, 7 failures
  0 passed, 1 failed
  [1]

A rule that is right for its sample and wrong for another form of it: its guard does not
ask whether `len` is the builtin.

  $ {
  >   echo 'a = len("abc") in [1, 2]' | fence before
  >   echo 'a = len("abc") in {1, 2}' | fence after
  >   echo 'x = 1 == 2' | fence keep
  > } | page | sed '
  >   s/^- .*/- $x in [$*E]/; s/^+ .*/+ $x in {$*E}/
  >   s/^where .*/where count($E) > 0/; /otherwise/d' > pages/len-zero.md
  $ pyheap test --transforms pages len-zero
  pages/len-zero.md:24: with `len = list` in front: still found, as safe, though `len` is no builtin
  failed len-zero: 2 samples, 33 mutations, 1 failure
  0 passed, 1 failed
  [1]

Without python3 nothing is compiled or run, and that is said.

  $ (PATH="$(dirname "$(command -v pyheap)")"; pyheap test set-membership > /dev/null)
  warning: no python3 was found: nothing is compiled or run

Mistakes of the command line and of a page.

  $ pyheap test set-membrship
  error: no rule is called 'set-membrship'
    hint: did you mean 'set-membership'?
  [2]
  $ echo '# other' > pages/len-zero.md; pyheap test --transforms pages len-zero
  error: pages/len-zero.md:1: heading 'other' is not the file's name 'len-zero'
  error: pages/len-zero.md:1: no title below the page heading
  error: pages/len-zero.md: no heading '## What it does'
  error: pages/len-zero.md: no pyheap fence: the page has no program
  error: pages/len-zero.md: no keep sample: nothing shows when it must not fire
  [2]
