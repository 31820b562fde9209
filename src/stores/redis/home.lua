-- Finds the group that lives in a home; a new one when nobody lives there.
-- KEYS[1] home. ARGV[1] id for a new group.
-- Returns the group's id.
redis.call('SETNX', KEYS[1], ARGV[1])
return redis.call('GET', KEYS[1])
