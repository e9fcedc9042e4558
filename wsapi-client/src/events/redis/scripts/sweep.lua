-- Removes consumers of a group that have no pending entries.
-- KEYS: stream. ARGV: group, minimum idle time in milliseconds.
local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])
if consumers.err then
    return 0
end
for _, consumer in ipairs(consumers) do
    local of = {}
    for i = 1, #consumer, 2 do
        of[consumer[i]] = consumer[i + 1]
    end
    if of['pending'] == 0 and of['idle'] >= tonumber(ARGV[2]) then
        redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], of['name'])
    end
end
return 0
