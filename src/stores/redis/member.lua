-- Finds the member with an account, or makes one; keeps the account's latest name that is not empty.
-- KEYS[1] accounts, KEYS[2] names, KEYS[3] erased groups. ARGV[1] platform:account, ARGV[2] name, ARGV[3] id for a new member, ARGV[4] group.
-- Returns the member's id; fails when the group was erased.
if redis.call('ZSCORE', KEYS[3], ARGV[4]) then return redis.error_reply('ERASED This group was erased.') end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[3])
local member = redis.call('HGET', KEYS[1], ARGV[1])
local name = redis.call('HGET', KEYS[2], member)
if not name or (ARGV[2] ~= '' and name ~= ARGV[2]) then redis.call('HSET', KEYS[2], member, ARGV[2]) end
return member
