-- Takes a member off a leaderboard.
-- KEYS[1] board, KEYS[2] tallies. ARGV[1] member.
-- Returns how many places were removed.
redis.call('HDEL', KEYS[2], ARGV[1] .. ':right', ARGV[1] .. ':asked')
return redis.call('ZREM', KEYS[1], ARGV[1])
