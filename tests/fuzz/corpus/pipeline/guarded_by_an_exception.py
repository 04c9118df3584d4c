# why: the handler looks at nothing, so the text of the error does not matter
# run: yes
def drain(items):
    queue = list(items)
    out = []
    try:
        while True:
            out.append(queue.pop(0))
    except IndexError:
        return out


print(drain("abc"))
