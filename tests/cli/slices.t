A large change lands in slices: by rule, owner or folder, or a number of fixes at a time.

  $ git init -q -b main shop && cd shop
  $ mkdir -p api web .github
  $ for f in api/a api/b web/c main; do
  >   printf 'x = len("abc") in [1, 2, 3]\ny = len("abcd") in [1, 2, 3]\n' > $f.py
  > done
  $ printf '/api/ @backend\n/web/ @frontend @design\n' > .github/CODEOWNERS
  $ git add . && git commit -q -m 'Open the shop'
  $ pyheap fix --branch owners --commit=per-owner
  [owners 30247e3] pyheap: 2 fixes of set-membership in 1 file
  [owners f868156] pyheap: 4 fixes of set-membership in 2 files of @backend
  [owners c35b2a1] pyheap: 2 fixes of set-membership in 1 file of @frontend @design
  Committed fixes of 8 findings in 4 files as 3 commits (4 checked).
  $ pyheap fix --branch folders --commit=per-folder
  [folders 6aec5a5] pyheap: 2 fixes of set-membership in 1 file of .
  [folders 0bfc663] pyheap: 4 fixes of set-membership in 2 files of api
  [folders b599a3f] pyheap: 2 fixes of set-membership in 1 file of web
  Committed fixes of 8 findings in 4 files as 3 commits (4 checked).
  $ pyheap fix --branch one --commit=one
  [one c63a5a1] pyheap: 8 fixes of set-membership in 4 files
  Committed fixes of 8 findings in 4 files as 1 commit (4 checked).
  $ git diff owners one && git diff folders one

The first fixes by file and line, then the next ones:

  $ pyheap fix --branch steps --limit 3
  [steps 2602a12] pyheap: 3 fixes of set-membership in 2 files
  Committed fixes of 3 findings in 2 files as 1 commit (4 checked); 5 findings remain: 5 fixable with `pyheap fix`.
  $ git diff --stat main steps
   api/a.py | 4 ++--
   api/b.py | 2 +-
   2 files changed, 3 insertions(+), 3 deletions(-)
  $ pyheap fix --branch steps --limit 3
  [steps be1aeb7] pyheap: 3 fixes of set-membership in 2 files
  Committed fixes of 3 findings in 2 files as 1 commit (4 checked); 2 findings remain: 2 fixable with `pyheap fix`.
  $ pyheap fix --branch steps --limit 3
  [steps 838cd53] pyheap: 2 fixes of set-membership in 1 file
  Committed fixes of 2 findings in 1 file as 1 commit (4 checked).
  $ git diff steps one

Some by chance: the same seed chooses the same fixes.

  $ pyheap fix -q --branch some --sample 3 --seed 5
  $ pyheap fix -q --branch same --sample 3 --seed 5
  $ pyheap fix -q --branch others --sample 3 --seed 6
  $ git diff --quiet some same
  $ git diff --quiet some others
  [1]
  $ git diff --numstat main some
  1	1	api/a.py
  1	1	api/b.py
  1	1	web/c.py
