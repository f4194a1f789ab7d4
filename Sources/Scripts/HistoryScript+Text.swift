import Catalog
import Commands
import Machine
import Source
import Syntax

extension HistoryScript {
  /// The text of the script.
  package var text: [UInt8] {
    var declared: Set<String> = []
    let lastDefinitions = lastDefinitions
    var result: [UInt8] = []
    var remarks = remarks[...]
    for index in wanted.sorted() {
      let step = steps[index]
      while let remark = remarks.first, remark.input < step.input { result += remarks.removeFirst().text }
      if case .define(let definition) = step.statement.kind, lastDefinitions[definition.name.text] != index {
        continue
      }
      result += step.comments
      var text = named(index)
      if case .declare(let name, _) = step.statement.kind, !declared.insert(name.text).inserted {
        text = assigned(text, name.text)
      }
      if let name = step.name { text = Array("let \(name) = ".utf8) + text }
      result += text + [UInt8(ascii: "\n")]
    }
    return result + remarks.flatMap(\.text)
  }

  /// A script may declare a def only once, so only the last declaration is kept.
  private var lastDefinitions: [String: Int] {
    var places: [String: Int] = [:]
    for index in wanted.sorted() {
      if case .define(let definition) = steps[index].statement.kind { places[definition.name.text] = index }
    }
    return places
  }

  /// The text of a step, with names in place of `$` and of values that were typed again.
  private func named(_ index: Int) -> [UInt8] {
    let step = steps[index]
    var edits = step.replaced.compactMap { span, origin, path in
      steps[origin].name.map { (Int(span.start) - step.start, Int(span.end - span.start), "$\($0)\(path)") }
    }
    let last = step.usesLast ? source(of: index).flatMap { steps[$0].name } : nil
    if let last {
      let places = step.mentions.last.map { Int($0.start) - step.start }
      // A step that begins with `|` contains no `$` to replace.
      edits += places.filter { step.text.indices.contains($0) && step.text[$0] == UInt8(ascii: "$") }
        .map { ($0, 1, "$\(last)") }
    }
    var text = step.text
    for (place, length, name) in edits.sorted(by: { $0.0 > $1.0 }) {
      text.replaceSubrange(place..<place + length, with: name.utf8)
    }
    return step.goesOn ? Array("$\(last ?? "") ".utf8) + text : text
  }

  /// Turns `let x = 1` into `$x = 1`.
  private func assigned(_ text: [UInt8], _ name: String) -> [UInt8] {
    guard let place = text.firstIndex(of: UInt8(ascii: "=")) else { return text }
    return Array("$\(name) ".utf8) + text[place...]
  }
}

// MARK: - Names

extension HistoryScript {
  /// A name for the value of a statement: `messages` for `messages list`, and `message` for the other verbs and where
  /// `first` follows.
  mutating func newName(for statement: Statement) -> String {
    var base = "result"
    if case .pipeline(let pipeline) = statement.kind, case .command(let command) = pipeline.source,
      let operation = commands.operation(command.name.text, command.verb?.text)
    {
      let noun = operation.noun ?? operation.verb
      let isOne = pipeline.stages.last.map {
        commands.builtin(of: $0)?.traits.givesItem == true && $0.arguments.isEmpty
      }
      let isMany = operation.isList && isOne != true
      base = isMany || !noun.hasSuffix("s") ? noun : String(noun.dropLast())
      if pipeline.stages.contains(where: { commands.builtin(of: $0)?.reads == .number }) { base = "count" }
    }
    var name = base
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(base)\(number)"
      number += 1
    }
    return name
  }
}

extension [UInt8] {
  /// The comments that begin at a place, each with a newline behind it, and the place where what follows them begins.
  func comments(from place: Int) -> (text: [UInt8], end: Int) {
    var (text, place) = ([UInt8](), place)
    while true {
      place = self[place...].firstIndex { !" \t\r\n;".utf8.contains($0) } ?? count
      guard place < count, self[place] == UInt8(ascii: "#") else { return (text, place) }
      let end = self[place...].firstIndex(of: UInt8(ascii: "\n")) ?? count
      text += self[place..<end] + [UInt8(ascii: "\n")]
      place = end
    }
  }
}

extension String {
  /// An input without the `| less` or `| more` at its end, which a prompt understands as in other shells. Nil where there
  /// is none.
  package var withoutPager: String? {
    guard let bar = lastIndex(of: "|"),
      case let last = self[index(after: bar)...].split(whereSeparator: \.isWhitespace),
      last == ["less"] || last == ["more"]
    else { return nil }
    let shown = self[..<bar]
    return shown.allSatisfy(\.isWhitespace) ? "$" : String(shown)
  }
}
