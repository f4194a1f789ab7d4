import JSON
import Verbs

/// What the answer to a write must hold, besides `success: true`, so that the write counts as done
/// (documentation, the response of each operation).
public enum Receipt: Hashable, Sendable {
  /// The id of the record that was made or changed, in this member of `data`.
  case id(String)
  /// A row for each item of the batch, in this member of `data`.
  case rows(String)
}

/// What an answer with a status of success lacks. Without it, nobody knows whether the write was done.
public enum Unconfirmed: Hashable, Sendable {
  /// `success` must be true, but is this value; nil where it is missing.
  case success(found: Value?)
  /// This member of `data` must be an id.
  case id(String, found: Value?)
  /// It must be the id of the record that was to be changed.
  case record(String, found: Value)
  /// This member of `data` must be a list.
  case rows(String, found: Value?)
}

extension Operation {
  /// What its answer must hold to confirm a write; nil where `success` is enough.
  public var receipt: Receipt? {
    if batch != nil { return .rows("results") }
    if kind == .send { return .id("message_id") }
    return kind == .write && method != .delete ? .id("id") : nil
  }

  /// What an answer with a status of success lacks to confirm a write of this operation; nil where it
  /// confirms the write.
  ///
  /// - Parameter record: the id of the record that the write was to change, as it stands in the path.
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
  /// What an answer to any write lacks, also to a write that is not in the Catalog. Nil where it lacks
  /// nothing.
  public init?(ofAny answer: Value) {
    let found = answer["success"]
    guard found != true else { return nil }
    self = .success(found: found)
  }
}

extension Value {
  /// Whether it can be the id of a record: a positive integer of any length, a text with such an integer, or
  /// a text with a digit other than 0. Words that mean nothing (`null`, `undefined`, `false`) have no such
  /// digit.
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
  /// Ids are compared as numbers, because a path may have zeros before its number.
  fileprivate var withoutZeros: Substring { drop { $0 == "0" } }
}

extension Value {
  /// The id as a key for comparisons. A service may give the same id as a number in one place and as text in
  /// another.
  public var recordKey: String { asString ?? asInt.map { String($0) } ?? json }
}

/// What the answer to a batch says about each of its items, in their order.
public struct BatchReceipt: Sendable {
  /// What became of one item.
  public enum Item: Sendable {
    /// The item was queued. The row has its id.
    case queued(Value)
    case refused(Value)
    /// No row tells it, or the rows contradict one another.
    case untold
  }

  public private(set) var items: [Item]
  /// The ids of the messages that were queued, and those from before, by their `recordKey`.
  public private(set) var ids: Set<String>

  /// Reads the rows. The first fact about an item stands: a later row does not take back that it was queued.
  /// Where an item was first refused and then queued, nobody knows what happened.
  ///
  /// - Parameters:
  ///   - rows: the rows of the answer, each with its `index`.
  ///   - count: how many items the call had.
  ///   - known: the ids from earlier calls, where a list takes several.
  public init(_ rows: [Value], of count: Int, besides known: Set<String> = []) {
    items = Array(repeating: .untold, count: count)
    ids = known
    var contradicted: Set<Int> = []
    for row in rows {
      guard let index = row["index"]?.asInt.flatMap(Int.init(exactly:)), items.indices.contains(index) else {
        continue
      }
      var item = Item(row)
      // Two messages cannot have the same id, so nobody knows what happened to the second one.
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
    } else if row["success"] == false, row["message_id"].map(\.isNull) ?? true,
      !WordMeaning.wayToRecipient.contains(row["status"]?.asString ?? "")
    {
      self = .refused(row)
    } else {
      self = .untold
    }
  }
}
