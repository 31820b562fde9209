-- Takes turns of a line that all processes share, by the generic cell rate algorithm (ITU-T I.371); src/stores/turns.ts is the same.
-- KEYS[1] when the line would be empty, in ms, KEYS[2] the turn that a key waits for (unused without one).
-- ARGV[1] ms between turns, ARGV[2] burst, ARGV[3] cost, ARGV[4] '1' with a key, '' without, ARGV[5] now, or -1 for the server's time,
-- ARGV[6] how much earlier one may come, in ms, ARGV[7] how long a turn is kept, in ms.
-- Returns how long to wait, in ms. Sent again after it was done, it may take another turn: the line is a little slower then.
local now = tonumber(ARGV[5])
if now == -1 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local own = ARGV[4] == '1' and tonumber(redis.call('GET', KEYS[2]) or nil)
if own and own > now + ARGV[6] then return own - now end
if own then
  redis.call('DEL', KEYS[2])
  return 0
end
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + ARGV[3] * ARGV[1]
if tonumber(ARGV[3]) > 0 then redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1000) end
local wait = math.max(0, math.ceil(full - ARGV[2] * ARGV[1] - now))
if ARGV[4] == '1' and wait > 0 then redis.call('SET', KEYS[2], string.format('%.0f', now + wait), 'PX', wait + ARGV[7]) end
return wait
