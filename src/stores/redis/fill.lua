-- Writes a part of a group that is being filled from a dump, unless somebody else fills it by now.
-- KEYS[1] filling, KEYS[2...] as the commands refer to them by number. ARGV[1] who fills it, ARGV[2] JSON: commands, each {name, key, arguments ...},
-- ARGV[3] 'done' with the last part.
-- Returns how many commands were run. Sent again it writes the same again; the last part only once, for a minute.
local filling = redis.call('GET', KEYS[1])
if filling == 'done ' .. ARGV[1] then return 0 end
if filling ~= ARGV[1] then return redis.error_reply('FILLED Somebody else has begun to import this group.') end
local commands = cjson.decode(ARGV[2])
for _, command in ipairs(commands) do redis.call(command[1], KEYS[command[2]], unpack(command, 3)) end
if ARGV[3] == 'done' then redis.call('SET', KEYS[1], 'done ' .. ARGV[1], 'EX', 60) end
return #commands
