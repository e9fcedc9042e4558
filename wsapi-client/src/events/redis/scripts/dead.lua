-- Moves an entry with all of its fields to the dead-letter stream.
-- KEYS: stream, lease, dead-letter stream. ARGV: token (empty: no lease), group, consumer, id, 1 for a retry, how many
-- dead letters a retry searches, and the names and values of more fields. Returns 1 if the entry was moved, now or
-- earlier; 2 if it was removed; 0 if another consumer has it or has settled it; -1 if the lease is lost.
local stream, group, id, has_lease = KEYS[1], ARGV[2], ARGV[4], ARGV[1] ~= ''
if has_lease and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
local pending = redis.pcall('XPENDING', stream, group, id, id, 1)
local owner = not pending.err and pending[1] and pending[1][2]
if owner ~= ARGV[3] and ARGV[5] == '1' then
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
local entry = redis.call('XRANGE', stream, id, id)[1]
-- An entry that is not pending was settled, unless it was removed or the group is gone.
local is_settled = not owner and not pending.err and entry
if not has_lease and owner ~= ARGV[3] and (owner or is_settled) then
    return 0
end
if entry then
    local letter = entry[2]
    for i = 7, #ARGV do
        letter[#letter + 1] = ARGV[i]
    end
    redis.call('XADD', KEYS[3], '*', unpack(letter))
end
redis.call('XACK', stream, group, id)
return entry and 1 or 2
