import JSON

/// Runs cases in the real program, many in one process, and names the cases that end it by a signal or take
/// too long.
struct Hunt {
  /// The most processor time of a case, and of the work after all cases, in seconds. It is far more than
  /// either needs. Other work of the machine does not count.
  private static let patience = (aCase: 10.0, ending: 100.0)
  /// The longest time of either in seconds. So a run that waits for nothing is found too.
  private static let end = 300.0

  let cases: [HuntCase]
  let server: HuntServer

  init(_ cases: [HuntCase]) {
    self.cases = cases
    server = HuntServer(cases)
  }

  /// - Parameters:
  ///   - run: the name of the run, which no other run has.
  ///   - ending: the work after all cases.
  ///   - says: the output that this work must have.
  /// - Returns: the faults that were found, one line each.
  func faults(of numbers: [Int], run: String, ending: String = "", says: String = "") throws -> [String] {
    let folder = Folder()
    var rest = numbers[...]
    var found: [String] = []
    while let first = rest.first {
      let url = server.begin(run)
      let script = folder.write(
        "\(run)-\(first).wsl", code(rest) + "try { request GET /hunt/ending | ignore } catch e { }\n" + ending
      )
      let child = try start(
        ["--rate", "1000000000/h", "--retry", "0", "--quiet", "--journal", "\(folder.path)/journal", script],
        base: url, folder: folder.path)
      let isStuck = isStuck(child, run)
      let outcome = child.finish(within: isStuck ? 0 : Self.end)
      let at = server.number(of: run)
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

  /// Runs on to the end, and tells whether it never came there.
  private func isStuck(_ child: Child, _ run: String) -> Bool {
    var marks = 0
    var (processor, since) = (0.0, monotonicSeconds())
    return child.run(upTo: .infinity) { child in
      let now = server.marks(of: run)
      if now != marks {
        marks = now
        (processor, since) = (child.processorSeconds, monotonicSeconds())
      }
      let patience = server.isAtEnding(run) ? Self.patience.ending : Self.patience.aCase
      return child.processorSeconds - processor > patience || monotonicSeconds() - since > Self.end
    }
  }

  private func code(_ numbers: ArraySlice<Int>) -> String {
    numbers.map { number in
      let found = cases[number]
      var text = "try { request GET /hunt/\(number) | ignore } catch e { }\n"
      text += "try { \(found.line.replacing("§", with: "\(number)")) } catch e { }\n"
      if found.answer.operation == "me" || found.answer.operation == "templates list" {
        // What the session has learned from it would prevent later calls.
        text += "try { request GET /hunt/none | ignore; me | ignore; templates list | ignore } catch e { }\n"
      }
      return text
    }.joined()
  }
}
