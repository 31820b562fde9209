-- Reads places of a leaderboard, all at one moment.
-- KEYS[1] board, KEYS[2] tallies. ARGV[1] offset, ARGV[2] limit, ARGV[3] a member to begin at instead, or ''.
-- Returns how many there are, how many have more points than the first place read, and {member, score, right, asked} for each.
local offset, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
if ARGV[3] ~= '' then offset = redis.call('ZRANK', KEYS[1], ARGV[3]) end
local flat = offset and limit > 0 and redis.call('ZRANGE', KEYS[1], offset, offset + limit - 1, 'WITHSCORES') or {}
local places = {}
-- A call takes some thousand arguments at the most.
for from = 1, #flat, 1000 do
  local till = math.min(from + 999, #flat)
  local fields = {}
  for at = from, till, 2 do
    fields[#fields + 1] = flat[at] .. ':right'
    fields[#fields + 1] = flat[at] .. ':asked'
  end
  local tallies = redis.call('HMGET', KEYS[2], unpack(fields))
  for at = from, till, 2 do
    places[#places + 1] = { flat[at], flat[at + 1], tallies[at - from + 1], tallies[at - from + 2] }
  end
end
local ahead = flat[2] and offset > 0 and redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. flat[2]) or 0
return { redis.call('ZCARD', KEYS[1]), ahead, places }
