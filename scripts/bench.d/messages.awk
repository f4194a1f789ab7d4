# Prints COUNT messages with the members that the API gives, 290 bytes each on average: -v count=COUNT. With -v
# array=1, they are one JSON array instead of a line each. An eighth of them have failed.
function two(n) { return sprintf("%02d", n) }
BEGIN {
  texts[0] = "Hello! Your order 1234 was shipped and comes tomorrow."
  texts[1] = "مرحبا، تم شحن طلبك رقم 1234 وسيصل غدا قبل الظهر."
  texts[2] = "Your code is 482913. It is valid for \\\"ten\\\" minutes.\\nShare it with nobody."
  texts[3] = "Thank you for your purchase 🎉 See you again soon at our shop."
  split("delivered sent delivered failed delivered sent pending delivered", statuses, " ")
  if (array) print "["
  for (i = 0; i < count; i++) {
    status = statuses[int(i * 7919 / 16) % 8 + 1]
    day = "2025-01-" two(1 + i % 28)
    printf "{\"id\":%d,\"type\":\"text\",\"recipient\":\"+9665%08d\",\"content\":\"%s\",\"status\":\"%s\",", \
      100000 + i, i * 7919 % 100000000, texts[i % 4], status
    printf "\"instance\":{\"id\":%d},\"error_message\":%s,", 3 + i % 4, \
      status == "failed" ? "\"The recipient is not on WhatsApp\"" : "null"
    printf "\"created_at\":\"%sT10:30:00.000000Z\",\"delivered_at\":\"%sT10:30:%s.000000Z\"}%s\n", \
      day, day, two(i % 60), array && i < count - 1 ? "," : ""
  }
  if (array) print "]"
}
