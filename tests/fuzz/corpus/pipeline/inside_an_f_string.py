# why: braces inside the braces of an f-string
# run: yes
def show(items):
    return f"{len(items) in [1, 2, 3]!r:>{len(items) + 4}}" f"{(len(items) in (4, 5, 6),)}"


print(show("abc"))
