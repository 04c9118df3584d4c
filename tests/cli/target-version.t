A rule that needs a newer Python than the project supports does not run.

  $ mkdir pages
  $ cat > pages/needs-new.md <<'END'
  > # needs-new
  > 
  > A list of constants can be a tuple
  > 
  > ## What it does
  > ## Why it matters
  > ## When it is safe
  > ## When it is not
  > ## References
  > 
  > ```pyheap
  > require python >= 3.10
  > match
  > - $x in [$*E]
  > + $x in ($*E,)
  > where count($E) >= 2
  > where all constant($E)
  > benefit small "a constant"
  > message "{count(E)} constants in a list"
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
  > ```python keep
  > print(3 in [one, two])
  > ```
  > END
  $ echo 'x = f() in [1, 2]' > a.py
  $ try() { pyheap check -q --output-format concise --transforms pages --select needs-new a.py; }
  $ try

What is supported is the lower bound of requires-python, unless target-version says otherwise:

  $ printf '[project]\nrequires-python = ">=3.10, <4"\n' > pyproject.toml
  $ try
  a.py:1:5 needs-new [safe] 2 constants in a list
  [1]
  $ printf '[tool.pyheap]\ntarget-version = "3.9"\n' >> pyproject.toml
  $ try
  $ sed -i 's/3\.9/py311/' pyproject.toml
  $ try
  a.py:1:5 needs-new [safe] 2 constants in a list
  [1]
