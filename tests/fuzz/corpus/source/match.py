match a:
    case [1, *b] | {"c": d, **e} if f:
        pass
