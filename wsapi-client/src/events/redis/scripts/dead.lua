-- Moves an entry with all of its fields to the dead-letter stream.
-- KEYS: stream, lease, dead-letter stream. ARGV: token (empty: no lease), group, consumer, id, whether this is a retry (1),
-- how many dead letters a retry looks at, and the names and values of further fields.
-- Returns 1 if the entry was moved, now or before; 0 if there is nothing to move; -1 if the lease is lost.
local stream, group, id = KEYS[1], ARGV[2], ARGV[4]
local has_lease = ARGV[1] ~= ''
if has_lease and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
local pending = redis.pcall('XPENDING', stream, group, id, id, 1, ARGV[3])
if pending.err and not has_lease then
    return pending
end
if pending.err or #pending == 0 then
    if ARGV[5] == '1' then
        -- The response to an earlier call may have been lost.
        for _, letter in ipairs(redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', ARGV[6])) do
            local of = {}
            for i = 1, #letter[2], 2 do
                of[letter[2][i]] = letter[2][i + 1]
            end
            if of['deadEntryId'] == id and of['deadStream'] == stream and of['deadGroup'] == group then
                return 1
            end
        end
    end
    -- Without a lease, another consumer has the entry. The owner of a stream continues although its group is gone.
    if not has_lease then
        return 0
    end
end
local entry = redis.call('XRANGE', stream, id, id)[1]
if entry then
    local letter = entry[2]
    for i = 7, #ARGV do
        letter[#letter + 1] = ARGV[i]
    end
    redis.call('XADD', KEYS[3], '*', unpack(letter))
end
redis.call('XACK', stream, group, id)
return entry and 1 or 0
