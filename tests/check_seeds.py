#!/usr/bin/env python3
"""Checks docs/seed-advice.md: what pyheap makes of the guides that its rules come from.

usage: check_seeds.py PYHEAP DOCUMENT

A fence whose first line is "```python NAME.py RULE: OUTCOME, RULE: OUTCOME" holds a program,
which is written to a folder under that name, byte for byte. Its outcome for a rule is one of

  safe, unsafe, display-only   reported, with that as the best level
  ... when selected            the same, but only with the rule selected by its whole id
  nothing                      not reported in either way; so is every rule that is not named

Commands in fences of the language `console` are run in that folder and must print what stands
below them; the table between the two comments says the outcomes once more. With UPDATE=1 in
the environment both are rewritten. Outcomes never are: whoever changes one has looked at it.

exit: 0 all as written, 1 not
"""
import difflib
import json
import os
import re
import sys
import tempfile

import check_readme
import run  # on the path since check_readme

PROGRAM = re.compile(r"(?ms)^```python (?P<name>\S+\.py) (?P<rules>[^\n]+)\n(?P<code>.*?)^```$")
HEADING = re.compile(r"(?m)^### (.+)$")
TABLE = re.compile(r"(?s)(<!-- outcomes -->\n)(.*?)(<!-- end of outcomes -->\n)")
LEVELS = ("safe", "unsafe", "display-only")


class Mistake(Exception):
    pass


def read_outcomes(name, text):
    outcomes = {}
    for item in text.split(","):
        rule, colon, outcome = (part.strip() for part in item.partition(":"))
        level = outcome.removesuffix(" when selected")
        if not colon or (level not in LEVELS and outcome != "nothing") or rule in outcomes:
            raise Mistake("%s: not an outcome of a rule: %s" % (name, item.strip()))
        outcomes[rule] = outcome
    return outcomes


def read_programs(text):
    """[(name, heading, {rule: outcome}, code)] in the order of the document."""
    programs = []
    for match in PROGRAM.finditer(text):
        headings = HEADING.findall(text, 0, match.start())
        if not headings:
            raise Mistake("%s: stands below no heading" % match["name"])
        if match["name"] in (program[0] for program in programs):
            raise Mistake("%s: two programs have this name" % match["name"])
        outcomes = read_outcomes(match["name"], match["rules"])
        programs.append((match["name"], headings[-1], outcomes, match["code"]))
    if not programs:
        raise Mistake("shows no program")
    return programs


def findings(pyheap, folder, name, selected):
    """{rule: best level} of what is reported in the program."""
    command = "pyheap check --no-cache --exit-zero --output-format json %s %s" % (
        "--select " + selected if selected else "", name)
    copy = ["cp %s/%s ." % (folder, name)]
    printed, status = run.run_commands(pyheap, [copy, [command]])[0][1]
    if status != 0:
        raise Mistake("%s: `%s` failed: %s" % (name, command, printed.decode()))
    best = {}
    for finding in json.loads(printed):
        best.setdefault(finding["rule"], set()).add(finding["level"])
    return {rule: min(levels, key=LEVELS.index) for rule, levels in best.items()}


def rules_of(pyheap):
    command = ["pyheap rules --output-format json"]
    return [rule["id"] for rule in json.loads(run.run_commands(pyheap, [command])[0][0][0])]


def check_outcomes(pyheap, folder, rules, program):
    name, _, expected, _ = program
    unknown = sorted(set(expected) - set(rules))
    if unknown:
        raise Mistake("%s: there is no rule %s" % (name, ", ".join(unknown)))
    shown = findings(pyheap, folder, name, None)
    selected = findings(pyheap, folder, name, ",".join(rules))
    holds = True
    for rule in rules:
        actual = shown.get(rule) or "nothing"
        if rule not in shown and rule in selected:
            actual = selected[rule] + " when selected"
        if actual != expected.get(rule, "nothing"):
            print("%s: %s: %s is written, it is: %s" % (
                name, rule, expected.get(rule, "nothing"), actual))
            holds = False
    return holds


def table_of(programs):
    lines = ["| advice | program | rule | outcome |", "|---|---|---|---|"]
    for name, heading, outcomes, _ in programs:
        lines += ["| %s | `%s` | %s | %s |" % (heading, name, rule, outcome)
                  for rule, outcome in outcomes.items()]
    return "\n%s\n\n" % "\n".join(lines)


def check_table(path, programs):
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    actual, count = TABLE.subn(lambda m: m[1] + table_of(programs) + m[3], expected)
    if count != 1:
        raise Mistake("has no table of outcomes, or two")
    if actual != expected and os.environ.get("UPDATE") == "1":
        with open(path, "w", encoding="utf-8") as file:
            file.write(actual)
        print("%s: table rewritten" % path)
        return True
    sys.stdout.writelines(difflib.unified_diff(
        expected.splitlines(True), actual.splitlines(True), path, "what its programs say"))
    return actual == expected


def check(pyheap, path):
    with open(path, encoding="utf-8") as file:
        programs = read_programs(file.read())
    rules = rules_of(pyheap)
    with tempfile.TemporaryDirectory(prefix="seeds-") as folder:
        for name, _, _, code in programs:
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(code)
        results = [check_outcomes(pyheap, folder, rules, program) for program in programs]
        results += [check_table(path, programs), check_readme.check(pyheap, folder, path)]
    return all(results)


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    try:
        return 0 if check(*arguments) else 1
    except Mistake as mistake:
        print("%s: %s" % (arguments[1], mistake))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
