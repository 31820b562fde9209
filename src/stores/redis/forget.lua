-- Takes a member off an answer, if it still is the one that was read: sent again it finds that nothing is left to do.
-- KEYS[1] answers of the question. ARGV[1] member, ARGV[2] the answer as it was read, ARGV[3] alias, or '',
-- ARGV[4] the answer to keep under the alias.
-- Returns how many answers were taken.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
if ARGV[3] ~= '' then redis.call('HSETNX', KEYS[1], ARGV[3], ARGV[4]) end
return 1
