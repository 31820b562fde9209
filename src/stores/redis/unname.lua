-- Forgets a member's name and those of the given accounts that are still theirs.
-- KEYS[1] accounts, KEYS[2] names. ARGV[1] member, ARGV[2...] platform:account.
-- Returns how many names were removed.
for place = 2, #ARGV do
  if redis.call('HGET', KEYS[1], ARGV[place]) == ARGV[1] then redis.call('HDEL', KEYS[1], ARGV[place]) end
end
return redis.call('HDEL', KEYS[2], ARGV[1])
