-- Counts a try of an entry. The count outlives the worker, and is forgotten long after the stream is.
-- KEYS: lease, tries. ARGV: token (empty: no lease), id, days to keep.
if ARGV[1] ~= '' and redis.call('GET', KEYS[1]) ~= ARGV[1] then
    return -1
end
local tries = redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
redis.call('EXPIRE', KEYS[2], ARGV[3] * 86400)
return tries
