-- Takes turns of a line that all processes share, by the generic cell rate algorithm (ITU-T I.371), twice: for the line, and for a gate
-- behind it, which lets through a second's turns more at once. src/stores/turns.ts is the same.
-- KEYS[1] hash of the line: when `line` and `gate` would be empty, in ms, KEYS[2] the turn that a key waits for (unused without one).
-- ARGV[1] turns a second, ARGV[2] burst, ARGV[3] cost, ARGV[4] 'take' with a key, 'reserve', or '' without one, ARGV[5] now, or -1 for the server's time,
-- ARGV[6] how much earlier one may come, in ms, ARGV[7] how long a turn is kept, in ms.
-- Returns how long to wait, in ms. Sent again after it was done, it may take another turn: the line is a little slower then.
local perSecond, burst, cost, hasKey = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] ~= ''
local now = tonumber(ARGV[5])
if now == -1 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local function enter(name, most)
  local full = math.max(tonumber(redis.call('HGET', KEYS[1], name) or 0), now) + cost * 1000 / perSecond
  if cost > 0 then
    redis.call('HSET', KEYS[1], name, string.format('%.3f', full))
    if redis.call('PTTL', KEYS[1]) < full - now + 1000 then redis.call('PEXPIRE', KEYS[1], math.ceil(full - now) + 1000) end
  end
  return math.max(0, math.ceil(full - most * 1000 / perSecond - now))
end

-- A turn is its instant, and a sign when there is nothing to wait for after it.
local function keep(wait, sign)
  redis.call('SET', KEYS[2], string.format('%.0f', now + wait) .. sign, 'PX', wait + ARGV[7])
  return wait
end

local own = hasKey and redis.call('GET', KEYS[2])
local ownAt = own and tonumber(string.match(own, '^%d+'))
if ARGV[4] == 'reserve' then return own and math.max(0, ownAt - now) or keep(enter('line', burst), '') end
if ownAt and ownAt > now + ARGV[6] then return ownAt - now end
if own then redis.call('DEL', KEYS[2]) end
if own and string.sub(own, -1) == '!' then return 0 end
local wait = own and 0 or enter('line', burst)
if not hasKey then
  enter('gate', burst + perSecond)
  return wait
end
if wait > 0 then return keep(wait, '') end
local late = enter('gate', burst + perSecond)
if late > 0 then return keep(late, '!') end
return 0
