-- Removes a key that holds this value, and no other.
-- KEYS: key. ARGV: value.
if redis.call('GET', KEYS[1]) == ARGV[1] then
    return redis.call('DEL', KEYS[1])
end
return 0
