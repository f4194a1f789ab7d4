def main():
    lines = []
    for i in range(1, 400001):
        lines.append(f"message {i} is sent")
    print(len(",".join(lines)))

main()
