#!/usr/bin/env python3
"""Checks docs/rules.md: the rules in one table, made from their pages.

usage: check_rules.py PYHEAP FOLDER

FOLDER holds transforms/, fixtures/ and docs/. Of each rule the table says

  rule           its id, and the line below it on its page
  advice         what of the guides it follows, by docs/seed-advice.md; "-": it has other sources
  levels         at which it reports something in its samples and fixtures
  measured       the sentence of its page that begins with "In short, measured:"
  nearest rules  of ruff, pylint, refurb and perflint, by the references of its page

With UPDATE=1 in the environment the table is rewritten.

exit: 0 all as written, 1 not, 2 a page does not say what the table needs
"""
import json
import os
import re
import subprocess
import sys
import tempfile

TABLE = re.compile(r"(?s)(<!-- rules -->\n)(.*?)(<!-- end of rules -->\n)")
MEASURED = re.compile(r"(?m)^In short, measured: (.*(?:\n\S.*)*)")
OUTCOME = re.compile(r"(?m)^\| (.*?) \| `(.*?)` \| (.*?) \| (.*?) \|$")
FENCE = re.compile(r"(?ms)^```python (?:before|keep|advise).*?\n(.*?)^```$")
LINTERS = re.compile(r"(?m)^- ((?:.*\b(?:ruff|pylint|refurb|perflint)\b.*)(?:\n  .*)*)")
LEVELS = ("safe", "unsafe", "display-only")


class Mistake(Exception):
    pass


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def in_one_line(text):
    return " ".join(text.split()).replace("|", "\\|")


def advice_by_rule(top):
    """Of each program the rule that is named first: others only happen to find something."""
    advice, seen = {}, set()
    for what, program, rule, outcome in OUTCOME.findall(read(top, "docs", "seed-advice.md")):
        if program not in seen and what not in advice.setdefault(rule, []):
            advice[rule].append(what)
        seen.add(program)
    return advice


def levels_of(pyheap, top, rule, page, scratch):
    folder = os.path.join(scratch, rule)
    os.mkdir(folder)
    for number, sample in enumerate(FENCE.findall(page)):
        with open(os.path.join(folder, "sample%d.py" % number), "w", encoding="utf-8") as file:
            file.write(sample)
    # Fixtures are looked at one by one: each is a project of its own.
    cases = os.path.join(top, "fixtures", rule)
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    files += [os.path.join(cases, name) for name in sorted(os.listdir(cases))
              if name.endswith((".before.py", ".keep.py"))]
    process = subprocess.run([pyheap, "check", "--all", "--select", rule, "--output-format", "json",
                              *files], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = {finding["level"] for finding in json.loads(process.stdout)}
    return ", ".join(level for level in LEVELS if level in found)


def row_of(pyheap, top, rule, advice, scratch):
    page = read(top, "transforms", rule + ".md")
    title = page.split("\n\n")[1]
    measured = MEASURED.search(page)
    if measured is None:
        raise Mistake("transforms/%s.md: no sentence begins with \"In short, measured:\"" % rule)
    nearest = [in_one_line(one) for one in LINTERS.findall(page)]
    return "| [%s](../transforms/%s.md) | %s | %s | %s | %s | %s |" % (
        rule, rule, in_one_line(title), "; ".join(advice.get(rule, [])) or "-",
        levels_of(pyheap, top, rule, page, scratch), in_one_line(measured[1]).rstrip("."),
        "; ".join(nearest) or "none")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pyheap, top = os.path.abspath(sys.argv[1]), sys.argv[2]
    rules = sorted(os.path.splitext(name)[0]
                   for name in os.listdir(os.path.join(top, "transforms")))
    advice = advice_by_rule(top)
    with tempfile.TemporaryDirectory(prefix="pyheap-rules-") as scratch:
        try:
            rows = [row_of(pyheap, top, rule, advice, scratch) for rule in rules]
        except Mistake as mistake:
            print(mistake, file=sys.stderr)
            return 2
    table = "\n%d rules.\n\n" % len(rules) + "\n".join(
        ["| rule | finds | advice | levels | measured | nearest rules |", "|---|---|---|---|---|---|",
         *rows]) + "\n\n"
    path = os.path.join(top, "docs", "rules.md")
    text = read(path)
    wanted = TABLE.sub(lambda match: match[1] + table + match[3], text)
    if wanted == text:
        return 0
    if os.environ.get("UPDATE") == "1":
        with open(path, "w", encoding="utf-8") as file:
            file.write(wanted)
        print("docs/rules.md: rewritten")
        return 0
    print("docs/rules.md is not what the pages say. UPDATE=1 rewrites it.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
