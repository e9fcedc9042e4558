-- Keeps entries in work from looking abandoned, and says which these are; those that somebody else took meanwhile are left
-- to them.
-- KEYS: stream. ARGV: group, consumer, ids...
local own = {}
for i = 3, #ARGV do
    local found = redis.pcall('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2])
    if found.err then
        return found
    end
    if #found > 0 then
        own[#own + 1] = ARGV[i]
    end
end
if #own > 0 then
    local claim = {'XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0}
    for _, id in ipairs(own) do
        claim[#claim + 1] = id
    end
    claim[#claim + 1] = 'JUSTID'
    redis.call(unpack(claim))
end
return own
