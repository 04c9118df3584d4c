# why: a local list is tested in a loop and in a nested function, and nowhere else
# run: yes
def keywords(text):
    stopwords = (  # the most common ones
        "the", "of",
        "and", "a",  # one letter
    )

    def is_stop(word):
        return str(word).lower() in stopwords

    words = [word for word in str(text).split() if word not in stopwords]
    return words, [is_stop(word) for word in words]


print(keywords("The art of the possible"))
