"""What the fixes of the rule generator gain: time, and the peak of tracemalloc."""
CASES = [
    dict(
        name="sum of 300,000 numbers",
        setup="values = range(300000)",
        before="sum([value * 2 for value in values])",
        after="sum(value * 2 for value in values)",
    ),
    dict(
        name="sum of 10 numbers",
        setup="values = range(10)",
        before="sum([value * 2 for value in values])",
        after="sum(value * 2 for value in values)",
    ),
    dict(
        name="any with an early hit",
        setup="values = range(300000)",
        before="any([value > 10 for value in values])",
        after="any(value > 10 for value in values)",
    ),
    dict(
        name="loop over 300,000 numbers",
        setup="values = range(300000)",
        before="for value in [value * 2 for value in values]:\n    pass",
        after="for value in (value * 2 for value in values):\n    pass",
    ),
    dict(
        name="named list of 200,000 numbers",
        setup="values = range(200000)",
        before="doubled = [value * 2 for value in values]\ntotal = sum(doubled)",
        after="doubled = (value * 2 for value in values)\ntotal = sum(doubled)",
    ),
    dict(
        name="set of 300,000 numbers",
        setup="values = range(300000)",
        before="set([value * 2 for value in values])",
        after="{value * 2 for value in values}",
    ),
    dict(
        name="dict of 200,000 pairs",
        setup="values = range(200000)",
        before="dict([(value, value) for value in values])",
        after="{value: value for value in values}",
    ),
    dict(
        name="200,000 lines of a file",
        setup="import io\nfile = io.StringIO('a line of some length\\n' * 200000)",
        before="file.seek(0)\nfor line in file.readlines():\n    pass",
        after="file.seek(0)\nfor line in file:\n    pass",
    ),
    dict(
        name="200,000 matches",
        setup="import re\ntext = 'some words ' * 100000",
        before="for word in re.findall(r'\\w+', text):\n    pass",
        after="for word in (match.group() for match in re.finditer(r'\\w+', text)):\n    pass",
    ),
]
