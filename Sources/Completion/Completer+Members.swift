import JSON
import Rendering
import Shell
import Syntax

extension Completer {
  /// The members of the value before the dot at the cursor; nil where no member is typed there.
  func members(_ context: CursorContext, in text: [Unicode.Scalar]) -> Completions? {
    guard context.place != .nothing, context.quote != "'",
      let typed = MemberName(endingAt: context.end, in: text)
    else { return nil }
    let isInText = context.quote != nil
    if !isInText, let items = items(typed, context, in: text) { return items }
    if isInText, case .variable = typed.path.root {} else if isInText { return nil }
    let keys = Keys(of: values(of: typed.path, context, in: text)).all.filter {
      fits($0.name, $0.meaning, typed.name)
    }
    let candidates = keys.compactMap { key -> Candidate? in
      if key.name.isName {
        return Candidate("." + key.name, shown: key.name, meaning: key.meaning, isWhole: false)
      }
      guard !isInText, !key.name.unicodeScalars.contains(where: Escaping.isUnsafe) else { return nil }
      let escaped = key.name.unicodeScalars.map { "'\\".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }
      return Candidate("['" + escaped.joined() + "']", shown: key.name, meaning: key.meaning, isWhole: false)
    }
    return Completions(range: typed.dot..<context.end, candidates: ranked(candidates, by: typed.name))
  }

  /// After `$list.`: the members of its items, through `[*]`.
  private func items(_ typed: MemberName, _ context: CursorContext, in text: [Unicode.Scalar]) -> Completions?
  {
    let values = values(of: typed.path, context, in: text)
    guard !values.isEmpty, values.allSatisfy({ $0.asArray != nil }) else { return nil }
    let keys = Keys(of: values.flatMap { $0.asArray?.prefix(ValuePath.mostRows) ?? [] }).all
    return Completions(
      range: typed.dot..<context.end,
      candidates: ranked(
        keys.filter { $0.name.isName && fits($0.name, $0.meaning, typed.name) }.map {
          Candidate("[*]." + $0.name, shown: $0.name, meaning: $0.meaning, isWhole: false)
        }, by: typed.name))
  }

  /// After `$list[`: the selectors of a list, or the names of an object.
  func selectors(_ context: CursorContext, in text: [Unicode.Scalar]) -> Completions? {
    guard context.place == .expression, context.quote == nil, let opening = context.openings.last,
      text[opening] == "[", text[(opening + 1)..<context.start].allSatisfy({ $0 == " " }),
      let path = ValuePath(endingAt: opening, in: text), path.root != .item
    else { return nil }
    let values = values(of: path, context, in: text)
    if let list = values.first?.asArray {
      let ways = [
        ("0]", "the first of \(list.count)"), ("-1]", "the last"), ("*]", "each"), ("?@.", "those where …"),
      ]
      return fitting(
        ways.map { Candidate($0.0, meaning: $0.1, isWhole: false) }, context.word, at: context.start)
    }
    guard let object = values.first?.asObject else { return nil }
    return fitting(
      object.members.map { Candidate("'\($0.name.string)']", isWhole: false) }, context.word,
      at: context.start)
  }

  /// The names that `select` and similar commands may take from the items of the pipeline.
  func fields(_ context: CursorContext, in text: [Unicode.Scalar]) -> [Candidate] {
    let keys = Keys(of: values(of: ValuePath(root: .item, steps: []), context, in: text)).all
    return keys.filter(\.name.isName).map { Candidate($0.name, meaning: $0.meaning) }
  }

  func values(of path: ValuePath, _ context: CursorContext, in text: [Unicode.Scalar]) -> [Value] {
    switch path.root {
    case .last: return value("$").map(path.values) ?? []
    case .variable(let name):
      return (loopItem(name, in: text, before: context.start) ?? value(name)).map(path.values) ?? []
    case .item: break
    }
    // `$r[?@.…`: the item is one of the path before the bracket.
    if let filter = context.filter {
      guard let list = ValuePath(endingAt: filter, in: text) else { return [] }
      return values(
        of: ValuePath(root: list.root, steps: list.steps + [.each] + path.steps), context, in: text)
    }
    guard let source = context.source else { return [] }
    let pipeline = String(scalars: text[source])
    // A line that starts with `|` goes on from `$`.
    return item(pipeline.allSatisfy(\.isWhitespace) ? "$" : pipeline).map(path.values) ?? []
  }
}

extension Completer {
  /// An item of `$x`, where the same input has `for name in $x {` or `for n, name in $x {`.
  private func loopItem(_ name: String, in text: [Unicode.Scalar], before end: Int) -> Value? {
    let heads = ["for \(name) in ", ", \(name) in "].map { Array($0.unicodeScalars) }
    for place in text[..<end].indices.reversed() {
      guard let head = heads.first(where: text[place..<end].starts) else { continue }
      var list = text[(place + head.count)..<end].prefix { $0 != "{" }.drop { $0 == " " }
      while list.last == " " { list.removeLast() }
      if list.first == "(", list.last == ")" { list = list.dropFirst().dropLast() }
      return item(String(scalars: list))
    }
    return nil
  }
}

/// The members of several values. Each name occurs once.
private struct Keys {
  struct Key {
    var name: String
    /// The first value that has the member, shortened.
    var meaning: String
  }

  private(set) var all: [Key] = []

  init(of values: [Value]) {
    var seen: Set<Text> = []
    for member in values.lazy.compactMap(\.asObject).flatMap(\.members)
    where seen.insert(member.name).inserted {
      all.append(Key(name: member.name.string, meaning: member.value.inAWord))
    }
  }
}

extension Value {
  fileprivate var inAWord: String {
    switch self {
    case .null: ""
    case .array(let items): "list of \(items.count)"
    case .object: "object"
    default:
      // It must fit into a line.
      String(json.prefix(60))
    }
  }
}
