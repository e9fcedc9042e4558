-- Claims pending entries after an id for the consumer. If there are none, reads new entries. The delivery counter of a
-- pending entry does not change.
-- KEYS: stream, lease. ARGV: token (empty: no lease), group, consumer, owner of the pending entries (empty: any), last
-- id, count, minimum idle time of the pending entries in milliseconds (0: any; otherwise no new entries are read).
-- Returns {-1} if the lease is lost, {0, entries} for pending entries, {1, entries, last delivered id} for new ones,
-- always with three values. An entry is {id, deliveries, fields}; fields is false if the entry was removed.
local stream, group, consumer = KEYS[1], ARGV[2], ARGV[3]
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return {-1, {}, ''}
end
local range = {'XPENDING', stream, group}
if ARGV[7] ~= '0' then
    range[4], range[5] = 'IDLE', ARGV[7]
end
for _, part in ipairs({'(' .. ARGV[5], '+', ARGV[6]}) do
    range[#range + 1] = part
end
if ARGV[4] ~= '' then
    range[#range + 1] = ARGV[4]
end
local pending = redis.pcall(unpack(range))
if pending.err then
    return pending
end
local entries = {}
for i, found in ipairs(pending) do
    local id, deliveries = found[1], found[4]
    local entry = redis.call('XCLAIM', stream, group, consumer, 0, id, 'RETRYCOUNT', deliveries)[1]
    if not entry then
        redis.call('XACK', stream, group, id)
    end
    entries[i] = {id, deliveries, entry and entry[2] or false}
end
if #entries > 0 or ARGV[7] ~= '0' then
    return {0, entries, ''}
end
local new = redis.pcall('XREADGROUP', 'GROUP', group, consumer, 'COUNT', ARGV[6], 'STREAMS', stream, '>')
if new and new.err then
    return new
end
if new and new[1] then
    for i, entry in ipairs(new[1][2]) do
        entries[i] = {entry[1], 1, entry[2]}
    end
    return {1, entries, ''}
end
-- There are no entries: the caller waits for entries after this id.
for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    local of = {}
    for i = 1, #info, 2 do
        of[info[i]] = info[i + 1]
    end
    if of['name'] == group then
        return {1, {}, of['last-delivered-id']}
    end
end
return {1, {}, ARGV[5]}
