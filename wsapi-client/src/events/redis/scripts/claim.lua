-- Makes pending entries of others one's own.
-- KEYS: stream, lease. ARGV: token (empty: no lease), group, consumer, least idle time, cursor, count.
if ARGV[1] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[1] then
    return {'', -1}
end
local answer =
    redis.pcall('XAUTOCLAIM', KEYS[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], 'COUNT', ARGV[6], 'JUSTID')
if answer.err then
    return answer
end
return {answer[1], #answer[2]}
