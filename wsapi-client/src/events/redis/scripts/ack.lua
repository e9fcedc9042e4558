-- Acknowledges entries, and forgets their tries.
-- KEYS: stream, lease, tries. ARGV: token (empty: no lease), group, ids...
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
local ids = {}
for i = 3, #ARGV do
    ids[#ids + 1] = ARGV[i]
end
redis.call('HDEL', KEYS[3], unpack(ids))
return redis.call('XACK', KEYS[1], ARGV[2], unpack(ids))
