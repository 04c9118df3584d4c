a = 1

class B:
    pass
