print(sum(i * 2 for i in range(1, 30000001) if i % 3 == 0))
