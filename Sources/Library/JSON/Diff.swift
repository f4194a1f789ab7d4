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
    in: .json,
    examples: [
      Example("[1, 2] | diff [2, 3]", shows: #"{"added":[3],"removed":[1],"changed":[]}"#),
      Example(
        "let d = [{id: 1, n: 5}] | diff [{id: 1, n: 6}] --by @.id\n$d.changed[0].fields",
        shows: #""n""#),
    ],
    takes: Taken(.list, "two lists"), gives: .from { _, input in .differences(input) },
    .function { call throws(Failure) in
      let old = try call.list(0, "diff", "two lists")
      let new = try call.list(1, "diff", "two lists")
      let interruption = call.interruption
      guard let keys = call[2]?.asArray, keys.count == 2 else {
        return try differences(old, new, interruption)
      }
      return try differences(
        keyed(old, keys[0], interruption), keyed(new, keys[1], interruption), interruption)
    })
}

/// Compares lists as collections of items. An item that occurs several times counts as often as it occurs more in one
/// list than in the other. O(n).
private func differences(
  _ old: [Value], _ new: [Value], _ interruption: Interruption
) throws(Failure) -> Value {
  [
    "added": .array(try new.subtracting(old, interruption)),
    "removed": .array(try old.subtracting(new, interruption)), "changed": [],
  ]
}

private typealias Keyed = [(key: Value, item: Value)]

private func differences(
  _ old: Keyed, _ new: Keyed, _ interruption: Interruption
) throws(Failure) -> Value {
  var before: [Value: Value] = [:]
  var after: Set<Value> = []
  before.reserveCapacity(old.count)
  after.reserveCapacity(new.count)
  for (turn, entry) in old.enumerated() {
    try interruption.poll(turn)
    before[entry.key] = entry.item
  }
  var added: [Value] = []
  var changed: [Value] = []
  for (turn, (key, item)) in new.enumerated() {
    try interruption.poll(turn)
    after.insert(key)
    guard let earlier = before[key] else {
      added.append(item)
      continue
    }
    if earlier != item {
      changed.append(["old": earlier, "new": item, "fields": changedFields(earlier, item)])
    }
  }
  var removed: [Value] = []
  for (turn, (key, item)) in old.enumerated() {
    try interruption.poll(turn)
    if !after.contains(key) { removed.append(item) }
  }
  return ["added": .array(added), "removed": .array(removed), "changed": .array(changed)]
}

/// The items with their keys. It throws where a key occurs twice.
private func keyed(
  _ items: [Value], _ keys: Value, _ interruption: Interruption
) throws(Failure) -> Keyed {
  var seen: Set<Value> = []
  for (turn, key) in (keys.asArray ?? []).enumerated() {
    try interruption.poll(turn)
    if !seen.insert(key).inserted { throw .repeatedKey(key) }
  }
  return Array(zip(keys.asArray ?? [], items)).map { (key: $0, item: $1) }
}

/// The names of those members that are different, new or removed.
private func changedFields(_ old: Value, _ new: Value) -> Value {
  let names = (old.asObject?.names ?? []) + (new.asObject?.names ?? []).filter { old.asObject?[$0] == nil }
  return .array(names.filter { old.asObject?[$0] != new.asObject?[$0] }.map(Value.string))
}

extension [Value] {
  fileprivate func subtracting(_ other: [Value], _ interruption: Interruption) throws(Failure) -> [Value] {
    var counts: [Value: Int] = [:]
    for (turn, item) in other.enumerated() {
      try interruption.poll(turn)
      counts[item, default: 0] += 1
    }
    var kept: [Value] = []
    for (turn, item) in enumerated() {
      try interruption.poll(turn)
      guard let count = counts[item], count > 0 else {
        kept.append(item)
        continue
      }
      counts[item] = count - 1
    }
    return kept
  }
}
