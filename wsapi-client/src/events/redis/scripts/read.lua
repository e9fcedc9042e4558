-- Reads for the holder of the lease: first what was delivered to it and lies after the last entry that it knows of, whose
-- answer may have been lost, and only then what is new.
-- KEYS: stream, lease. ARGV: token (empty: no lease), group, consumer, last known id, count.
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return {-1}
end
local function read(id)
    local answer = redis.pcall('XREADGROUP', 'GROUP', ARGV[2], ARGV[3], 'COUNT', ARGV[5], 'STREAMS', KEYS[1], id)
    if not answer then
        return {}
    end
    if answer.err then
        return answer
    end
    return answer[1] and answer[1][2] or {}
end
local pending = read(ARGV[4])
if pending.err then
    return pending
end
if #pending > 0 then
    return {0, pending}
end
local new = read('>')
if new.err then
    return new
end
if #new > 0 then
    return {1, new}
end
-- Nothing: from where to watch for more.
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local of = {}
    for i = 1, #group, 2 do
        of[group[i]] = group[i + 1]
    end
    if of['name'] == ARGV[2] then
        return {1, {}, of['last-delivered-id']}
    end
end
return {1, {}, ARGV[4]}
