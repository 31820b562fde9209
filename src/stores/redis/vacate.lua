-- Frees a home of an erased group, unless another group lives there by now.
-- KEYS[1] home, KEYS[2] homes of the platform in this shard. ARGV[1] group, ARGV[2] the home's own id.
-- Returns how many were freed.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SREM', KEYS[2], ARGV[2])
return redis.call('DEL', KEYS[1])
