local sum = 0
for i = 1, 30000000 do
  if i % 3 == 0 then sum = sum + i * 2 end
end
print(sum)
