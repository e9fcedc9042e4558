-- Removes the keys that hold these values.
-- KEYS: keys. ARGV: the value of each key. Returns how many were removed.
local removed = 0
for i, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[i] then
        removed = removed + redis.call('DEL', key)
    end
end
return removed
