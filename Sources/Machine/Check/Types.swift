import JSON
import Syntax

/// What a builtin takes from the pipeline, as its failures word it.
public struct Taken: Sendable {
  public var types: Types
  public var words: String
  /// Of a list: of its items.
  public var items: Types
  public var itemWords: String

  public init(_ types: Types, _ words: String = "", items: Types = .any, _ itemWords: String = "") {
    self.types = types
    self.words = words
    self.items = items
    self.itemWords = itemWords
  }
}

/// Types of values, any number of them: what a value may be before the program runs.
public struct Types: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let null = Types(rawValue: 1)
  public static let boolean = Types(rawValue: 2)
  public static let number = Types(rawValue: 4)
  public static let text = Types(rawValue: 8)
  public static let list = Types(rawValue: 16)
  public static let object = Types(rawValue: 32)
  public static let any = Types(rawValue: 63)
  /// What can be inserted into text.
  public static let insertable: Types = [.boolean, .number, .text]

  public init(_ value: Value) {
    self =
      switch value {
      case .null: .null
      case .bool: .boolean
      case .int, .double, .decimal: .number
      case .string: .text
      case .array: .list
      case .object: .object
      }
  }

  /// Those that an argument of a type is of.
  init(_ type: ValueType) {
    self =
      switch type {
      case .any: .any
      case .string, .enumeration: .text
      case .integer, .number, .duration: .number
      case .boolean: .boolean
      case .array: .list
      case .object, .map: .object
      case .identifier: [.text, .number]
      }
  }

  /// Whether none is in both.
  func excludes(_ other: Types) -> Bool { isDisjoint(with: other) }

  /// As faults name what was found.
  var described: String {
    if self == .any { return "a value" }
    let names: [(Types, String)] = [
      (.boolean, "a boolean"), (.number, "a number"), (.text, "a string"), (.list, "an array"),
      (.object, "an object"), (.null, "null"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: " or ")
  }
}
