import JSON

/// One transaction of etcd: what it compares, what it does where all of it holds, and what it looks at where not
/// (etcd 3.4, "KV: Txn"). Keys and values are base64, and 64-bit numbers are text.
struct EtcdTransaction {
  private var compares: [Value] = []
  private var success: [Value] = []
  private var failure: [Value] = []
  /// The keys that it puts: etcd takes none twice.
  private var putKeys: Set<[UInt8]> = []

  /// So many operations etcd takes in one transaction, where nobody has set it otherwise (`--max-txn-ops`).
  static let most = 128

  /// Operations and comparisons each count for themselves.
  var count: Int { max(compares.count, success.count, failure.count) }

  /// The key was put last by that revision; 0: there is none.
  mutating func compare(_ key: [UInt8], revision: Int64) {
    compares.append(
      revision == 0
        ? ["key": .base64(key), "result": "EQUAL", "target": "CREATE", "create_revision": "0"]
        : ["key": .base64(key), "result": "EQUAL", "target": "MOD", "mod_revision": Value("\(revision)")])
  }

  /// The first value that is put under a key stays.
  mutating func put(_ key: [UInt8], _ value: [UInt8], lease: String? = nil) {
    guard putKeys.insert(key).inserted else { return }
    var put = Object([("key", .base64(key)), ("value", .base64(value))])
    if let lease { put["lease"] = Value(lease) }
    success.append(["request_put": .object(put)])
  }

  mutating func delete(_ key: [UInt8]) { success.append(["request_delete_range": ["key": .base64(key)]]) }

  /// Looks at a key where the comparisons hold.
  mutating func look(at key: [UInt8], withValue: Bool = false) {
    success.append(["request_range": ["key": .base64(key), "keys_only": .bool(!withValue)]])
  }

  /// Looks at a key where they do not.
  mutating func otherwise(lookAt key: [UInt8]) { failure.append(["request_range": ["key": .base64(key)]]) }

  var body: Value {
    ["compare": .array(compares), "success": .array(success), "failure": .array(failure)]
  }
}

extension Value {
  static func base64(_ bytes: [UInt8]) -> Value { Value(Base64.text(bytes)) }

  /// A 64-bit number as the gateway writes it.
  var asEtcdNumber: Int64? { asString.flatMap { Int64($0) } ?? asInt }

  /// The bytes of a key or value.
  var asEtcdBytes: [UInt8]? { asString.flatMap { Base64.bytes($0) } }
}
