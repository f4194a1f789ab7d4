local counts = {}
for i = 1, 1000000 do
  local key = "key" .. i % 5000
  counts[key] = (counts[key] or 0) + i
end
local length = 0
for _ in pairs(counts) do length = length + 1 end
print(length, counts.key4999)
