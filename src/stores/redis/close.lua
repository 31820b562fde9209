-- Closes a question for good and gives all its answers.
-- KEYS[1] gates of the round, KEYS[2] answers of the question. ARGV[1] question.
-- Returns the answers as JSON, in no order.
redis.call('HSET', KEYS[1], ARGV[1], '0')
return redis.call('HVALS', KEYS[2])
