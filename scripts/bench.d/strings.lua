local lines = {}
for i = 1, 400000 do lines[#lines + 1] = "message " .. i .. " is sent" end
print(#table.concat(lines, ","))
