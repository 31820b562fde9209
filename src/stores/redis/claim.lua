-- Leases those of the given documents that are due and not leased already.
-- KEYS[1] due index of the shard, KEYS[2...] the documents.
-- ARGV[1] lease in ms, ARGV[2] now, or -1 for the server's time, ARGV[3] op, ARGV[4...] the documents' members of the due index.
-- Returns {member, version, state, epoch, dueAt} for each document leased. A repeated op gets again what it has leased.
local time = redis.call('TIME')
local serverNow = time[1] * 1000 + math.floor(time[2] / 1000)
local now = tonumber(ARGV[2])
if now == -1 then now = serverNow end

local claimed = {}
for place = 2, #KEYS do
  local member = ARGV[place + 2]
  local dueAt = redis.call('ZSCORE', KEYS[1], member)
  local wakeAt = tonumber(dueAt or 'inf')
  local leasedUntil = tonumber(redis.call('HGET', KEYS[place], 'leasedUntil') or 0)
  local isOurs = redis.call('HGET', KEYS[place], 'claim') == ARGV[3]
  if not isOurs and wakeAt <= now and leasedUntil <= serverNow then
    redis.call('HINCRBY', KEYS[place], 'epoch', 1)
    redis.call('HSET', KEYS[place], 'leasedUntil', string.format('%.0f', serverNow + ARGV[1]), 'claim', ARGV[3])
    redis.call('HDEL', KEYS[place], 'nudged')
    isOurs = true
  end
  if isOurs then
    local got = redis.call('HMGET', KEYS[place], 'version', 'state', 'epoch')
    claimed[#claimed + 1] = { member, got[1], got[2], got[3], dueAt or string.format('%.0f', now) }
  end
end
return claimed
