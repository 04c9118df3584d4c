"""Strings that grow piece by piece."""
PIECES = "n = {n}\npieces = ['x' * 10] * n\n"
LOCAL = """
s = ''
for piece in pieces:
    s += piece
"""
PARTS = """
parts = []
for piece in pieces:
    parts.append(piece)
s = ''.join(parts)
"""
HOLDER = "class Holder:\n    pass\nself = Holder()\n"

CASES = [
    dict(name="local `s += piece`, 10,000 pieces of 10", setup=PIECES.format(n=10_000),
         before=LOCAL, after=PARTS),
    dict(name="local, 10 pieces", setup=PIECES.format(n=10), before=LOCAL, after=PARTS, times=1000),
    dict(name="local, one join over a generator, 10,000", setup=PIECES.format(n=10_000),
         before=LOCAL, after="s = ''.join(piece for piece in pieces)"),
    dict(name="local, 1,000,000 pieces", setup=PIECES.format(n=1_000_000),
         before=LOCAL, after=PARTS),
    dict(name="attribute, 10,000", setup=HOLDER + PIECES.format(n=10_000), before="""
self.s = ''
for piece in pieces:
    self.s += piece
""", after="""
parts = []
for piece in pieces:
    parts.append(piece)
self.s = ''.join(parts)
"""),
    dict(name="added in front, 10,000", setup=PIECES.format(n=10_000), before="""
s = ''
for piece in pieces:
    s = piece + s
""", after="""
parts = []
for piece in pieces:
    parts.append(piece)
s = ''.join(parts[::-1])
"""),
    dict(name="bytes, 10,000", setup="pieces = [b'x' * 10] * 10_000", before="""
s = b''
for piece in pieces:
    s += piece
""", after="""
parts = []
for piece in pieces:
    parts.append(piece)
s = b''.join(parts)
"""),
    dict(name="`s = s + a + b`, 10,000", setup=PIECES.format(n=10_000), before="""
s = ''
for piece in pieces:
    s = s + piece + ','
""", after="""
s = ''
for piece in pieces:
    s += piece + ','
"""),
    dict(name="io.StringIO, 1,000,000", setup="import io\n" + PIECES.format(n=1_000_000),
         before=LOCAL, after="""
out = io.StringIO()
for piece in pieces:
    out.write(piece)
s = out.getvalue()
"""),
]
