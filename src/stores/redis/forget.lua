-- Takes a member off an answer.
-- KEYS[1] answers of the question. ARGV[1] member, ARGV[2] alias that keeps the answer without account and team, or '' to remove it.
local answer = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
if answer and ARGV[2] ~= '' then
  local kept = cjson.decode(answer)
  kept.member, kept.account, kept.team = ARGV[2], '', cjson.null
  redis.call('HSET', KEYS[1], ARGV[2], cjson.encode(kept))
end
return 'done'
