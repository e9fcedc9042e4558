-- Takes free leases, so many as are wanted, and says which.
-- KEYS: leases. ARGV: milliseconds, how many, a token for each lease.
local taken = {}
for i, key in ipairs(KEYS) do
    if #taken >= tonumber(ARGV[2]) then
        break
    end
    if redis.call('SET', key, ARGV[i + 2], 'NX', 'PX', ARGV[1]) then
        taken[#taken + 1] = i - 1
    end
end
return taken
