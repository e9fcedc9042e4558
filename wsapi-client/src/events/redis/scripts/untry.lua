-- Gives back tries that were counted and did not come about, and notes of other entries that they were not begun.
-- KEYS: tries. ARGV: days to keep, how many were counted, their ids..., the ids of others...
local counted = tonumber(ARGV[2])
for i = 3, #ARGV do
    if i > counted + 2 then
        redis.call('HSETNX', KEYS[1], ARGV[i], 0)
    elseif tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or 0) > 0 then
        redis.call('HINCRBY', KEYS[1], ARGV[i], -1)
    end
end
return redis.call('EXPIRE', KEYS[1], ARGV[1] * 86400)
