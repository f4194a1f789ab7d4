import TestSupport
import Testing

/// Compares numbers and tables with Python. They are random, and the same for the same seed.
@Suite(.enabled(if: Peer.hasPython, "no Python 3")) struct ValuePeerTests {
  @Test func numbersCompareAsPythonsDecimals() throws {
    let folder = Folder()
    let made = try Peer.python(Self.pairs, folder: folder.path)
    try #require(made.status == 0, "\(made.errors)")
    let script = """
      open pairs.ndjson | map ([@.a == @.b, @.a < @.b, @.a in [@.b], (unique([@.a, @.b]) | count), sort-by([@.a, @.b], @)[0] == @.a])
      """
    let run = try wessaal(["-c", script + " | save results.ndjson"], folder: folder.path, within: 60)
    #expect(run.status == 0, "\(run.errors)")
    let judged = try Peer.python(Self.judge, folder: folder.path)
    #expect(judged.status == 0, "\(judged.output)\(judged.errors)")
  }

  private static let pairs = """
    import random
    random.seed(\(FuzzSize.seed))
    def number():
        kind = random.randrange(6)
        digits = str(random.randrange(10 ** random.randrange(1, 25)))
        if kind == 0: text = digits
        elif kind == 1: text = digits + "." + str(random.randrange(10 ** random.randrange(1, 20)))
        elif kind == 2: text = digits[0] + "." + (digits[1:] or "0") + "e" + str(random.randrange(-30, 30))
        elif kind == 3: text = str(2 ** random.randrange(50, 70) + random.randrange(-2, 3))
        elif kind == 4: text = "7" + digits + "0" * random.randrange(3) + ".0" * random.randrange(2)
        else: text = digits + "e" + str(random.randrange(-400, 400))
        return random.choice(["", "-"]) + text
    def near(text):
        how = random.randrange(4)
        if "e" in text: return text if how else number()
        if how == 0: return text + ("0" if "." in text else ".0")
        if how == 1: return text[:-1] + random.choice("0123456789") if text[-2:-1].isdigit() and text.lstrip("-")[:1] != "0" else text
        if how == 2: return text
        return number()
    with open("pairs.ndjson", "w") as out:
        for _ in range(20000):
            a = number()
            out.write('{"a":%s,"b":%s}\\n' % (a, near(a)))
    """

  private static let judge = """
    import decimal, json, sys
    decimal.getcontext().prec = 2000
    wrong = 0
    for pair, result in zip(open("pairs.ndjson"), open("results.ndjson"), strict=True):
        p = json.loads(pair, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
        a, b = p["a"], p["b"]
        expected = [a == b, a < b, a == b, 1 if a == b else 2, a <= b]
        if json.loads(result) != expected:
            wrong += 1
            if wrong < 20: print(pair, result, expected)
    sys.exit(1 if wrong else 0)
    """

  @Test func tablesAreReadAndWrittenAsByPython() throws {
    let folder = Folder()
    let made = try Peer.python(Self.tables, folder: folder.path)
    try #require(made.status == 0, "\(made.errors)")
    let script = """
      for i in 0..199 {
        open "in-${i}.csv" | save "read-${i}.ndjson"
        open "rows-${i}.ndjson" | save "out-${i}.csv" --csv-safe=false
      }
      """
    let run = try wessaal(["-c", script], folder: folder.path, within: 60)
    #expect(run.status == 0, "\(run.errors)")
    let judged = try Peer.python(Self.compare, folder: folder.path)
    #expect(judged.status == 0, "\(judged.output)\(judged.errors)")
  }

  /// Tables whose cells do not begin with a sign that `save` guards.
  private static let tables = """
    import csv, json, random
    random.seed(\(FuzzSize.seed))
    def cell():
        if random.random() < 0.2: return ""
        return random.choice("x 7") + "".join(
            random.choice('ab,;"\\'\\n\\t 1سé') for _ in range(random.randrange(6)))
    for i in range(200):
        names = ["c%d" % n for n in range(random.randrange(2, 6))]
        rows = [{n: cell() for n in names} for _ in range(random.randrange(1, 8))]
        with open("in-%d.csv" % i, "w", newline="", encoding=random.choice(["utf-8", "utf-8-sig"])) as out:
            separator = random.choice(",;\\t")
            if random.random() < 0.3: out.write("sep=" + separator + "\\r\\n")
            writer = csv.writer(out, delimiter=separator, lineterminator=random.choice(["\\n", "\\r\\n"]),
                                quoting=random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
            extra = [""] * random.randrange(3)
            writer.writerow(names + extra)
            for row in rows: writer.writerow(list(row.values()) + extra)
        with open("rows-%d.ndjson" % i, "w", encoding="utf-8") as out:
            for row in rows: out.write(json.dumps(row) + "\\n")
    """

  private static let compare = """
    import csv, json, sys
    for i in range(200):
        rows = [json.loads(line) for line in open("rows-%d.ndjson" % i, encoding="utf-8")]
        read = [json.loads(line) for line in open("read-%d.ndjson" % i, encoding="utf-8")]
        written = list(csv.DictReader(open("out-%d.csv" % i, encoding="utf-8", newline="")))
        if read != rows or written != rows:
            print(i, rows, read, written)
            sys.exit(1)
    """
}
