local seed = 42
local numbers = {}
for i = 1, 300000 do
  seed = (seed * 1103515245 + 12345) % 2147483648
  numbers[#numbers + 1] = seed
end
table.sort(numbers)
print(numbers[1], numbers[150001], numbers[300000])
