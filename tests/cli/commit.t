`pyheap fix --commit` commits what it fixes: one commit for each rule, and nothing else.

  $ git init -q -b main shop && cd shop
  $ cat > basket.py <<"END"
  > def usual(items, colour):
  >     if len(items) in [1, 2, 3]:
  >         return colour in ("red", "green", "blue")
  >     return False
  > END
  $ cat > roots.py <<"END"
  > def divisors(names):
  >     total = len(names)
  >     return [n for n in range(1, int(total ** 0.5) + 1) if total % n == 0]
  > END
  $ echo 'old' > notes.txt
  $ git add . && git commit -q -m 'Open the shop'

Changes of the user's own, staged or not, are not looked at:

  $ echo 'staged' > notes.txt && git add notes.txt
  $ echo 'not staged' > notes.txt
  $ pyheap fix --commit
  [main 457cb80] pyheap: 1 fix of math-sqrt in 1 file
  [main 885a0b4] pyheap: 1 fix of set-membership in 1 file
  Committed fixes of 2 findings in 2 files as 2 commits (2 checked); 1 finding remains: 1 fixable with `--unsafe-fixes`.
  $ git log --format='%h %an %ad %s'
  885a0b4 A Sat Jan 1 00:00:00 2000 +0000 pyheap: 1 fix of set-membership in 1 file
  457cb80 A Sat Jan 1 00:00:00 2000 +0000 pyheap: 1 fix of math-sqrt in 1 file
  9bd189a A Sat Jan 1 00:00:00 2000 +0000 Open the shop
  $ git show --format=%B HEAD
  pyheap: 1 fix of set-membership in 1 file
  
  - set-membership (1): Membership tests that scan a list or tuple of
    constants
    Benefit: one lookup instead of a scan of 3 constants
  
  pyheap has proved of each fix that it keeps behaviour, under the
  assumptions that its docs/assumptions.md lists.
  `pyheap explain RULE` tells when and why.
  
  Pyheap-Rule: set-membership
  Pyheap-Version: 0.1.0
  Pyheap-Options: .
  
  
  diff --git a/basket.py b/basket.py
  index 6027305..11b1c1a 100644
  --- a/basket.py
  +++ b/basket.py
  @@ -1,4 +1,4 @@
   def usual(items, colour):
  -    if len(items) in [1, 2, 3]:
  +    if len(items) in {1, 2, 3}:
           return colour in ("red", "green", "blue")
       return False
  $ git status --short
  MM notes.txt
  $ git diff --cached notes.txt | tail -2
  -old
  +staged
  $ pyheap fix --commit
  Nothing to commit (2 files); 1 finding remains: 1 fixable with `--unsafe-fixes`.

A file to be fixed that holds changes stops everything, and says so:

  $ echo 'x = len("abc") in [1, 2, 3]' > new.py
  $ git add new.py && git commit -q -m 'New' new.py
  $ echo 'y = len("abc") in [1, 2, 3]' >> new.py
  $ echo 'z = len("abc") in [1, 2, 3]' > untracked.py
  $ pyheap fix --commit
  error: new.py: has uncommitted changes: nothing is written
    hint: commit or stash them, or give --allow-dirty to commit them with the fixes
  warning: untracked.py: git does not track it: left as it is
  [2]
  $ git status --short
   M new.py
  MM notes.txt
  ?? untracked.py
  $ pyheap fix --commit --allow-dirty
  [main c629240] pyheap: 2 fixes of set-membership in 1 file
  Committed fixes of 2 findings in 1 file as 1 commit (4 checked); 2 findings remain: 1 fixable with `pyheap fix`, 1 more with `--unsafe-fixes`.
  warning: untracked.py: git does not track it: left as it is
  $ git status --short
  MM notes.txt
  ?? untracked.py

The text of a commit is the user's choice:

  $ cat > ../form <<"END"
  > perf: {title}
  > 
  > {fixes} in {files} by pyheap {version}, because:
  > {benefit}
  > 
  > Reviewed-by: Nobody <nobody@example.com>
  > END
  $ echo 'y = len("abc") in [1, 2, 3]' > new.py && git commit -q -m 'Newer' new.py
  $ pyheap fix --commit --message ../form new.py
  [main cff7c52] perf: Membership tests that scan a list or tuple of constants
  Committed fixes of 1 finding in 1 file as 1 commit (1 checked).
  $ git show --format=%B --stat HEAD
  perf: Membership tests that scan a list or tuple of constants
  
  1 in 1 by pyheap 0.1.0, because:
  one lookup instead of a scan of 3 constants
  
  Reviewed-by: Nobody <nobody@example.com>
  Pyheap-Rule: set-membership
  Pyheap-Version: 0.1.0
  Pyheap-Options: new.py
  
  
   new.py | 2 +-
   1 file changed, 1 insertion(+), 1 deletion(-)
  $ echo '{titel}' > ../form
  $ pyheap fix --commit --message ../form untracked.py
  Nothing to commit (1 file); 1 finding remains: 1 fixable with `pyheap fix`.
  warning: untracked.py: git does not track it: left as it is
  $ git add untracked.py && git commit -q -m 'Track it' untracked.py
  $ pyheap fix --commit --message ../form untracked.py
  error: ../form:1:1: commits know nothing called {titel}
    hint: did you mean {title}?
  [2]

Hooks are told, and run on request. One that fails stops everything:

  $ printf '#!/bin/sh\necho "no such luck"; exit 1\n' > .git/hooks/pre-commit
  $ chmod +x .git/hooks/pre-commit
  $ pyheap fix --commit --run-hooks untracked.py
  error: git commit failed, so nothing is committed; it says:
  note: no such luck
  [2]
  $ cat untracked.py
  z = len("abc") in [1, 2, 3]
  $ pyheap fix --commit untracked.py
  [main f44b2c4] pyheap: 1 fix of set-membership in 1 file
  Committed fixes of 1 finding in 1 file as 1 commit (1 checked).
  Note: hooks were not run (pre-commit): --run-hooks does so.

Commits that `git blame` is to pass over:

  $ echo 'y = len("abc") in [1, 2, 3]' > new.py && git commit -q --no-verify -m 'Newest' new.py
  $ pyheap fix --commit --blame-ignore-revs -q
  $ cat .git-blame-ignore-revs
  # pyheap: 1 fix of set-membership in 1 file
  a916cff5c93b26594ae2c0672d9aa49f4842e96d
  $ git status --short
  MM notes.txt

What cannot be:

  $ pyheap fix --commit --dry-run
  error: --dry-run writes nothing, so it cannot commit
  [2]
  $ pyheap fix --commit -
  error: standard input cannot be committed
  [2]
  $ pyheap fix --commit=by-hand
  error: --commit has to be 'per-rule', 'one', 'per-owner' or 'per-folder', not 'by-hand'
  [2]
  $ pyheap fix --allow-dirty
  error: --allow-dirty, --run-hooks, --blame-ignore-revs and --message go with --commit or --branch
  [2]
  $ cd .. && mkdir plain && echo 'y = len("abc") in [1, 2, 3]' > plain/y.py
  $ pyheap fix --commit plain
  error: plain: is in no git repository
  [2]
  $ git init -q empty && cp plain/y.py empty && pyheap fix --commit empty
  error: empty: the repository has no commit yet
  [2]
