An import goes with its last use, if nothing else can want it.

  $ mkdir -p app/pages
  $ cd app
  $ touch pyproject.toml
  $ cat > pages/plain-copy.md <<'EOF'
  > # plain-copy
  > 
  > Copies of literals
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
  > - copy.copy([])
  > + []
  > message "a copy of a new list"
  > ```
  > 
  > ```python before
  > import copy
  > print(copy.copy([]))
  > ```
  > 
  > ```python after
  > import copy
  > print([])
  > ```
  > 
  > ```python keep because="module"
  > def f(copy):
  >     return copy.copy([])
  > ```
  > EOF
  $ cat > one.py <<'EOF'
  > import copy
  > import sys
  > 
  > print(copy.copy([]), sys.argv)
  > EOF
  $ cp one.py two.py
  $ sed 's/^import copy/&  # noqa/' one.py > three.py
  $ sed 's/^print.*/&\nprint("copy")/' one.py > four.py
  $ sed 's/^print.*/&\n__all__ = ["sys"]/' one.py > __init__.py
  $ echo 'from two import copy' > user.py
  $ pyheap fix --transforms pages --select plain-copy -q --dry-run .
  --- a/__init__.py
  +++ b/__init__.py
  @@ -1,5 +1,5 @@
   import copy
   import sys
   
  -print(copy.copy([]), sys.argv)
  +print([], sys.argv)
   __all__ = ["sys"]
  --- a/four.py
  +++ b/four.py
  @@ -1,5 +1,5 @@
   import copy
   import sys
   
  -print(copy.copy([]), sys.argv)
  +print([], sys.argv)
   print("copy")
  --- a/one.py
  +++ b/one.py
  @@ -1,4 +1,3 @@
  -import copy
   import sys
   
  -print(copy.copy([]), sys.argv)
  +print([], sys.argv)
  --- a/three.py
  +++ b/three.py
  @@ -1,4 +1,4 @@
   import copy  # noqa
   import sys
   
  -print(copy.copy([]), sys.argv)
  +print([], sys.argv)
  --- a/two.py
  +++ b/two.py
  @@ -1,4 +1,4 @@
   import copy
   import sys
   
  -print(copy.copy([]), sys.argv)
  +print([], sys.argv)
  [1]

A file that nobody mentions may lose it although others have the word:

  $ rm user.py two.py three.py four.py __init__.py
  $ echo 'def f(): import copy' > other.py
  $ pyheap fix --transforms pages --select plain-copy -q .
  $ cat one.py
  import sys
  
  print([], sys.argv)
