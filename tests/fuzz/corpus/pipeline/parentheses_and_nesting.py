# why: parentheses stay; a test inside a test is rewritten too, in a second round
# run: yes
def nested(text):
    return ((len(text)) in ([1, 2, 3])) in [True, None, 0], not len(text) in (4, 5, 6)


print(nested("ab"), nested("abcdef"))
