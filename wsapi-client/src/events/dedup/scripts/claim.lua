-- Takes an event for its owner: 1 granted, 0 another owner holds it, 2 it was handled.
-- KEYS: event. ARGV: owner, milliseconds.
local state = redis.call('GET', KEYS[1])
if state == 'done' then
    return 2
end
if state and state ~= 'by ' .. ARGV[1] then
    return 0
end
redis.call('SET', KEYS[1], 'by ' .. ARGV[1], 'PX', ARGV[2])
return 1
