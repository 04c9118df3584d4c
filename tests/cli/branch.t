`pyheap fix --branch NAME` commits to a branch and leaves the work tree and the index alone.

  $ git init -q -b main shop && cd shop
  $ echo 'x = len("abc") in [1, 2, 3]' > a.py
  $ git add . && git commit -q -m 'Open the shop'
  $ echo 'mine = 1' >> a.py
  $ pyheap fix --branch pyheap/perf
  [pyheap/perf 7eccf5e] pyheap: 1 fix of set-membership in 1 file
  Committed fixes of 1 finding in 1 file as 1 commit (1 checked).
  $ git status --short --branch
  ## main
   M a.py
  $ git diff main pyheap/perf
  diff --git a/a.py b/a.py
  index 66b5e60..b3ad61c 100644
  --- a/a.py
  +++ b/a.py
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  $ pyheap fix --branch pyheap/perf
  Nothing to commit (1 file).
  The branch stays as it is.
  $ git checkout -q a.py
  $ pyheap fix --branch main
  error: branch 'main' is checked out: give --commit to commit to it
  [2]

Nothing to do makes no branch:

  $ pyheap fix --branch other --select math-sqrt
  Nothing to commit (1 file).
  No branch was made.

A branch goes on as long as all on it is pyheap's and it begins at HEAD:

  $ git branch side && git checkout -q side && git commit -q --allow-empty -m 'Mine'
  $ git checkout -q main && pyheap fix --branch side
  error: branch 'side' holds commits that are not pyheap's
  [2]
  $ git commit -q --allow-empty -m 'On'
  $ pyheap fix --branch pyheap/perf
  error: branch 'pyheap/perf' begins at a commit before HEAD
    hint: choose another name, or `git branch -D pyheap/perf` and run again
  [2]

Several repositories at once, bare ones too, end with a table:

  $ cd .. && git clone -q --bare shop depot.git
  $ git init -q clean && echo 'x = 1' > clean/a.py
  $ git -C clean add . && git -C clean commit -q -m 'Clean'
  $ git init -q empty && mkdir plain
  $ pyheap fix --branch rework shop clean depot.git empty plain
  shop:
  [rework f7a7307] pyheap: 1 fix of set-membership in 1 file
  Committed fixes of 1 finding in 1 file as 1 commit (1 checked).
  clean:
  Nothing to commit (1 file).
  depot.git:
  [rework f7a7307] pyheap: 1 fix of set-membership in 1 file
  Committed fixes of 1 finding in 1 file as 1 commit (1 checked).
  empty:
  error: empty: the repository has no commit yet
  plain:
  error: plain: is in no git repository
  
  repository  commits  fixes  files  result
  shop              1      1      1  f7a7307
  clean             0      0      0  nothing to fix
  depot.git         1      1      1  f7a7307
  empty             -      -      -  the repository has no commit yet
  plain             -      -      -  is in no git repository
  2 of 5 repositories have a branch 'rework'; 1 had nothing to fix, 2 failed.
  [2]
  $ git -C depot.git log --format='%h %s' rework
  f7a7307 pyheap: 1 fix of set-membership in 1 file
  4acb561 On
  5d389c3 Open the shop
  $ git -C shop log --format='%h %s' rework
  f7a7307 pyheap: 1 fix of set-membership in 1 file
  4acb561 On
  5d389c3 Open the shop
  $ pyheap fix -q --branch again shop clean
  $ pyheap fix --branch 'no name' shop
  error: 'no name' is no name for a branch
  [2]
