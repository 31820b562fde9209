-- Records a member's first answer while the question is open, and wakes the round.
-- KEYS[1] gates of the round, KEYS[2] answers of the question, KEYS[3] the round's record, KEYS[4] due index of the shard,
-- KEYS[5] erased groups.
-- ARGV[1] question, ARGV[2] member, ARGV[3] answer as JSON without op and receivedAt, ARGV[4] the round's member of the due index,
-- ARGV[5] now, or -1 for the server's time, ARGV[6] op, ARGV[7] group.
-- Returns {'closed'}, or {'recorded' | 'already', the answer that counts as JSON}; fails when the group was erased.
-- A repeated op that was recorded is 'recorded' again, even when the question was closed since.
if redis.call('ZSCORE', KEYS[5], ARGV[7]) then return redis.error_reply('ERASED This group was erased.') end
local op = '{"op":"' .. ARGV[6] .. '",'
local first = redis.call('HGET', KEYS[2], ARGV[2])
if first and string.sub(first, 1, #op) == op then return { 'recorded', first } end
if redis.call('HGET', KEYS[1], ARGV[1]) ~= '1' then return { 'closed' } end
if first then return { 'already', first } end
local now = ARGV[5]
if now == '-1' then
  local time = redis.call('TIME')
  now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
end
local answer = op .. '"receivedAt":' .. now .. ',' .. string.sub(ARGV[3], 2)
redis.call('HSET', KEYS[2], ARGV[2], answer)
if redis.call('EXISTS', KEYS[3]) == 1 then
  redis.call('HSET', KEYS[3], 'nudged', '1')
  redis.call('ZADD', KEYS[4], 'XX', 'LT', now, ARGV[4])
end
return { 'recorded', answer }
