def f(a):
    return a in [1, 2]  # why
