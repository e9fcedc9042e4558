-- Resets the idle time of pending entries of the consumer, and optionally sets their delivery counters.
-- KEYS: stream, lease. ARGV: token (empty: no lease), group, consumer, and for each entry its id and counter (empty:
-- unchanged). Returns the ids that another consumer has, or 'lost' if the lease is lost.
local stream, group, consumer = KEYS[1], ARGV[2], ARGV[3]
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return {'lost'}
end
local taken = {}
for i = 4, #ARGV, 2 do
    local id, counter = ARGV[i], ARGV[i + 1]
    local found = redis.pcall('XPENDING', stream, group, id, id, 1)
    -- If the entry was removed or the group is gone, no consumer has it.
    local owner = not found.err and found[1] and found[1][2]
    if owner == consumer and counter == '' then
        redis.call('XCLAIM', stream, group, consumer, 0, id, 'JUSTID')
    elseif owner == consumer then
        redis.call('XCLAIM', stream, group, consumer, 0, id, 'RETRYCOUNT', counter, 'JUSTID')
    elseif owner then
        taken[#taken + 1] = id
    end
end
return taken
