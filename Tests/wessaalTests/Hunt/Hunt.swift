import JSON

/// Runs cases in the real program, many in one process, and names those that end it by a signal or take too long.
struct Hunt {
  /// What a case may take, in seconds: far more than any needs.
  static let patience = 20.0

  let cases: [HuntCase]
  let server: HuntServer

  init(_ cases: [HuntCase]) {
    self.cases = cases
    server = HuntServer(cases)
  }

  /// - Parameters:
  ///   - run: the name of the run, unlike that of others.
  ///   - ending: what is done after all cases, and what it must show.
  /// - Returns: what was found, a line each.
  func faults(of numbers: [Int], run: String, ending: String = "", says: String = "") throws -> [String] {
    let folder = Folder()
    var rest = numbers[...]
    var found: [String] = []
    while let first = rest.first {
      let url = server.begin(run)
      let script = folder.write("\(run)-\(first).wsl", code(rest) + ending)
      let child = try start(
        ["--rate", "1000000000/h", "--retry", "0", "--quiet", "--journal", "\(folder.path)/journal", script],
        base: url, folder: folder.path)
      let isStuck = child.run(upTo: 3600) { _ in server.age(of: run) > Self.patience }
      let outcome = child.finish(within: isStuck ? 0 : 3600)
      let at = server.number(of: run)
      let slowest = server.longest(of: run)
      if slowest.seconds > Self.patience / 2 {
        found.append("\(cases[slowest.number]): \(slowest.seconds) s")
      }
      guard let at, outcome.wasKilled || isStuck else {
        if at != rest.last || !says.isEmpty && !outcome.output.contains(says) {
          found.append("\(run) ended early: \(outcome.status) \(outcome.errors.suffix(2000))")
        }
        break
      }
      found.append("\(cases[at]): " + (isStuck ? "no end" : "signal \(outcome.status - 128)"))
      rest = rest.drop { $0 <= at }
    }
    return found
  }

  private func code(_ numbers: ArraySlice<Int>) -> String {
    numbers.map { number in
      let found = cases[number]
      var text = "try { request GET /hunt/\(number) | ignore } catch e { }\n"
      text += "try { \(found.line.replacing("§", with: "\(number)")) } catch e { }\n"
      if found.answer.operation == "me" || found.answer.operation == "templates list" {
        // What the session has learned from it would keep later calls from being sent.
        text += "try { request GET /hunt/none | ignore; me | ignore; templates list | ignore } catch e { }\n"
      }
      return text
    }.joined()
  }
}
