-- Marks an event as handled, if its owner holds it or its lease expired and nobody took it since.
-- KEYS: event. ARGV: owner, milliseconds.
local state = redis.call('GET', KEYS[1])
if state and state ~= 'by ' .. ARGV[1] then
    return 0
end
redis.call('SET', KEYS[1], 'done', 'PX', ARGV[2])
return 1
