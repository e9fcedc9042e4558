-- Counts a try of an entry. The count outlives the worker, and is forgotten long after the stream is.
-- KEYS: lease, tries. ARGV: token (empty: no lease), id, days to keep, whether it may have been begun without being
-- counted (1), which counts as a try if nothing else is known.
if ARGV[1] ~= '' and redis.call('GET', KEYS[1]) ~= ARGV[1] then
    return -1
end
local by = 1
if ARGV[4] == '1' and redis.call('HEXISTS', KEYS[2], ARGV[2]) == 0 then
    by = 2
end
local tries = redis.call('HINCRBY', KEYS[2], ARGV[2], by)
redis.call('EXPIRE', KEYS[2], ARGV[3] * 86400)
return tries
