-- Resets the idle time of pending entries that the consumer owns, and optionally sets their delivery counters.
-- KEYS: stream, lease. ARGV: token (empty: no lease), group, consumer, and for each entry its id and its counter (empty:
-- unchanged). Returns the ids that the consumer owns, or 'lost' if the lease is.
local stream, group, consumer = KEYS[1], ARGV[2], ARGV[3]
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return {'lost'}
end
local owned = {}
for i = 4, #ARGV, 2 do
    local id, counter = ARGV[i], ARGV[i + 1]
    local found = redis.pcall('XPENDING', stream, group, id, id, 1, consumer)
    if found.err then
        return found
    end
    if #found > 0 then
        owned[#owned + 1] = id
        if counter == '' then
            redis.call('XCLAIM', stream, group, consumer, 0, id, 'JUSTID')
        else
            redis.call('XCLAIM', stream, group, consumer, 0, id, 'RETRYCOUNT', counter, 'JUSTID')
        end
    end
end
return owned
