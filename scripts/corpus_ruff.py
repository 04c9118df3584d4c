#!/usr/bin/env python3
"""pyheap beside ruff: what ruff finds and fixes on real code, and what pyheap does there.

usage: corpus_ruff.py RUFF [--sample CODE] [DIR..]

RUFF is ruff's program. The code is that of corpus_yield.py: the standard library of this Python
without its tests, and the DIRs as a second corpus. For each finding of ruff the surest finding of
pyheap's rules at that place counts. Below that, the fixes that pyheap makes safely where ruff finds
nothing, and the judgements by hand of scripts/ruff/judged.txt.

Of each kind of fix that pyheap does not make safely, thirty places are to be judged. They are
ordered by a hash, so that places that become safe leave the order of the others as it is.

--sample  show the code and ruff's fix at the places of one kind, instead of the tables

exit: 0 if all places of the samples are judged, 1 if some are not, 2 wrong use
"""
import argparse
import collections
import hashlib
import json
import os
import re
import subprocess
import sys

import corpus_common as common
import corpus_yield

CODES = "PERF401,PERF402,PERF403,C4,SIM115,B006"
JUDGED = os.path.join(common.ROOT, "scripts", "ruff", "judged.txt")
SAMPLE = 30
REASONS_SHOWN = 3
FILES_AT_ONCE = 2000
LINES_ABOVE, LINES_BELOW = 8, 12
LEVELS = ("safe", "unsafe", "display-only", "none")

# The rules that may do what a code of ruff is about; the codes that are missing have none, because
# what they rewrite keeps nothing in memory.
RULES = {
    "PERF401": {"list-comprehension", "itertools-product"},
    "PERF402": {"list-comprehension"},
    "PERF403": {"list-comprehension", "counter"},
    "C403": {"generator"},
    "C404": {"generator"},
    "C409": {"generator"},
    "C411": {"needless-copy"},
    "C413": {"needless-copy"},
    "C414": {"needless-copy"},
    "C416": {"generator", "needless-copy"},
    "C419": {"generator"},
    "SIM115": {"context-manager"},
    "B006": {"mutable-default"},
}

# What stands between the beginning of a parameter and its default value.
PARAMETER = re.compile(r"\w+\s*(:[^=]*)?=\s*\Z")

# A guard in the answer of `check --why` that is not proved, and what it says of the place.
STOP = re.compile(r"(?:unknown|refuted) +\S+: [^\n]*\n +([^\n]*?)(?: \([^\n]*\))?"
                  r"\n +so nothing is reported")

BUILTIN = re.compile(r"`\w+` (may be something else than the builtin) here")


class Source:
    """A file by lines, with what both programs found in it."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.text = file.read().decode("utf-8", "replace")
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", self.text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def between(self, first, last):
        return self.text[self.offset(first):self.offset(last)]

    def offset(self, place):
        row, column = place
        return self.starts[min(row - 1, len(self.starts) - 1)] + column - 1


def ruff_findings(program, files):
    found = []
    for i in range(0, len(files), FILES_AT_ONCE):
        done = subprocess.run(
            [program, "check", "--isolated", "--no-cache", "--preview", "--select", CODES,
             "--target-version", "py3%d" % sys.version_info[1], "--output-format", "json",
             "--exit-zero", "--", *files[i:i + FILES_AT_ONCE]],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        found += json.loads(done.stdout)
    return found


def span_of(item):
    """(first, last) as (line, column), of a finding of either program."""
    if "line" in item:
        return (item["line"], item["column"]), (item["end_line"], item["end_column"])
    return tuple((item[key]["row"], item[key]["column"]) for key in ("location", "end_location"))


def same_place(theirs, ours, source):
    first, last = span_of(theirs)
    start, end = span_of(ours)
    if theirs["code"] == "B006":
        # Ours stands at the parameter, theirs at its default value.
        return start < first and PARAMETER.match(source.between(start, first)) is not None
    return start < last and first < end


def level_of(item):
    return "display-only" if item["level"] == "safe" and not item["fix"] else item["level"]


def kind_of(theirs):
    """The code, and for loops what the fix would write: a new list, or a longer one."""
    code, fix = theirs["code"], theirs["fix"]
    if fix and code in ("PERF401", "PERF403"):
        return "%s %s" % (code, re.search(r"(list|dict)\W(extend|update|comprehension)",
                                          fix["message"]).group(2))
    return code


class Corpus:
    """Both programs' findings on some files, and which of them are at the same place."""

    def __init__(self, title, files, program):
        self.title, self.files = title, files
        self.base = os.path.commonpath(files)
        self.theirs = ruff_findings(program, files)
        self.ours = corpus_yield.findings_of(files)
        self.sources = {}
        own = collections.defaultdict(list)
        for item in self.ours:
            own[item["path"]].append(item)
        for item in self.theirs:
            source = self.source(item["filename"])
            rules = RULES.get(item["code"], ())
            here = [other for other in own[item["filename"]]
                    if other["rule"] in rules and same_place(item, other, source)]
            for other in here:
                other["shared"] = True
            best = min(here, key=lambda other: LEVELS.index(level_of(other)), default=None)
            item["best"] = best
            item["level"] = level_of(best) if best else "none"
            item["place"] = "%s:%d" % (os.path.relpath(item["filename"], self.base),
                                       item["location"]["row"])

    def source(self, path):
        if path not in self.sources:
            self.sources[path] = Source(path)
        return self.sources[path]


def stopped_by(corpus, item):
    """Why no rule reports the place: the guards that `check --why` tells of, in general words."""
    row = item["location"]["row"]
    if item["code"].startswith("PERF"):
        # A rule begins at the statement that makes what the loop fills.
        lines = corpus.source(item["filename"]).lines
        name = re.match(r"\s*(\w*)", lines[row - 1]).group(1)
        made = re.compile(r"\s*%s\s*[:=]" % name)
        row = next((i + 1 for i in range(row - 2, -1, -1) if made.match(lines[i])), row)
    found = set()
    for rule in sorted(RULES.get(item["code"], ())):
        done = subprocess.run(
            [common.PYHEAP, "check", "--why", rule, "%s:%d" % (item["filename"], row)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace")
        found.update(STOP.findall(done.stdout))
        found.update(BUILTIN.findall(done.stdout))
    return {corpus_yield.general(text) for text in found} or {"no pattern fits"}


def reasons_of(corpus, items):
    counted = collections.Counter()
    for item in items:
        if item["best"]:
            counted.update({corpus_yield.general(reason["text"])
                            for reason in item["best"]["reasons"]} or
                           {corpus_yield.general(item["best"]["message"])})
        else:
            counted.update(stopped_by(corpus, item))
    return counted.most_common(REASONS_SHOWN)


def print_corpus(corpus):
    print("\n## %s\n\n%d files.\n" % (corpus.title, len(corpus.files)))
    print("| ruff | findings | fixes | pyheap safe | unsafe | display-only | none |\n"
          "|---|---:|---:|---:|---:|---:|---:|")
    kinds = sorted({kind_of(item) for item in corpus.theirs})
    for kind in kinds:
        own = [item for item in corpus.theirs if kind_of(item) == kind]
        levels = collections.Counter(item["level"] for item in own)
        print("| %s | %d | %d | %s |" % (kind, len(own), sum(bool(item["fix"]) for item in own),
                                         " | ".join(str(levels[level]) for level in LEVELS)))
    for kind in kinds:
        own = [item for item in corpus.theirs if kind_of(item) == kind and item["level"] != "safe"]
        if own and own[0]["code"] in RULES:
            print("\nWhat keeps pyheap from %s:\n" % kind)
            for reason, count in reasons_of(corpus, own):
                print("- %d: %s" % (count, reason))


def print_beyond(corpora):
    print("\n## What ruff does not find\n\nFixes that pyheap makes safely, and of these the ones "
          "where ruff has no finding of the codes above.\n")
    print("| rule | %s |\n|---|%s" % (" | ".join("%s: safe | ruff finds nothing" % c.title
                                                 for c in corpora), "---:|" * 2 * len(corpora)))
    safe = [[item for item in c.ours if level_of(item) == "safe"] for c in corpora]
    for rule in sorted({item["rule"] for items in safe for item in items}):
        cells = []
        for corpus, items in zip(corpora, safe):
            own = [item for item in items if item["rule"] == rule]
            cells += [len(own), sum("shared" not in item for item in own)]
        print("| %s | %s |" % (rule, " | ".join(map(str, cells))))


def ordered(corpora):
    """kind: all (corpus, item) with a fix of ruff, in the order in which they are drawn."""
    drawn = collections.defaultdict(list)
    for corpus in corpora:
        for item in corpus.theirs:
            if item["fix"]:
                drawn[kind_of(item)].append((corpus, item))
    for kind, items in drawn.items():
        items.sort(key=lambda pair: hashlib.sha256(
            ("%s %s %d" % (kind, pair[1]["place"], pair[1]["location"]["column"])).encode()
        ).digest())
    return drawn


def sample_of(items):
    return [pair for pair in items if pair[1]["level"] != "safe"][:SAMPLE]


def judgements():
    """{(kind, place): (verdict, line)}"""
    found = {}
    with open(JUDGED, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                kind, place, verdict, text = (part.strip() for part in line.split("|", 3))
                found[kind, place] = verdict, text
    return found


def print_judged(corpora):
    """The table; how many places of the samples are not judged."""
    judged = judgements()
    drawn = ordered(corpora)
    missing = 0
    print("\n## Samples judged by hand\n\nOf each kind of fix that pyheap does not make safely, "
          "%d places drawn by a hash, or all\nif there are fewer. Traps of the wrong are `keep` "
          "fixtures:\n`needless-copy/turned_round_and_sorted`, "
          "`list-comprehension/an_iterator_ends_in_the_loop`,\n"
          "`mutable-default/results_are_kept_on_purpose`.\n" % SAMPLE)
    verdicts = ("wrong", "proof", "aim")
    print("| ruff | not made safely | judged | ruff's fix is wrong | our proof is missing | "
          "outside pyheap's aim | safe by now |\n|---|---:|---:|---:|---:|---:|---:|")
    rows = []
    for kind in sorted(drawn):
        places = {item["place"]: item for _, item in reversed(drawn[kind])}
        own = {place: said for (of, place), said in judged.items()
               if of == kind and place in places}
        open_ = [pair for pair in drawn[kind] if pair[1]["level"] != "safe"]
        missing += sum(item["place"] not in own for _, item in sample_of(drawn[kind]))
        by_now = sum(places[place]["level"] == "safe" for place in own)
        counted = collections.Counter(
            verdict for place, (verdict, _) in own.items() if places[place]["level"] != "safe")
        print("| %s | %d | %d | %s | %d |" % (kind, len(open_), len(own), " | ".join(
            str(counted[verdict]) for verdict in verdicts), by_now))
        for place, (verdict, text) in own.items():
            rows.append((kind, place, "safe by now" if places[place]["level"] == "safe" else
                         verdict, text))
    print("\n| ruff | place | verdict | because |\n|---|---|---|---|")
    for row in rows:
        print("| %s | %s | %s | %s |" % row)
    return missing


def show(corpus, item):
    """The code around a place, and what ruff would write."""
    source = corpus.source(item["filename"])
    row = item["location"]["row"]
    print("=== %s  %s  [%s]" % (kind_of(item), item["place"], item["level"]))
    if item["best"]:
        print("    " + "; ".join(reason["text"] for reason in item["best"]["reasons"]))
    elif RULES.get(item["code"]):
        print("    " + "; ".join(sorted(stopped_by(corpus, item))))
    print("".join(source.lines[max(0, row - 1 - LINES_ABOVE):row]).rstrip("\n") + "   <<<")
    print("".join(source.lines[row:item["end_location"]["row"] + LINES_BELOW]).rstrip("\n"))
    for edit in item["fix"]["edits"]:
        print("  %d:%d..%d:%d -> %s" % (*edit["location"].values(), *edit["end_location"].values(),
                                        edit["content"]))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("ruff")
    parser.add_argument("--sample")
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    library = [path for path in common.python_files([common.stdlib()])
               if not corpus_yield.TESTS.search(path)]
    corpora = [Corpus("The standard library", library, options.ruff)]
    if options.folders:
        corpora.append(Corpus("Installed packages", common.python_files(options.folders),
                              options.ruff))
    if options.sample:
        judged = judgements()
        for corpus, item in sample_of(ordered(corpora)[options.sample]):
            if (options.sample, item["place"]) not in judged:
                show(corpus, item)
        return 0
    version = subprocess.run([options.ruff, "--version"], stdout=subprocess.PIPE, text=True)
    print("# Beside ruff\n\nMade by `./dev corpus ruff`: what %s finds with %s,\nits preview and "
          "its unsafe fixes, and what pyheap does at the same places. What a `noqa`\nsilences is "
          "not counted. Where pyheap has no rule for a code, its fix saves no memory to speak\nof."
          % (version.stdout.strip(), CODES.replace(",", ", ")))
    for corpus in corpora:
        print_corpus(corpus)
    print_beyond(corpora)
    missing = print_judged(corpora)
    if missing:
        print("corpus_ruff: %d places of the samples are not judged" % missing, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
