-- Marks an event as done, if its owner has it. What ran out and nobody took since was done all the same.
-- KEYS: event. ARGV: owner, milliseconds.
local state = redis.call('GET', KEYS[1])
if state and state ~= 'by ' .. ARGV[1] then
    return 0
end
redis.call('SET', KEYS[1], 'done', 'PX', ARGV[2])
return 1
