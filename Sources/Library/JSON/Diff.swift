import JSON
import Machine
import Syntax

extension Builtin {
  static let diff = Builtin(
    Signature(
      "diff", input: .whole, operands: [Operand("OTHER", type: .array(.any))],
      flags: [
        Flag("by", .required, kind: .item, meaning: "what tells which items belong together, as @.id")
      ]),
    "what leads from a list to another: items added, removed and, with --by, changed",
    examples: [
      Example("[1, 2] | diff [2, 3]", shows: #"{"added":[3],"removed":[1],"changed":[]}"#),
      Example(
        "let d = [{id: 1, n: 5}] | diff [{id: 1, n: 6}] --by @.id\n$d.changed[0].fields",
        shows: #""n""#),
    ],
    .function { call throws(Failure) in
      let old = try call.list(0, "diff", "two lists")
      let new = try call.list(1, "diff", "two lists")
      guard let keys = call[2]?.asArray, keys.count == 2 else { return differences(old, new) }
      return differences(try keyed(old, keys[0]), try keyed(new, keys[1]))
    })
}

/// Items that only one of the lists has, each as often as it is there more often. O(n).
private func differences(_ old: [Value], _ new: [Value]) -> Value {
  ["added": .array(new.subtracting(old)), "removed": .array(old.subtracting(new)), "changed": []]
}

private typealias Keyed = [(key: Value, item: Value)]

private func differences(_ old: Keyed, _ new: Keyed) -> Value {
  let before = Dictionary(old.map { ($0.key, $0.item) }, uniquingKeysWith: { $1 })
  let after = Set(new.map(\.key))
  var added: [Value] = []
  var changed: [Value] = []
  for (key, item) in new {
    guard let earlier = before[key] else {
      added.append(item)
      continue
    }
    if earlier != item {
      changed.append(["old": earlier, "new": item, "fields": changedFields(earlier, item)])
    }
  }
  let removed = old.filter { !after.contains($0.key) }.map(\.item)
  return ["added": .array(added), "removed": .array(removed), "changed": .array(changed)]
}

/// The items with their keys, each of which must occur once.
private func keyed(_ items: [Value], _ keys: Value) throws(Failure) -> Keyed {
  var seen: Set<Value> = []
  for key in keys.asArray ?? [] where !seen.insert(key).inserted { throw .repeatedKey(key) }
  return Array(zip(keys.asArray ?? [], items)).map { (key: $0, item: $1) }
}

/// The names of the members that differ, are new or are gone.
private func changedFields(_ old: Value, _ new: Value) -> Value {
  let names = (old.asObject?.names ?? []) + (new.asObject?.names ?? []).filter { old.asObject?[$0] == nil }
  return .array(names.filter { old.asObject?[$0] != new.asObject?[$0] }.map(Value.string))
}

extension [Value] {
  fileprivate func subtracting(_ other: [Value]) -> [Value] {
    var counts: [Value: Int] = [:]
    for item in other { counts[item, default: 0] += 1 }
    return filter { item in
      guard let count = counts[item], count > 0 else { return true }
      counts[item] = count - 1
      return false
    }
  }
}
