import Machine
import Rendering
import Stage

/// The text of a rehearsal's report. Each line has a label and a value.
extension RehearsalReport {
  public var text: String {
    let name = Escaping.line(script)
    let rows = [
      ("copied", [copied]), ("not copied", copy.gaps.map { "\($0.what): \($0.reason)" }),
      ("would send", [sends]),
      ("would call", writes.map { "\($0.operation), \(Figures.counted($0.count, "time"))" }),
      ("would write", files.map(written)),
      (
        "would skip",
        skipped > 0 ? ["\(Figures.counted(skipped, "key")) of 'once' that were done before"] : []
      ),
      ("would catch", caught.map(words)), ("would cost", [costs]),
      ("would wait", wait >= 1 ? [Figures.duration(wait)] : []), ("note", notes),
    ]
    let lines = rows.flatMap { row in row.1.map { "  \(row.0.padded(to: 12))\(Escaping.line($0))\n" } }
    return "\(name): rehearsed, nothing was sent\n" + lines.joined() + failures
  }

  private var copied: String {
    let counts = [
      (copy.instances.count, "instance"), (copy.contacts.count, "contact"),
      (copy.templates.count, "template"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { Figures.counted($0.0, $0.1) }
    let balance = copy.credits.map { [Figures.counted(Int($0), "credit")] } ?? []
    return (parts + balance).isEmpty ? "nothing" : (parts + balance).joined(separator: ", ")
  }

  private func written(_ file: File) -> String {
    let items = "\(file.path), \(Figures.counted(file.items, "item"))"
    return file.times > 1 ? "\(items), \(Figures.counted(file.times, "time"))" : items
  }

  private func words(_ caught: Caught) -> String {
    let message = caught.failure.message.split(separator: "\n").first.map(String.init) ?? ""
    return Figures.counted(caught.count, "failure") + (caught.place.map { " at \($0)" } ?? "") + ": "
      + message
  }

  private var sends: String {
    if lines.isEmpty { return "nothing" }
    let head = "\(Figures.counted(count, "message")) to \(Figures.counted(recipients.count, "recipient")): "
    return head
      + lines.map { line in "\(line.operation) \(Figures.grouped(line.count)) \(line.type)" }.joined(
        separator: ", ")
  }

  private var costs: String {
    guard let credits = copy.credits else {
      return Figures.counted(cost, "credit") + "; the balance is not known"
    }
    let costs = "\(Figures.grouped(cost)) of \(Figures.counted(Int(credits), "credit"))"
    return short > 0 ? "\(costs): \(Figures.grouped(short)) short" : costs
  }

  // MARK: What would fail

  private var failures: String {
    if faults.isEmpty {
      let end = ending == ExitStatus.done ? "" : "; the script would end with exit status \(ending)"
      return (caught.isEmpty ? "all of it would go" : "all would go, save what the script catches")
        + "\(end)\n"
    }
    return "\(Figures.grouped(faults.count)) would fail\n" + groups.map(text).joined() + consequence
  }

  /// The faults by their kind and place in the script, in the order in which the groups begin.
  private var groups: [[Int]] {
    var groups: [[Int]] = []
    var places: [String: Int] = [:]
    for index in faults.indices {
      let fault = faults[index]
      // The message of a validation failure names the value that was found, so that it differs from row to row. It
      // therefore does not decide the group.
      let key = "\(fault.failure.kind) \(self.places[index] ?? "") \(fault.operation ?? "")"
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// How many faults of a group are shown.
  private static let shown = 20

  private func text(_ group: [Int]) -> String {
    let left = group.count - Self.shown
    let shown = group.prefix(Self.shown)
    let rest = left > 0 ? "  … and \(Figures.grouped(left)) more like these: --output json lists all\n" : ""
    // A hint that names the value of its row stands under that row.
    if Set(shown.map { faults[$0].failure.hint }).count > 1 {
      return shown.map { row($0) + hint($0) }.joined() + rest
    }
    return shown.map(row).joined() + rest + hint(group[0])
  }

  private func row(_ index: Int) -> String { "  " + Escaping.lines(line(index)) + "\n" }

  private func hint(_ index: Int) -> String {
    faults[index].failure.hint.map { "    hint: \(Escaping.lines($0))\n" } ?? ""
  }

  private func line(_ index: Int) -> String {
    let fault = faults[index]
    let place = fault.row?.place ?? places[index]
    let who = fault.recipient.map { " to \($0)" } ?? ""
    let what = fault.operation.map { "\($0)\(who): " } ?? ""
    let message = fault.failure.message.split(separator: "\n").joined(separator: "\n    ")
    return (place.map { "\($0): " } ?? "") + what + message
  }

  private var consequence: String {
    let ends = faults.indices.filter { faults[$0].consequence != .goesOn }
    guard let first = ends.first else { return "the script goes on after them\n" }
    let at = places[first].map { " at \(Escaping.line($0))" } ?? ""
    let what = faults[first].consequence == .ends ? "the script" : "the script, or its loop,"
    if ends.count == 1 || faults[first].consequence == .ends { return "\(what) would end there\(at)\n" }
    return "\(what) would end at the first of them\(at); the rehearsal went on to find the others\n"
  }
}
