def main():
    counts = {}
    for i in range(1, 1000001):
        key = f"key{i % 5000}"
        counts[key] = counts.get(key, 0) + i
    print(len(counts), counts["key4999"])

main()
