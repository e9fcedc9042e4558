-- Removes the entries that every group has read and acknowledged.
-- KEYS: stream, lease. ARGV: token (empty: no lease). Returns how many were removed, or -1 if the lease is lost.
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
-- Pads an id so that ids compare as strings, because their numbers can be too large for Lua.
local function ordered(id)
    return ('%20s-%20s'):format(id:match('^(%d+)-(%d+)$'))
end
local groups = redis.pcall('XINFO', 'GROUPS', KEYS[1])
local oldest
for _, group in ipairs(groups) do
    local of = {}
    for i = 1, #group, 2 do
        of[group[i]] = group[i + 1]
    end
    local first = of['pending'] > 0 and redis.call('XPENDING', KEYS[1], of['name'])[2]
    for _, id in ipairs({of['last-delivered-id'], first or nil}) do
        oldest = (not oldest or ordered(id) < ordered(oldest)) and id or oldest
    end
end
return oldest and redis.call('XTRIM', KEYS[1], 'MINID', oldest) or 0
