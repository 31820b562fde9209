-- Frees a home of an erased group, unless another group lives there by now.
-- KEYS[1] home. ARGV[1] group.
-- Returns how many were freed.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
