-- Reads places of a leaderboard, all at one moment.
-- KEYS[1] board, KEYS[2] tallies. ARGV[1] offset, ARGV[2] limit, ARGV[3] a member to begin at instead, or ''.
-- Returns how many there are, how many have more points than the first place read, and {member, score, right, asked} for each.
local offset, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
if ARGV[3] ~= '' then offset = redis.call('ZRANK', KEYS[1], ARGV[3]) end
local flat = offset and limit > 0 and redis.call('ZRANGE', KEYS[1], offset, offset + limit - 1, 'WITHSCORES') or {}
local places = {}
for at = 1, #flat, 2 do
  local tallies = redis.call('HMGET', KEYS[2], flat[at] .. ':right', flat[at] .. ':asked')
  places[#places + 1] = { flat[at], flat[at + 1], tallies[1], tallies[2] }
end
local ahead = flat[2] and redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. flat[2]) or 0
return { redis.call('ZCARD', KEYS[1]), ahead, places }
