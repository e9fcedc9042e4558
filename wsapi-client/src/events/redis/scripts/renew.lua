-- Makes leases last longer, and says of each whether it is still held.
-- KEYS: leases. ARGV: milliseconds, the token of each lease.
local held = {}
for i, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[i + 1] then
        redis.call('PEXPIRE', key, ARGV[1])
        held[i] = 1
    else
        held[i] = 0
    end
end
return held
