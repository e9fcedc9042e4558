-- Removes keys that hold these values, and no others.
-- KEYS: keys. ARGV: the value of each.
local removed = 0
for i, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[i] then
        removed = removed + redis.call('DEL', key)
    end
end
return removed
