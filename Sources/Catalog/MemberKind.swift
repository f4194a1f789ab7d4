import JSON
import Verbs

/// What a member of a request or of an answer holds, as far as it decides who may see it.
public enum MemberKind: Hashable, Sendable {
  /// The id of a record.
  case id
  /// The name that the API takes in the place of an id.
  case name
  /// A word of a list that the service keeps: a status, a type, a permission.
  case word
  case time
  /// How many there are of something: records, credits, milliseconds.
  case count
  /// A sentence of the service. It may speak of a customer.
  case wording
  /// What a customer is or wrote, and whatever is not known to be something else.
  case personal
}

extension Parameter {
  /// What the type says of it, unless something else was told.
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

/// What the members are that an API's requests and answers are documented with, by their names.
public struct MemberKinds: Sendable {
  /// The words that the service chooses from for statuses, types and the like.
  public private(set) var words: Set<String>
  /// The objects, and the lists of them, that answers are made of.
  public private(set) var containers: Set<String>
  /// The objects whose members the customer names.
  public private(set) var maps: Set<String> = []
  private var kinds: [String: MemberKind]
  /// The nouns of the records that an object of that name is one of.
  private var nouns: [String: String] = [:]
  /// By noun: the member that a record is referred to by.
  private var references: [String: String] = [:]

  /// Members that the documentation names without a value from which their kind could be told.
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
    // A member that is a customer's in one operation may be a count in another: there the value decides.
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
    case .null, .bool, .double, .decimal: break
    }
  }

  private mutating func note(_ kind: MemberKind, _ name: String) {
    if kinds[name] == nil || kinds[name] == .personal { kinds[name] = kind }
  }

  /// What a member is; of `noun`'s record, where that is known.
  public func kind(of name: String, in noun: String? = nil) -> MemberKind {
    if let noun, let reference = references[noun], reference == name, reference != "id" { return .name }
    return kinds[name] ?? (name.hasSuffix("_at") ? .time : .personal)
  }

  /// Whether the documentation has a member of that name.
  public func isKnown(_ name: String) -> Bool {
    kinds[name] != nil || containers.contains(name) || maps.contains(name) || name == "success"
      || (name.hasSuffix("_at") && name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0.isLetter })
  }

  /// The noun whose record the object of that name is: `instances` of `instance`.
  public func noun(of name: String) -> String? { nouns[name] }
}

/// How the service writes a moment: `2025-01-15T10:30:00.000000Z`.
public enum Timestamp {
  /// Where a moment ends that begins at the start of the bytes; nil where none begins there. A moment is a date with
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

  /// Whether the whole text is one.
  public static func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return end(in: bytes[...]) == bytes.count
  }

  /// Where the pattern ends, in which a 0 is any digit.
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
