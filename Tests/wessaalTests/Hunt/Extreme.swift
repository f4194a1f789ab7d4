import JSON

/// The replacement of a member in an answer or a file, as JSON text; nil removes the member.
struct Extreme: Sendable {
  var name: String
  var json: String?
  /// Whether it takes long to read. Fewer of its cases are tried.
  var isLong = false

  private init(_ json: String?, as name: String? = nil, isLong: Bool = false) {
    self.json = json
    self.name = name ?? json ?? "left out"
    self.isLong = isLong
  }

  static let numbers = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809",
    "9223372036854775806", "18446744073709551616", "12345678901234567890", "123456789012345678901234567890",
    "9007199254740993", "2147483648", "-2147483649", "1e308", "-1e308", "1e400", "-1e400", "5e-324", "0.5",
    "-0.0", "0", "-1", "101", "99999999999999999.9e-5",
  ].map { Extreme($0) }

  static let texts =
    [
      "", "9223372036854775807", "-9223372036854775808", "-1", "NaN", "1e400", "+966501239999", "open",
      "failed",
      "9999-99-99T99:99:99Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:60Z",
      "-9999-01-01T00:00:00Z", "292277026596-12-04T15:30:08Z", "2025-01-15T10:30:00+99:99",
      "\u{0}\u{1B}[2J\r\n\t",
      "\u{202E}\u{200F}مرحبا\u{200B}\u{FEFF}", "e\u{301}\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
      "{{a}}{{",
    ].map { Extreme(Value($0).json) }
    + [
      Extreme(#""\ud800""#), Extreme(#""\udfff\ud800x""#),
      Extreme("\"\(String(repeating: "x", count: 100_000))\"", as: "a text of 100 KB", isLong: true),
      Extreme("\"\(String(repeating: "سلام ", count: 12_000))\"", as: "100 KB in words", isLong: true),
      Extreme("\"\(String(repeating: "{{", count: 10_000))\"", as: "10,000 open braces", isLong: true),
    ]

  static let others = [
    Extreme(nil), Extreme("null"), Extreme("true"), Extreme("false"), Extreme("[]"), Extreme("{}"),
    Extreme(#"{"messages.9223372036854775807.recipient": ["x"], "messages.-9223372036854775808.a": "x"}"#),
    Extreme(#"{"messages.-1.recipient": ["x"], "": [], "messages.1e400.": null, "9223372036854775808": 1}"#),
    Extreme(
      String(repeating: "[", count: 500) + String(repeating: "]", count: 500), as: "500 lists", isLong: true),
    Extreme(
      String(repeating: #"{"a":"#, count: 500) + "1" + String(repeating: "}", count: 500), as: "500 objects",
      isLong: true),
    Extreme("[\(numbered { "\($0)" })]", as: "10,000 numbers", isLong: true),
    Extreme(
      "[\(numbered { #"{"id":\#($0),"index":\#($0),"success":true,"name":"n","status":"failed"}"# })]",
      as: "10,000 rows", isLong: true),
    Extreme("{\(numbered { #""k\#($0)":\#($0)"# })}", as: "10,000 members", isLong: true),
  ]

  private static func numbered(_ text: (Int) -> String) -> String {
    (0..<10_000).map(text).joined(separator: ",")
  }

  static let all = numbers + texts + others
  /// The largest numbers of a machine, at which most arithmetic breaks.
  static let ends = Array(numbers.prefix(2))
}

/// The place of a member in a value.
struct Place: Sendable, CustomStringConvertible {
  enum Step: Sendable {
    case name(String)
    case index(Int)
  }

  var steps: [Step]

  var description: String {
    steps.reduce("$") { text, step in
      switch step {
      case .name(let name): "\(text).\(name)"
      case .index(let index): "\(text)[\(index)]"
      }
    }
  }

  /// Every place in a value, the value itself first. The first item of a list stands for all.
  static func all(in value: Value) -> [Place] {
    var places = [Place(steps: [])]
    switch value {
    case .object(let object):
      for member in object.members {
        places += all(in: member.value).map { Place(steps: [.name(member.name.string)] + $0.steps) }
      }
    case .array(let items):
      if let first = items.first { places += all(in: first).map { Place(steps: [.index(0)] + $0.steps) } }
    default: break
    }
    return places
  }
}

extension Value {
  subscript(place: Place) -> Value? {
    place.steps.reduce(self as Value?) { value, step in
      switch step {
      case .name(let name): value?[name]
      case .index(let index): value?.asArray?[index]
      }
    }
  }

  /// The value as JSON text, with an extreme at a place.
  func json(with extreme: Extreme, at place: Place) -> String {
    let changed = replacing(place.steps[...], by: extreme.json.map { _ in Self.hole })
    return (changed ?? .null).json.replacing(Self.hole.json, with: extreme.json ?? "")
  }

  /// The value as JSON text, with an extreme in place of each wanted scalar.
  func json(with extreme: Extreme, where isWanted: (Value) -> Bool) -> String {
    filled(isWanted).json.replacing(Self.hole.json, with: extreme.json ?? "null")
  }

  private static let hole: Value = "<hole>"

  private func replacing(_ steps: ArraySlice<Place.Step>, by new: Value?) -> Value? {
    switch (steps.first, self) {
    case (.name(let name)?, .object(var object)):
      object[name] = object[name]?.replacing(steps.dropFirst(), by: new)
      return .object(object)
    case (.index(let index)?, .array(var items)):
      if let item = items[index].replacing(steps.dropFirst(), by: new) {
        items[index] = item
      } else {
        items.remove(at: index)
      }
      return .array(items)
    default: return new
    }
  }

  private func filled(_ isWanted: (Value) -> Bool) -> Value {
    switch self {
    case .array(let items): .array(items.map { $0.filled(isWanted) })
    case .object(let object): .object(Object(object.members.map { ($0.name, $0.value.filled(isWanted)) }))
    default: isWanted(self) ? Self.hole : self
    }
  }
}
