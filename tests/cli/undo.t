What a run of `pyheap fix` wrote can be taken back, byte for byte.

  $ mkdir shop && cd shop
  $ echo 'x = len("abc") in [1, 2, 3]' > basket.py
  $ printf 'y = len("abc") in [1, 2, 3]\r\n' > till.py && chmod 755 till.py
  $ cp -p basket.py till.py ..
  $ pyheap fix .
  Fixed 2 findings in 2 files (2 checked).
  $ pyheap undo --dry-run
  basket.py
  till.py
  Would restore 2 files written by `pyheap fix .`.
  $ pyheap undo | sed 's/undo 2[-0-9a-f]*/undo RUN/'
  Restored 2 files written by `pyheap fix .`.
  `pyheap undo RUN` takes this back.
  $ cmp basket.py ../basket.py && cmp till.py ../till.py && test -x till.py
  $ ls -A
  basket.py
  till.py

There is nothing more to undo, but the undo is a run too, and can be taken back by its name:

  $ pyheap undo
  error: there is no run to undo
    hint: `pyheap undo --list` tells what is kept
  [2]
  $ run=$(pyheap undo --list | head -n 1 | cut -d ' ' -f 1)
  $ pyheap undo -q $run
  $ cat basket.py
  x = len("abc") in {1, 2, 3}
  $ pyheap undo -q
  $ cmp basket.py ../basket.py

Each undo takes the newest run that is not undone. A file that both wrote works in order:

  $ pyheap fix -q basket.py
  $ echo 'z = len("abc") in [4, 5, 6]' >> basket.py
  $ cp basket.py ../between.py
  $ pyheap fix -q .
  $ pyheap undo -q
  $ cmp basket.py ../between.py

What was edited since is left alone, and the others are restored:

  $ pyheap fix -q .
  $ echo '# mine' >> basket.py
  $ pyheap undo | sed 's/undo 2[-0-9a-f]*/undo RUN/'
  error: basket.py: edited since: not restored
  Restored 1 file written by `pyheap fix -q .`; 1 refused.
  `pyheap undo RUN` takes this back.
  $ pyheap fix -q . && echo '# mine' >> basket.py && rm till.py && pyheap undo -q
  error: till.py: is no longer there: not restored
  [1]
  $ cat basket.py
  x = len("abc") in {1, 2, 3}
  z = len("abc") in {4, 5, 6}
  # mine
  # mine

A run elsewhere is not taken back by accident:

  $ mkdir ../other && cd ../other
  $ pyheap undo 2>&1 | sed 's/[^ ]*transcript[^ ]*work/WORK/g; s/undo 2[-0-9a-f]*/undo RUN/'
  error: no run to undo wrote below WORK/other; the newest is `pyheap fix -q .` in WORK/shop
    hint: `pyheap undo RUN` takes that one back
  $ echo 'x = len("abc") in [1, 2, 3]' > here.py && cp ../basket.py ../shop/new.py
  $ pyheap fix -q here.py ../shop/new.py
  $ pyheap undo 2>&1 | sed 's/[^ ]*transcript[^ ]*work/WORK/g; s/undo 2[-0-9a-f]*/undo RUN/'
  error: the newest run here also wrote 1 file outside of WORK/other: `pyheap fix -q here.py ../shop/new.py` in WORK/other
    hint: `pyheap undo RUN` takes that one back
  $ cd .. && pyheap undo -q && cat other/here.py
  x = len("abc") in [1, 2, 3]
  $ pyheap undo no-such-run
  error: no run is called 'no-such-run'
    hint: `pyheap undo --list` lists them
  [2]

The list tells when, what has become of it, how many files, where, and by which command:

  $ pyheap undo --list | sed 's/^[-0-9a-f]*  [-0-9]* [:0-9]*/RUN  TIME/; s,[^ ]*work,WORK,; s/ 2[-0-9a-f]\{8,\}/ RUN/g'
  RUN  TIME  applied            2 files  WORK: pyheap undo -q, which took back RUN
  RUN  TIME  undone             2 files  WORK/other: pyheap fix -q here.py ../shop/new.py
  RUN  TIME  applied            1 file   WORK/shop: pyheap fix -q .
  RUN  TIME  applied            1 file   WORK/shop: pyheap undo, which took back RUN
  RUN  TIME  undone in part     2 files  WORK/shop: pyheap fix -q .
  RUN  TIME  applied            2 files  WORK/shop: pyheap undo -q, which took back RUN
  RUN  TIME  undone             2 files  WORK/shop: pyheap fix -q .
  RUN  TIME  applied            1 file   WORK/shop: pyheap fix -q basket.py
  RUN  TIME  applied            2 files  WORK/shop: pyheap undo -q, which took back RUN
  RUN  TIME  applied            2 files  WORK/shop: pyheap undo -q RUN, which took back RUN
  RUN  TIME  undone             2 files  WORK/shop: pyheap undo, which took back RUN
  RUN  TIME  undone             2 files  WORK/shop: pyheap fix .
  $ ls -A shop other
  other:
  here.py
  
  shop:
  basket.py
  new.py

What a killed run left is found in its journal, and goes:

  $ cd other && echo > new.py
  $ export XDG_STATE_HOME="$PWD/../state"
  $ run=$XDG_STATE_HOME/pyheap/undo/20200101-000000-000000-0000
  $ mkdir -p "$run" && touch "$run/open" "$run/data" "$run/../lock"
  $ touch .pyheap-1.tmp .pyheap-2.tmp
  $ cat > "$run/journal" <<END
  > {"journal":1,"time":0,"folder":"$PWD","command":"pyheap fix","undoes":""}
  > {"begin":0,"path":"$PWD/here.py","temp":".pyheap-1.tmp"}
  > {"begin":1,"path":"$PWD/here.py","temp":".pyheap-2.tmp"}
  > {"made":1,"inode":1}
  > END
  $ pyheap fix -q new.py 2>&1 | sed 's,[^ ]*work,WORK,'
  warning: WORK/other/here.py: a run that was killed left .pyheap-2.tmp beside it: it is not known whose it is
  $ ls -A
  .pyheap-2.tmp
  here.py
  new.py
  $ pyheap fix -q new.py

Without a place for the journal nothing is written, unless that is asked for:

  $ XDG_STATE_HOME=/dev/null pyheap fix here.py
  error: /dev/null/pyheap/undo: cannot keep the journal that `pyheap undo` needs: Not a directory: nothing is written without it
    hint: `--no-journal` writes all the same; that cannot be undone
  Nothing to fix (1 file); 1 finding remains.
  [2]
  $ env -u XDG_STATE_HOME -u HOME pyheap fix here.py
  error: cannot keep the journal that `pyheap undo` needs: neither XDG_STATE_HOME nor HOME names a folder: nothing is written without it
    hint: `--no-journal` writes all the same; that cannot be undone
  Nothing to fix (1 file); 1 finding remains.
  [2]
  $ env -u XDG_STATE_HOME -u HOME pyheap fix --no-journal here.py
  Fixed 1 finding in 1 file (1 checked).
  $ env -u XDG_STATE_HOME -u HOME pyheap undo
  error: no journals are kept: neither XDG_STATE_HOME nor HOME names a folder
  [2]
