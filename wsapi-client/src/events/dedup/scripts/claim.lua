-- Claims an event for an owner. Returns 1 if it is granted, 0 if another owner holds it, 2 if the event is done.
-- KEYS: event. ARGV: owner, lease in milliseconds.
local state = redis.call('GET', KEYS[1])
if state == 'done' then
    return 2
end
if state and state ~= 'by ' .. ARGV[1] then
    return 0
end
redis.call('SET', KEYS[1], 'by ' .. ARGV[1], 'PX', ARGV[2])
return 1
