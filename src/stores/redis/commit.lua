-- Writes documents, opens a gate and applies awards of one group, all or nothing, once.
-- KEYS[1] due index of the shard, KEYS[2] erased groups, KEYS[3] the op, KEYS[4] the group's floor; KEYS[5...] as the argument refers to them by number.
-- ARGV[1] JSON: {group, now, leaseDo, epoch, forMs,
--   writes: [{key, ids, id, member, version, state | false, wakeAt | false}],
--   gate: {key, question} | false,
--   boards, awards: [{id, awarded, member, points, right, asked, boards: [{name, board, tallies, until | false}]}]}
-- ARGV[2...] the states as JSON.
--   Numbers that name keys are places in KEYS, and a `state` is a place among the states. `now` is -1 for the server's own time.
-- Returns 'done', 'conflict' or 'fenced'; fails when the group was erased. A repeated op that was done is 'done' again, for a minute.
local c = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local serverNow = time[1] * 1000 + math.floor(time[2] / 1000)
local now = c.now == -1 and serverNow or c.now
local int = function(number) return string.format('%.0f', number) end

if redis.call('ZSCORE', KEYS[2], c.group) then return redis.error_reply('ERASED This group was erased.') end
if redis.call('EXISTS', KEYS[3]) == 1 then return 'done' end
local first = c.writes[1]
if c.leaseDo ~= 'leave' and not (first and tonumber(redis.call('HGET', KEYS[first.key], 'epoch')) == c.epoch) then return 'fenced' end
for _, w in ipairs(c.writes) do
  if tonumber(redis.call('HGET', KEYS[w.key], 'version') or 0) ~= w.version then return 'conflict' end
end

-- What is made again begins above whatever was removed: who held that meets another version and another epoch.
local floor = redis.call('HMGET', KEYS[4], 'version', 'epoch')
floor = { version = tonumber(floor[1] or 0), epoch = tonumber(floor[2] or 0) }
local function raise(field, to)
  if to <= floor[field] then return end
  floor[field] = to
  redis.call('HSET', KEYS[4], field, int(to))
end

for _, w in ipairs(c.writes) do
  local key = KEYS[w.key]
  if not w.state then
    raise('version', w.version)
    raise('epoch', tonumber(redis.call('HGET', key, 'epoch') or 0))
    redis.call('DEL', key)
    redis.call('SREM', KEYS[w.ids], w.id)
    redis.call('ZREM', KEYS[1], w.member)
  else
    redis.call('HSET', key, 'version', int((w.version == 0 and floor.version or w.version) + 1), 'state', ARGV[1 + w.state])
    redis.call('HSETNX', key, 'epoch', int(floor.epoch))
    redis.call('SADD', KEYS[w.ids], w.id)
    if w.wakeAt then
      local wakeAt = w.wakeAt
      if redis.call('HGET', key, 'nudged') == '1' then wakeAt = math.min(wakeAt, now) end
      redis.call('ZADD', KEYS[1], int(wakeAt), w.member)
    else
      redis.call('ZREM', KEYS[1], w.member)
    end
  end
end

if first and first.state and c.leaseDo == 'keep' then redis.call('HSET', KEYS[first.key], 'leasedUntil', int(serverNow + c.forMs)) end
if first and first.state and c.leaseDo == 'release' then redis.call('HDEL', KEYS[first.key], 'leasedUntil') end

if c.gate then redis.call('HSETNX', KEYS[c.gate.key], c.gate.question, '1') end

-- Who has nothing asked left stands on the board no more. A board that is kept until some time is not begun again after it.
local touched = {}
local function addTo(b, a)
  if b['until'] and b['until'] <= now then return end
  touched[b.board] = b
  redis.call('ZINCRBY', KEYS[b.board], int(-a.points), a.member)
  redis.call('HINCRBY', KEYS[b.tallies], a.member .. ':right', int(a.right))
  if redis.call('HINCRBY', KEYS[b.tallies], a.member .. ':asked', int(a.asked)) == 0 then
    redis.call('ZREM', KEYS[b.board], a.member)
    redis.call('HDEL', KEYS[b.tallies], a.member .. ':right', a.member .. ':asked')
  end
end

for _, a in ipairs(c.awards) do
  if redis.call('SADD', KEYS[a.awarded], a.id) == 1 then
    for _, b in ipairs(a.boards) do addTo(b, a) end
  end
end
-- A clock of the store's own may stand still while Redis counts on: until then the store itself shows nothing past.
local slack = c.now == -1 and 0 or 3600000
for _, b in pairs(touched) do
  redis.call('ZADD', KEYS[c.boards], b['until'] and int(b['until']) or '+inf', b.name)
  if b['until'] then
    redis.call('PEXPIRE', KEYS[b.board], int(b['until'] - now + slack))
    redis.call('PEXPIRE', KEYS[b.tallies], int(b['until'] - now + slack))
  end
end
if next(touched) then redis.call('ZREMRANGEBYSCORE', KEYS[c.boards], '-inf', int(now)) end
redis.call('SET', KEYS[3], '', 'EX', 60)
return 'done'
