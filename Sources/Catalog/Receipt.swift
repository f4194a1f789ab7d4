import JSON
import Verbs

/// What the answer to a write must hold, beside `success: true`, before the write counts as done (documentation, the
/// response of each operation).
public enum Receipt: Hashable, Sendable {
  /// The id of the record that was made or changed, in that member of `data`.
  case id(String)
  /// A row for each item of the batch, in that member of `data`.
  case rows(String)
}

/// What is missing in an answer with a status of success. Without it nobody knows whether the write was done.
public enum Unconfirmed: Hashable, Sendable {
  /// `success` must be true, but is this; nil where there is none.
  case success(found: Value?)
  /// That member of `data` must be an id.
  case id(String, found: Value?)
  /// It must be the id of the record that was to be changed.
  case record(String, found: Value)
  /// That member of `data` must be a list.
  case rows(String, found: Value?)
}

extension Operation {
  /// What its answer must hold to confirm a write; nil where `success` alone does.
  public var receipt: Receipt? {
    if batch != nil { return .rows("results") }
    if kind == .send { return .id("message_id") }
    return kind == .write && method != .delete ? .id("id") : nil
  }

  /// What an answer with a status of success lacks to confirm a write of this operation; nil where it confirms it.
  ///
  /// - Parameter record: the id of the record that it was to change, as the path has it.
  public func lack(in answer: Value, record: String? = nil) -> Unconfirmed? {
    if let lack = Unconfirmed(ofAny: answer) { return lack }
    switch receipt {
    case nil: return nil
    case .id(let name):
      guard let found = answer["data"]?[name], found.isRecordID else {
        return .id(name, found: answer["data"]?[name])
      }
      if let record, found.recordKey.withoutZeros != record.withoutZeros {
        return .record(record, found: found)
      }
      return nil
    case .rows(let name):
      let found = answer["data"]?[name]
      return found?.asArray == nil ? .rows(name, found: found) : nil
    }
  }
}

extension Unconfirmed {
  /// What an answer to any write lacks, be it of an operation of the Catalog or not.
  public init?(ofAny answer: Value) {
    let found = answer["success"]
    guard found != true else { return nil }
    self = .success(found: found)
  }
}

extension Value {
  /// Whether it can be the id of a record: a positive integer, however long it is, or a text that stands for one, or
  /// that has a digit other than 0: words for nothing (`null`, `undefined`, `false`) have none.
  public var isRecordID: Bool {
    switch self {
    case .int(let number): number > 0
    case .decimal(let decimal): Pattern.digits.matches(decimal.text.string)
    case .string(let text): Self.isRecordID(text.string)
    case .null, .bool, .double, .array, .object: false
    }
  }

  private static func isRecordID(_ text: String) -> Bool {
    guard text.utf8.contains(where: { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }),
      !text.contains(where: \.isWhitespace)
    else { return false }
    // A number that is not a positive integer is not an id either.
    return Double(text) == nil || Pattern.digits.matches(text)
  }
}

extension String {
  /// Numbers are compared as ids: a path may have zeros before its number.
  fileprivate var withoutZeros: Substring { drop { $0 == "0" } }
}

extension Value {
  /// What an id is compared by: a service may give one as a number here, and as text there.
  public var recordKey: String { asString ?? asInt.map { String($0) } ?? json }
}

/// What the answer to a batch says of each of its items, in their order.
public struct BatchReceipt: Sendable {
  public enum Item: Sendable {
    /// It was taken: the row tells its id.
    case queued(Value)
    case refused(Value)
    /// No row tells, or the rows contradict each other.
    case untold
  }

  public private(set) var items: [Item]
  /// The ids of the messages that were queued, and those that were known before, by their `recordKey`.
  public private(set) var ids: Set<String>

  /// A first fact beats a later one: a row that says that an item was queued is not taken back by another. Where an item
  /// was first refused and then queued, nobody knows.
  ///
  /// - Parameters:
  ///   - rows: the rows of the answer, each with its `index`.
  ///   - count: how many items the call had.
  ///   - known: the ids that calls before it told of, where a list takes several.
  public init(_ rows: [Value], of count: Int, besides known: Set<String> = []) {
    items = Array(repeating: .untold, count: count)
    ids = known
    var contradicted: Set<Int> = []
    for row in rows {
      guard let index = row["index"]?.asInt.flatMap(Int.init(exactly:)), items.indices.contains(index) else {
        continue
      }
      var item = Item(row)
      // Two messages cannot have one id: what became of the second, nobody knows.
      if case .queued = item, case .untold = items[index], let id = row["message_id"]?.recordKey,
        !ids.insert(id).inserted
      {
        item = .untold
      }
      switch (items[index], item) {
      case (.queued, _), (.refused, .refused): break
      case (.untold, .untold), (.refused, _):
        items[index] = .untold
        contradicted.insert(index)
      case (.untold, _): if !contradicted.contains(index) { items[index] = item }
      }
    }
  }

  public var untold: Int { items.count { if case .untold = $0 { true } else { false } } }
  public var refused: Int { items.count { if case .refused = $0 { true } else { false } } }
}

extension BatchReceipt.Item {
  /// What one row says; `untold` where it says nothing reliable.
  fileprivate init(_ row: Value) {
    if row["success"] == true, row["message_id"]?.isRecordID == true {
      self = .queued(row)
    } else if row["success"] == false, row["message_id"].map(\.isNull) ?? true {
      self = .refused(row)
    } else {
      self = .untold
    }
  }
}
