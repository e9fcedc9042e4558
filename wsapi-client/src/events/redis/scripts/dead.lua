-- Moves an entry to the stream of dead letters, with all of its fields. Answers 1 if it was moved, now or when this was
-- asked before, and 0 if there is nothing to move any more.
-- KEYS: stream, lease, tries, dead letters. ARGV: token (empty: no lease), group, consumer, id, reason, tries, whether it
-- was asked before (1), how many dead letters to look at then.
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
local pending = redis.pcall('XPENDING', KEYS[1], ARGV[2], ARGV[4], ARGV[4], 1, ARGV[3])
local has_lease = ARGV[1] ~= ''
if pending.err then
    if not has_lease then
        return pending
    end
    -- The group was lost, and is made again.
    pending = {}
end
if #pending == 0 then
    if ARGV[7] == '1' then
        -- The answer may have been lost. What an entry had from the beginning comes before what was added.
        for _, letter in ipairs(redis.call('XREVRANGE', KEYS[4], '+', '-', 'COUNT', ARGV[8])) do
            local of = {}
            for i = 1, #letter[2], 2 do
                of[letter[2][i]] = letter[2][i + 1]
            end
            if of['deadEntryId'] == ARGV[4] and of['deadStream'] == KEYS[1] and of['deadGroup'] == ARGV[2] then
                return 1
            end
        end
    end
    -- Where many read side by side, somebody else has it or has dealt with it. An owner goes on with what it had in hand
    -- when its group was lost.
    if not has_lease then
        return 0
    end
end
local entry = redis.call('XRANGE', KEYS[1], ARGV[4], ARGV[4])[1]
local moved = 0
if entry then
    local letter = {}
    for _, part in ipairs(entry[2]) do
        letter[#letter + 1] = part
    end
    local about = {
        'deadReason', ARGV[5], 'deadTries', ARGV[6], 'deadEntryId', ARGV[4], 'deadStream', KEYS[1], 'deadGroup', ARGV[2],
    }
    for _, part in ipairs(about) do
        letter[#letter + 1] = part
    end
    redis.call('XADD', KEYS[4], '*', unpack(letter))
    moved = 1
end
redis.call('XACK', KEYS[1], ARGV[2], ARGV[4])
redis.call('HDEL', KEYS[3], ARGV[4])
return moved
