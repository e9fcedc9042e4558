-- Renews leases.
-- KEYS: leases. ARGV: milliseconds, the token of each lease. Returns 1 for each lease still held, 0 for the others.
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
