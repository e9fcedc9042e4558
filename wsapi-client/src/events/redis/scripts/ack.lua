-- Acknowledges an entry.
-- KEYS: stream, lease. ARGV: token (empty: no lease), group, id. Returns -1 if the lease is lost.
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return -1
end
return redis.call('XACK', KEYS[1], ARGV[2], ARGV[3])
