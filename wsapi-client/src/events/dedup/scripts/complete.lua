-- Marks an event as done, if its owner holds it, or if the lease has expired and no other owner has claimed it since.
-- KEYS: event. ARGV: owner, retention in milliseconds.
local state = redis.call('GET', KEYS[1])
if state and state ~= 'by ' .. ARGV[1] then
    return 0
end
redis.call('SET', KEYS[1], 'done', 'PX', ARGV[2])
return 1
