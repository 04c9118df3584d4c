print "a"
print >>b, c
exec "d" in e
raise F, g
