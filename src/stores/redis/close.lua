-- Closes a question for good and gives all its answers.
-- KEYS[1] gates of the round, KEYS[2] answers of the question, KEYS[3] erased groups. ARGV[1] question, ARGV[2] group.
-- Returns the answers as JSON, in no order; fails when the group was erased.
if redis.call('ZSCORE', KEYS[3], ARGV[2]) then return redis.error_reply('ERASED This group was erased.') end
redis.call('HSET', KEYS[1], ARGV[1], '0')
return redis.call('HVALS', KEYS[2])
