Help is for people: what there is, in the order in which it is wanted.

  $ pyheap --help
  pyheap rewrites Python that allocates more than it needs, and says why each
  rewrite is safe.
  
  Usage: pyheap COMMAND [OPTIONS] [PATH]...
  
  Commands:
    check      Report what could be rewritten; change nothing
    fix        Apply the fixes that are proved to be safe
    undo       Take back what a run of pyheap wrote, byte for byte
    verify-commit
               Check that a commit is what pyheap makes of its parent
    rules      List the rules
    explain    Show what a rule finds, and when its fix is safe
    test       Run the samples of the rules' pages as tests
    dump       Show how a file is read
  
  Options:
    -h, --help     Show this help; after a command, its own
    -V, --version  Show the version
  
  A first look:   pyheap check src
  Preview fixes:  pyheap fix --dry-run src
  Apply them:     pyheap fix src
  $ pyheap check --help
  Usage: pyheap check [OPTIONS] [PATH]...
  
  Reports what could be rewritten in the files and folders named, or in the
  working folder, and says of each finding whether its fix is proved to be safe. A
  dash reads one file from standard input.
  
  Exits with 0 if nothing was found, 1 if something was, 2 on trouble.
  
  Rules:
        --select RULES          Only these rules: ids, beginnings of ids, or ALL;
                                a rule selected by its whole id also reports what
                                gains nothing
        --ignore RULES          Not these rules
        --extend-select RULES   These rules too
        --all                   Findings whose fix gains nothing too
        --heap-profile FILE     What a run held in memory at its peak: findings
                                where that is much are told, with the figure
        --transforms DIR        Also load the transform pages in DIR
        --why RULE              Tell why RULE reports something, or does not, in
                                the one file named, FILE, or on one of its lines,
                                FILE:LINE
  
  Fixes:
        --[no-]unsafe-fixes     Show the fixes that are not proved too
  
  Files:
        --exclude PATTERNS      Pass over files and folders that match, instead of
                                the configured patterns
        --extend-exclude PATTERNS
                                Pass over these too
        --[no-]respect-gitignore
                                Pass over what .gitignore files name (default:
                                yes)
        --max-file-size MB      Refuse larger files (default: 64)
        --stdin-filename NAME   The name of what is read from standard input
  
  Output:
        --output-format FORMAT  How findings are written: text, concise or json
        --color WHEN            Whether to use colours: auto, always or never
    -q, --quiet                 Findings and errors only, no summary
        --exit-zero             Exit with 0 even if something is found
  
  General:
        --config PATH           Settings from this file, and from no other
    -j, --jobs N                Work on N files at a time (default: one for each
                                core)
        --no-cache              Neither read nor write a cache
  
  Help:
    -h, --help                  Show this help
  $ pyheap help rules
  Usage: pyheap rules [OPTIONS]
  
  Lists the rules by id, each with one line about what it finds.
  
  Rules:
        --transforms DIR        Also load the transform pages in DIR
  
  Output:
        --output-format FORMAT  How the list is written: text, concise or json
        --color WHEN            Whether to use colours: auto, always or never
  
  Help:
    -h, --help                  Show this help
  $ pyheap --version
  pyheap 0.1.0

Without a command there is only the help, and nothing was done:

  $ pyheap > help.txt
  [2]
  $ pyheap --help | cmp - help.txt

What is not known is told with what may have been meant:

  $ pyheap chek
  error: unknown command 'chek'
    hint: did you mean 'pyheap check'?
  [2]
  $ pyheap --hlep
  error: unknown option '--hlep'
    hint: see 'pyheap --help'
  [2]
  $ pyheap fix --drry-run
  error: unknown option '--drry-run'
    hint: did you mean '--dry-run'?
  [2]
  $ pyheap check --output-format xml
  error: --output-format has to be 'text', 'concise' or 'json', not 'xml'
  [2]
  $ pyheap check --jobs none
  error: --jobs has to be a number from 1, not 'none'
  [2]
  $ pyheap check --select
  error: --select needs a value: RULES
  [2]
  $ pyheap check --exit-zero=yes
  error: --exit-zero takes no value
  [2]
