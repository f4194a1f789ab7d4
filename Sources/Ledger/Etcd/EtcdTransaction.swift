import JSON

/// One transaction of etcd (etcd 3.4, "KV: Txn"): the comparisons, the operations for the case that all of them hold,
/// and the look-ups for the other case. Keys and values are in base64, and 64-bit numbers are text.
struct EtcdTransaction {
  private var compares: [Value] = []
  private var success: [Value] = []
  private var failure: [Value] = []
  /// The names that are put. etcd refuses a transaction that puts the same name twice.
  private var putKeys: Set<[UInt8]> = []

  /// The highest number of operations in one transaction, where the server has not been started with another
  /// `--max-txn-ops`.
  static let most = 128

  /// The size that etcd compares with its limit: comparisons and each of the two lists of operations are counted apart.
  var count: Int { max(compares.count, success.count, failure.count) }

  /// Demands that the name was last put by this revision. Revision 0 demands that the name does not exist.
  mutating func compare(_ key: [UInt8], revision: Int64) {
    compares.append(
      revision == 0
        ? ["key": .base64(key), "result": "EQUAL", "target": "CREATE", "create_revision": "0"]
        : ["key": .base64(key), "result": "EQUAL", "target": "MOD", "mod_revision": Value("\(revision)")])
  }

  /// Puts a value under a name. A second value for the same name is ignored.
  mutating func put(_ key: [UInt8], _ value: [UInt8], lease: String? = nil) {
    guard putKeys.insert(key).inserted else { return }
    var put = Object([("key", .base64(key)), ("value", .base64(value))])
    if let lease { put["lease"] = Value(lease) }
    success.append(["request_put": .object(put)])
  }

  mutating func delete(_ key: [UInt8]) { success.append(["request_delete_range": ["key": .base64(key)]]) }

  /// Reads a name where all comparisons hold.
  mutating func look(at key: [UInt8], withValue: Bool = false) {
    success.append(["request_range": ["key": .base64(key), "keys_only": .bool(!withValue)]])
  }

  /// Reads a name where a comparison does not hold.
  mutating func otherwise(lookAt key: [UInt8]) { failure.append(["request_range": ["key": .base64(key)]]) }

  var body: Value {
    ["compare": .array(compares), "success": .array(success), "failure": .array(failure)]
  }
}

extension Value {
  static func base64(_ bytes: [UInt8]) -> Value { Value(Base64.text(bytes)) }

  /// A 64-bit number, which the gateway writes as text.
  var asEtcdNumber: Int64? { asString.flatMap { Int64($0) } ?? asInt }

  /// The bytes of a name or value, which the gateway writes in base64.
  var asEtcdBytes: [UInt8]? { asString.flatMap { Base64.bytes($0) } }
}
