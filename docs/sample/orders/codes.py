"""Order codes: a letter for the region, digits, and a check digit."""

AMBIGUOUS = "0O1Il"


def is_valid_code(code):
    # The old system wrote short codes; both forms are still about.
    if len(code) not in [6, 8,
                         10,  # with the branch number
                         ]:
        return False
    return str(code)[0] in ["N", "S", "E", "W"]


def checksum(code):
    total = 0
    for position, letter in enumerate(str(code)):
        weight = 3 if position % 10 in (0, 2, 4, 6, 8) else 1
        total += weight * ord(letter)
    return total % 97


def vowels_in_region_names():
    count = 0
    for letter in "NorthSouthEastWest":
        if letter in ["a", "e", "i", "o", "u"]:
            count += 1
    return count
