-- Takes free leases, and those that the token already holds.
-- KEYS: leases. ARGV: token, milliseconds, how many are wanted. Returns the indexes of the taken leases, from 0.
local taken = {}
for i, key in ipairs(KEYS) do
    local holder = redis.call('GET', key)
    if #taken < tonumber(ARGV[3]) and (not holder or holder == ARGV[1]) then
        redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
        taken[#taken + 1] = i - 1
    end
end
return taken
