"""Lists of numbers and arrays of them."""
IMPORT = "from array import array\n"
MADE = "t = [i * 3 for i in range(300_000)]"
ARRAY = "t = array('q', (i * 3 for i in range(300_000)))"
CASES = [
    dict(name="300,000 different ints", setup=IMPORT, before=MADE, after=ARRAY),
    dict(name="300,000 floats", setup=IMPORT, before="t = [i / 3 for i in range(300_000)]",
         after="t = array('d', (i / 3 for i in range(300_000)))"),
    dict(name="`[0] * 300_000`", setup=IMPORT, before="t = [0] * 300_000",
         after="t = array('q', [0]) * 300_000"),
    dict(name="`array('q', [0] * n)`", setup=IMPORT, before="t = array('q', [0] * 300_000)",
         after="t = array('q', [0]) * 300_000"),
]
CASES += [dict(name=name, setup=IMPORT + MADE + "\n" + ARRAY.replace("t =", "a ="),
               before=code.format("t"), after=code.format("a"))
          for name, code in (("`sum` of 300,000", "n = sum({})"),
                             ("a loop over 300,000", "for x in {}:\n    pass"),
                             ("300,000 reads by index", "for i in range(300_000):\n    {}[i]"))]
