A private constant is closed if no other file of the project has its name.

  $ mkdir -p app/pkg
  $ touch app/pyproject.toml
  $ cat > app/pkg/words.py <<'END'
  > _STOP = ["the", "of", "and"]
  > def is_stop(word):
  >     return str(word) in _STOP
  > END
  $ echo 'STOP = 1' > app/other.py
  $ cd app
  $ pyheap check --output-format concise pkg/words.py
  pkg/words.py:1:1 set-membership [safe] `_STOP` is only tested for membership: 3 constants are scanned each time
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]

It does not matter what is named, nor from where, nor whether it is a file or a buffer:

  $ pyheap check -q --output-format concise .
  pkg/words.py:1:1 set-membership [safe] `_STOP` is only tested for membership: 3 constants are scanned each time
  [1]
  $ pyheap check -q --output-format concise --stdin-filename pkg/words.py - < pkg/words.py
  pkg/words.py:1:1 set-membership [safe] `_STOP` is only tested for membership: 3 constants are scanned each time
  [1]
  $ (cd pkg && pyheap check -q --output-format concise words.py)
  words.py:1:1 set-membership [safe] `_STOP` is only tested for membership: 3 constants are scanned each time
  [1]
  $ pyheap fix -q --stdin-filename pkg/words.py - < pkg/words.py
  _STOP = frozenset({"the", "of", "and"})
  def is_stop(word):
      return str(word) in _STOP
  $ pyheap fix -q --stdin-filename pkg/words.py - < pkg/words.py | diff - pkg/words.py > /dev/null
  [1]

A buffer may have the name of a file that is not there yet:

  $ sed 's/_STOP/_HALT/' pkg/words.py > ../buffer
  $ pyheap check -q --output-format concise --stdin-filename pkg/new.py - < ../buffer | cut -d' ' -f1-4
  pkg/new.py:1:1 set-membership [safe] `_HALT`
  $ pyheap check -q --stdin-filename pkg/new.py - < pkg/words.py | grep '^because'
  because `_STOP` (also in pkg/words.py) may be imported elsewhere as a list

Any other file may use it, whatever kind it is and whatever passes over it:

  $ echo 'from pkg.words import _STOP' > other.py
  $ for named in pkg/words.py . '--stdin-filename=pkg/words.py -'; do
  >   pyheap check -q $named < pkg/words.py | grep '^because'
  > done
  because `_STOP` (also in other.py) may be imported elsewhere as a list
  because `_STOP` (also in other.py) may be imported elsewhere as a list
  because `_STOP` (also in other.py) may be imported elsewhere as a list
  $ pyheap fix -q --dry-run .
  $ rm other.py
  $ printf '{"cells": [{"source": "import pkg.words as w\\n_STOP = w._STOP"}]}' > look.ipynb
  $ pyheap check -q . | grep '^because'
  because `_STOP` (also in look.ipynb) may be imported elsewhere as a list
  $ rm look.ipynb
  $ mkdir build
  $ echo build/ > .gitignore
  $ echo 'print(words._STOP)' > build/script
  $ pyheap check -q --extend-exclude build . | grep '^because'
  because `_STOP` (also in build/script) may be imported elsewhere as a list
  $ rm -r build
  $ mkdir -p .venv/lib node_modules
  $ touch .venv/pyvenv.cfg
  $ echo '# _STOP' > .venv/lib/x.py
  $ pyheap check -q . | grep '^because'
  because `_STOP` (also in .venv/lib/x.py) may be imported elsewhere as a list
  $ rm -r .venv
  $ printf '_STOP: list[str]\n' > pkg/words.pyi
  $ pyheap check -q pkg/words.py | grep '^because'
  because `_STOP` (also in pkg/words.pyi) may be imported elsewhere as a list
  $ rm pkg/words.pyi
  $ printf 'def (:\n  _STOP\n' > broken.py
  $ pyheap check -q pkg/words.py | grep '^because'
  because `_STOP` (also in broken.py) may be imported elsewhere as a list
  $ rm broken.py

What Python keeps of the file itself, and git's own folder, are no other code:

  $ mkdir -p pkg/__pycache__ .git
  $ echo _STOP > pkg/__pycache__/words.cpython-311.pyc
  $ echo _STOP > .git/COMMIT_EDITMSG
  $ pyheap check -q --output-format concise . | cut -d' ' -f1-4
  pkg/words.py:1:1 set-membership [safe] `_STOP`

Outside of the root nothing counts:

  $ echo _STOP > ../notes.txt
  $ pyheap check -q --output-format concise . | cut -d' ' -f1-4
  pkg/words.py:1:1 set-membership [safe] `_STOP`

Without a mark the root is the working folder:

  $ rm -r pyproject.toml .git
  $ pyheap check -q --output-format concise pkg/words.py | cut -d' ' -f1-4
  pkg/words.py:1:1 set-membership [safe] `_STOP`
  $ cd ..
  $ pyheap check -q app | grep '^because'
  because `_STOP` (also in notes.txt) may be imported elsewhere as a list
  $ pyheap check -q app/pkg/words.py | grep '^because'
  because `_STOP` (also in notes.txt) may be imported elsewhere as a list
  $ rm notes.txt

In a closed world public names count too:

  $ sed -i 's/_STOP/STOP/g' app/pkg/words.py
  $ pyheap check -q app | grep '^because'
  because `STOP` (a public name) may be imported elsewhere as a list
  $ echo 'closed-world = true' > app/pyheap.toml
  $ pyheap check -q --output-format concise app | cut -d' ' -f1-4
  app/pkg/words.py:1:1 set-membership [safe] `STOP`
  $ echo 'words.STOP.append(1)' > app/other.py
  $ pyheap check -q app | grep '^because'
  because `STOP` (also in other.py) may be imported elsewhere as a list
