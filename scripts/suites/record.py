"""Writes the outcome of each test to the file named by SUITES_RECORD, a line "outcome<TAB>test".

As a pytest plugin, `-p record`, of pytest's tests; as a program, `record.py -m MODULE ..` or
`record.py SCRIPT ..`, it runs that one and records what unittest runs in it. A test of which
several things are told, such as subtests, has several lines.
"""
import os
import runpy
import sys
import unittest


def write(outcome, test):
    line = "%s\t%s\n" % (outcome, test.replace("\n", " "))
    # One write a line: several processes may record.
    with open(os.environ["SUITES_RECORD"], "ab", buffering=0) as file:
        file.write(line.encode("utf-8", "backslashreplace"))


def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        write(report.outcome, report.nodeid)


def pytest_collectreport(report):
    if report.outcome == "failed":
        write("error", report.nodeid)


def recorded(method, outcome):
    def wrapper(self, test, *rest):
        write(outcome, test.id())
        return method(self, test, *rest)
    return wrapper


def recorded_subtest(method):
    def wrapper(self, test, subtest, error):
        if error is not None:
            write("failed", test.id())
        return method(self, test, subtest, error)
    return wrapper


def main():
    result = unittest.TestResult
    outcomes = (("addSuccess", "passed"), ("addFailure", "failed"), ("addError", "error"),
                ("addSkip", "skipped"), ("addExpectedFailure", "expected failure"),
                ("addUnexpectedSuccess", "unexpected success"))
    for name, outcome in outcomes:
        setattr(result, name, recorded(getattr(result, name), outcome))
    result.addSubTest = recorded_subtest(result.addSubTest)
    sys.argv = sys.argv[1:]
    if sys.argv[0] == "-m":
        sys.argv = sys.argv[1:]
        sys.path[0] = os.getcwd()
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
