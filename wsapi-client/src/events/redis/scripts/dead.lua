-- Moves an entry to the stream of dead letters, with all of its fields. Answers 1 if it was moved, 0 if there is nothing
-- to move any more.
-- KEYS: stream, lease, tries, dead letters. ARGV: token (empty: no lease), group, id, reason, tries.
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
-- Where many read side by side, somebody else may have dealt with it.
local is_mine = ARGV[1] ~= ''
if not is_mine then
    local pending = redis.pcall('XPENDING', KEYS[1], ARGV[2], ARGV[3], ARGV[3], 1)
    if pending.err then
        return pending
    end
    is_mine = #pending > 0
end
local entry = redis.call('XRANGE', KEYS[1], ARGV[3], ARGV[3])[1]
local moved = 0
if is_mine and entry then
    local letter = {}
    for _, part in ipairs(entry[2]) do
        letter[#letter + 1] = part
    end
    local about = {
        'deadReason', ARGV[4], 'deadTries', ARGV[5], 'deadEntryId', ARGV[3], 'deadStream', KEYS[1], 'deadGroup', ARGV[2],
    }
    for _, part in ipairs(about) do
        letter[#letter + 1] = part
    end
    redis.call('XADD', KEYS[4], '*', unpack(letter))
    moved = 1
end
redis.call('XACK', KEYS[1], ARGV[2], ARGV[3])
redis.call('HDEL', KEYS[3], ARGV[3])
return moved
