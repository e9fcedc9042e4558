-- Removes the entries that no group needs any more: those before what each group has read and acknowledged.
-- KEYS: stream, lease. ARGV: token (empty: no lease).
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
local function shorter_or_less(a, b)
    if #a ~= #b then
        return #a < #b
    end
    return a < b
end
local function less(a, b)
    local a1, a2 = a:match('^(%d+)-(%d+)$')
    local b1, b2 = b:match('^(%d+)-(%d+)$')
    if a1 ~= b1 then
        return shorter_or_less(a1, b1)
    end
    return shorter_or_less(a2, b2)
end
local oldest
local function needed(id)
    if not oldest or less(id, oldest) then
        oldest = id
    end
end
local groups = redis.pcall('XINFO', 'GROUPS', KEYS[1])
if groups.err then
    return 0
end
for _, group in ipairs(groups) do
    local of = {}
    for i = 1, #group, 2 do
        of[group[i]] = group[i + 1]
    end
    needed(of['last-delivered-id'])
    if of['pending'] > 0 then
        needed(redis.call('XPENDING', KEYS[1], of['name'])[2])
    end
end
if not oldest then
    return 0
end
return redis.call('XTRIM', KEYS[1], 'MINID', oldest)
