-- Finds the group that lives in a home; a new one when nobody lives there.
-- KEYS[1] home, KEYS[2] homes of the platform in this shard. ARGV[1] id for a new group, ARGV[2] the home's own id.
-- Returns the group's id.
if redis.call('SETNX', KEYS[1], ARGV[1]) == 1 then redis.call('SADD', KEYS[2], ARGV[2]) end
return redis.call('GET', KEYS[1])
