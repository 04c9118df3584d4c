"""Objects that keep their owners."""
SETUP = '''import gc, weakref
class Root:
    def __init__(self):
        self.parts = []
class Strong:
    def __init__(self, owner):
        self.owner = owner
        self.data = bytes(10_000)
class Weak:
    def __init__(self, owner):
        self._owner_ref = weakref.ref(owner)
        self.data = bytes(10_000)
    @property
    def owner(self):
        return self._owner_ref()
root = Root()
strong = Strong(root)
weak = Weak(root)'''
TREES = '''for i in range(1_000):
    root = Root()
    root.parts = [{0}(root), {0}(root), {0}(root)]'''
CASES = [
    dict(name="1,000 owners of three objects with 10 kB each", setup=SETUP,
         before=TREES.format("Strong"), after=TREES.format("Weak")),
    dict(name="reading the owner", setup=SETUP, before="strong.owner", after="weak.owner",
         times=100_000),
]
