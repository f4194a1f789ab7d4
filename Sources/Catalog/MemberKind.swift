import JSON
import Verbs

/// The kind of data in a member of a request or an answer, which decides who may see it.
public enum MemberKind: Hashable, Sendable {
  /// The id of a record.
  case id
  /// The name that the API takes instead of an id.
  case name
  /// A word from a list that the service defines: a status, a type, a permission.
  case word
  case time
  /// A number of things: records, credits, milliseconds.
  case count
  /// A sentence of the service. It may speak of a customer.
  case wording
  /// What a customer is or wrote, and everything that is not known to be something else.
  case personal
}

extension Parameter {
  /// The kind that its type shows, unless another one was set.
  public var kind: MemberKind {
    if let told { return told }
    return switch type {
    case .integer: reference == nil ? .count : .id
    case .boolean, .enumeration: .word
    case .identifier: .name
    case .string: limits.contains(.pattern(.hexColor)) ? .word : .personal
    case .number, .array, .object, .textMap: .personal
    }
  }
}

/// The kinds of the documented members of an API's requests and answers, by their names.
public struct MemberKinds: Sendable {
  /// The service's words for statuses, types and the like.
  public private(set) var words: Set<String>
  /// The members of answers that are objects or lists of objects.
  public private(set) var containers: Set<String>
  /// The objects whose members the customer names.
  public private(set) var maps: Set<String> = []
  private var kinds: [String: MemberKind]
  /// For the name of a member whose object is a record, the noun of that record.
  private var nouns: [String: String] = [:]
  /// For each noun, the member by which other records refer to a record.
  private var references: [String: String] = [:]

  /// Members that the documentation names without a value that shows their kind.
  private static let told: [String: MemberKind] = [
    "message": .wording, "error_message": .wording, "error": .wording, "errors": .wording,
    "error_code": .word, "currency": .word, "last_page": .count,
  ]

  public init(_ catalog: Catalog) {
    kinds = Self.told
    containers = ["data"]
    words = Set(Scope.allCases.map(\.rawValue) + Method.allCases.map(\.rawValue) + ["credits"])
    for meanings in [WordMeaning.messageStatuses, WordMeaning.connectionStatuses, WordMeaning.errorCodes] {
      words.formUnion(meanings.map(\.word))
    }
    for operation in catalog.operations {
      for parameter in operation.pathParameters + operation.parameters { add(parameter) }
    }
    for noun in catalog.nouns {
      nouns[String(noun.dropLast())] = noun
      references[noun] = catalog.reference(to: noun)?.value
    }
    containers.formUnion(nouns.keys)
    for operation in catalog.operations { if let answer = operation.response { add(answer, "") } }
  }

  private mutating func add(_ parameter: Parameter) {
    for choice in parameter.type.choices { words.insert(choice) }
    if case .textMap = parameter.type { maps.insert(parameter.name) }
    // A member that holds a customer's data in one operation may be a count in another. Then the value
    // decides.
    let known = kinds[parameter.name]
    if known == nil || known == .personal { kinds[parameter.name] = parameter.kind }
    for member in parameter.members { add(member) }
  }

  private mutating func add(_ example: Value, _ name: String) {
    switch example {
    case .object(let object):
      containers.insert(name)
      for member in object.members { add(member.value, member.name.string) }
    case .array(let items): for item in items { add(item, name) }
    case .int: note(name == "id" || name.hasSuffix("_id") ? .id : .count, name)
    case .string(let text):
      if Timestamp.matches(text.string) { note(.time, name) }
      if words.contains(text.string) { note(.word, name) }
    case .bool: note(.count, name)
    case .null, .double, .decimal: break
    }
  }

  private mutating func note(_ kind: MemberKind, _ name: String) {
    if kinds[name] == nil || kinds[name] == .personal { kinds[name] = kind }
  }

  /// The kind of a member, in a record of `noun` where that is known.
  public func kind(of name: String, in noun: String? = nil) -> MemberKind {
    if let noun, let reference = references[noun], reference == name, reference != "id" { return .name }
    return kinds[name] ?? (name.hasSuffix("_at") ? .time : .personal)
  }

  /// Whether the documentation has a member with this name.
  public func isKnown(_ name: String) -> Bool {
    kinds[name] != nil || containers.contains(name) || maps.contains(name) || name == "success"
      || (name.hasSuffix("_at") && name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0.isLetter })
  }

  /// The noun of the record in a member with this name: `instances` for `instance`.
  public func noun(of name: String) -> String? { nouns[name] }
}

/// Moments in the form of the service: `2025-01-15T10:30:00.000000Z`.
public enum Timestamp {
  /// The end of the moment at the start of the bytes; nil where none begins there. A moment is a date with
  /// the time of day, perhaps with a fraction of the second and a zone.
  public static func end(in bytes: ArraySlice<UInt8>) -> Int? {
    guard var end = fit("0000-00-00T00:00", bytes) ?? fit("0000-00-00 00:00", bytes) else { return nil }
    end = fit(":00", bytes[end...]) ?? end
    if let point = fit(".0", bytes[end...]) {
      end = bytes[point...].prefix(8).prefix { $0.isDigit }.endIndex
    }
    end = fit("Z", bytes[end...]) ?? fit("+00:00", bytes[end...]) ?? fit("-00:00", bytes[end...]) ?? end
    return end < bytes.endIndex && bytes[end].isDigit ? nil : end
  }

  /// Whether the whole text is a moment.
  public static func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return end(in: bytes[...]) == bytes.count
  }

  /// The end of the pattern in the bytes; nil where they do not match. A 0 in the pattern means any digit.
  private static func fit(_ pattern: String, _ bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    for wanted in pattern.utf8 {
      guard index < bytes.endIndex,
        wanted == UInt8(ascii: "0") ? bytes[index].isDigit : bytes[index] == wanted
      else { return nil }
      index += 1
    }
    return index
  }
}
