def main():
    seed = 42
    numbers = []
    for i in range(300000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        numbers.append(seed)
    numbers.sort()
    print(numbers[0], numbers[150000], numbers[299999])

main()
