import JSON
import TestSupport
import Testing

/// No argument and no request ends the program by a signal.
@Suite struct ArgumentHuntTests {
  private static let numbers =
    Extreme.numbers.compactMap(\.json) + [
      "1e30", "-1e30", "9223372036854775807.5", "nan", "inf", "", "x", "1_0",
    ]

  /// The largest numbers of a machine, and a sample of the others.
  private var some: [String] { Self.numbers.prefix(3) + Self.numbers.dropFirst(3).sample(few: 4) }

  @Test(arguments: [
    "--rate", "--retry", "--timeout", "--max-credits", "--credits", "--messages", "--seed", "--latency",
    "--fault",
    "--clock", "--key", "--port",
  ]) func noOptionEndsARun(option: String) throws {
    for number in some {
      let forms =
        switch option {
        case "--rate": [number, number + "/h"]
        case "--timeout", "--latency": [number, number + "ms", number + "s", number + "d"]
        case "--fault": ["503@" + number, "503#" + number, "slow:\(number)s@1", "slow:\(number)m@0.5"]
        default: [number]
        }
      for form in forms where !isSlow(option, form) {
        let run = try wessaal(["--sandbox", "\(option)=\(form)", "-c", "ping"], within: 20)
        #expect(!run.wasKilled && run.status < 128 && !run.isLate, "\(option)=\(form): \(run)")
      }
    }
  }

  /// Whether the value is a time that would be waited for.
  private func isSlow(_ option: String, _ form: String) -> Bool {
    ["--latency", "--fault"].contains(option)
      && (form.contains("101") || form.contains("2147483648") || form.contains("9007199254740993ms")
        || form.hasSuffix("0.5d") || form.hasSuffix("0.5"))
  }

  @Test(arguments: ["--rate", "--credits", "--messages", "--seed", "--latency", "--port"])
  func noOptionEndsTheSandbox(option: String) throws {
    for number in some where option != "--port" || Int(number) != 101 {
      let child = try start(["sandbox", "\(option)=\(number)"])
      _ = child.run(upTo: 20) { $0.outputText.contains("listening on") }
      child.send(signal: 15)
      let run = child.finish(within: 30)
      #expect(!run.wasKilled || run.status == 128 + 15, "\(option)=\(number): \(run)")
      #expect(!run.isLate, "\(option)=\(number): \(run)")
    }
  }

  /// In these, `$n` is a number.
  private static let calls = [
    #"[1, 2, 3] | first $n"#,
    #"[1, 2, 3] | skip $n"#,
    #"[1, 2, 3] | last $n"#,
    #"[1, 2, 3] | chunk $n"#,
    #"round($n)"#,
    #"round(1.5, $n)"#,
    #"round(1e300, $n)"#,
    #"round(1e-300, $n)"#,
    #"floor($n)"#,
    #"ceil($n)"#,
    #"abs($n)"#,
    #"int($n)"#,
    #"string($n)"#,
    #"date($n, "%Y-%m-%d %G %V %j %s")"#,
    #"$n | date "%F %T %z" --zone "-23:59""#,
    #"([1, 2, 3])[$n]"#,
    #"([1, 2])[$n:$n]"#,
    #"([1, 2, 3])[::$n]"#,
    #"let l = [1]; $l[$n] = 2"#,
    #"[1, 2, 3] | query "\$[${n}]""#,
    #"[[1, 2]] | query "\$[0][${n}:]""#,
    #"-($n)"#,
    #"$n + $n"#,
    #"$n * $n"#,
    #"$n - 1"#,
    #"$n % -1"#,
    #"$n / -1"#,
    #"1..$n | first 2"#,
    #"[$n, $n] | sum"#,
    #"[$n, $n] | avg"#,
    #"[$n] | min"#,
    #"[1] | each --parallel $n { @ }"#,
    #"[1] | each --pace "${n}/m" { @ }"#,
    #"budget $n { 1 }"#,
    #"every $n { exit 0 }"#,
    #"explain "${n}""#,
    #"explain $n"#,
    #"messages wait $n --timeout 0s"#,
    #"messages get $n --no-check"#,
    #"messages list per_page=$n --no-check | length"#,
    #"messages list page=$n --no-check | count"#,
    #"messages list --since $n | length"#,
    #"messages list --until $n | count"#,
    #"contacts get $n --no-check"#,
    #"messages send instance=$n recipient=+966501234567 content=x --no-check"#,
    #"sandbox credits $n"#,
    #"messages send instance=my-instance contact_id=$n content=x --no-check"#,
    #"sandbox advance $n"#,
    #"messages send instance=my-instance recipient=+966501234567 content=x delay=$n --no-check; messages list | first 1"#,
    #"messages send-location instance=my-instance recipient=+966501234567 latitude=$n longitude=$n --no-check"#,
    #"messages send-poll instance=my-instance recipient=+966501234567 name=a values=[a, b] selectable_count=$n --no-check"#,
    #"messages send instance=my-instance recipient=+966501234567 template_id=$n --no-check"#,
    #"{a: $n, b: 1} | bar"#,
    #"[{a: x, n: $n}, {a: y, n: 1}] | bar"#,
    #"[{n: $n}] | table"#,
    #"[{n: $n}] | to csv"#,
    #"phone($n)"#,
    #"phone("${n}", "SA")"#,
    #"time("${n}")"#,
    #"captures("aaa", "a{${n}}")"#,
    #""a" matches "a{0,${n}}""#,
    #"[$n, 1] | sort-by @ | diff [$n]"#,
    #"exit $n"#,
    #"[{id: $n}] | index-by @.id"#,
    #"[$n] | group-by @ | tally @.key"#,
    #"let x = {n: $n}; $x.n += $n"#,
    #"if $n < 0.01 { sleep $n }"#,
    #"once "x" --for $n { 1 }"#,
    #"1..3 | where @ > $n"#,
    #"fail "${n}""#,
    #"{a: $n} | get @.a"#,
    #"$n in [$n]"#,
    "($n..1)[0]", "[[$n, 1]] | flatten | sum", "[3] | any @ == $n", "[1, 2] | reduce $n $acc + @",
    "$n == $n + 1",
    "[$n] | unique", "{a: $n} | diff {a: 1}", "[1, 2] | get [$n]", "{a: [1]} | set @.a[$n] 2",
    "[1] | each { fail $n }", "try { fail {kind: usage, status: $n} } catch e { print $e }",
    "request GET \"/messages/${n}\"",
    "messages list --to $n | count",
    "templates create workspace_id=$n name=a message_type=text content=a --no-check",
    "fails $n { 1 }", "print $n | ignore", "table [$n]", "now() - $n", "today() + $n", "assert $n == 1",
  ]

  /// Numbers that the checker does not know.
  @Test(arguments: calls) func noNumberEndsACall(call: String) throws {
    let folder = Folder()
    folder.write("n.json", "[\(Self.literals.joined(separator: ",\n"))]")
    let code = "for n in open(\"n.json\") { try { \(call) } catch e { print --error $e.message } }"
    let run = try wessaal(
      ["--sandbox", "--clock", "manual", "--journal", "j", "-c", code], folder: folder.path, within: 30)
    #expect(!run.wasKilled && run.status < 128 && !run.isLate, "\(run)")
    #expect(!run.errors.contains(/-c:1:[0-9]+: error/), "\(run.errors.prefix(400))")
  }

  /// Numbers that the checker knows.
  @Test func noLiteralEndsACheckOrACall() throws {
    let folder = Folder()
    let lines = Self.calls.flatMap { call in
      Self.literals.map { number in
        "try { "
          + call.replacing("${n}", with: number)
          .replacing(#/\$n\b/#, with: number.hasPrefix("-") ? "(\(number))" : number)
          + " } catch e { print $e.message }"
      }
    }
    let script = folder.write("all.wsl", lines.joined(separator: "\n") + "\n")
    let check = try wessaal(["check", script], within: 60)
    #expect(
      !check.wasKilled && check.status < 128 && !check.isLate, "\(check.status) \(check.errors.suffix(300))")
    for line in lines.sample(few: 60) {
      let run = try wessaal(
        ["--sandbox", "--clock", "manual", "--journal", "j", "-c", line], folder: folder.path, within: 30)
      #expect(!run.wasKilled && run.status < 128 && !run.isLate, "\(line): \(run)")
    }
  }

  private static let literals = Extreme.numbers.compactMap(\.json)

  // MARK: Requests to the sandbox

  private struct Asked: Sendable {
    var method: String
    var path: String
    var body: String?
  }

  /// Every documented request and every control route, with each member an extreme.
  private func requests() throws -> [Asked] {
    var requests: [Asked] = []
    let controls = [
      ("POST /sandbox/clock", #"{"advance_s": 1}"#), ("POST /sandbox/credits", #"{"balance": 5}"#),
      ("POST /sandbox/keys", #"{"key": "k", "scopes": ["read_messages"]}"#),
      ("POST /sandbox/faults", #"{"faults": ["503#1000000"]}"#),
    ]
    for (request, body) in WireCase.writes.map({ ($0.request, $0.body ?? "{}") }) + controls {
      let words = request.split(separator: " ").map(String.init)
      let value = try Value(parsing: body)
      for place in Place.all(in: value) {
        for extreme in Extreme.all {
          requests.append(Asked(method: words[0], path: words[1], body: value.json(with: extreme, at: place)))
        }
      }
    }
    let base = "/integration/v1"
    let paths = [
      "/messages/N", "/messages/N/status", "/contacts/N", "/instances/N/status", "/workspaces/N",
      "/messages?page=N", "/messages?per_page=N", "/messages?page=N&per_page=100",
      "/messages?status=N&type=N",
    ]
    for path in paths {
      for number in Self.numbers + ["%00", "%ff", "%F0%9F%98%80", "..", "1%2F2", "-0", "+1"]
      where !number.isEmpty {
        requests.append(Asked(method: "GET", path: base + path.replacing("N", with: number)))
      }
    }
    return requests
  }

  @Test func noRequestEndsTheSandbox() throws {
    let sandbox = try SandboxProcess(["--clock", "manual", "--rate", "1000000000/h"])
    let port = try #require(
      sandbox.url.split(separator: "/")[1].split(separator: ":").last.flatMap { UInt16($0) })
    for asked in try requests().sample(few: 800) {
      let answer = exchange(port: port, key: sandbox.key, asked.method, asked.path, asked.body)
      // The sandbox answers 500 where it has failed itself.
      guard let answer, answer != 500 else {
        Issue.record("\(answer ?? 0): \(asked.method) \(asked.path) \((asked.body ?? "").prefix(500))")
        return
      }
    }
  }
}
