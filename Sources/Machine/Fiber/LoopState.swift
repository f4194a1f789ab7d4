import JSON

/// What a loop slot holds while its loop runs. `items` are those at hand, be it an array's or a
/// stream's last batch; the rest says what there is beside them.
struct LoopState {
  var items: [Value] = []
  var next = 0
  /// The keys of the items, where an object is walked.
  var keys: [Text]?
  var stream: (any ItemStream)?
  var stage: (any Stage)?
  var gather: (any Gather)?
  var group: (any FiberGroup)?
  var rhythm: Rhythm?
  var filter: ((Value) throws(Failure) -> Value?)?
  /// `items` are those that it has not got yet.
  var sink: (any ItemSink)?
  /// Whether the sink takes, beside a list's items, one value that is not a list.
  var mayBeOne = false
  /// The sink gets such a value.
  var isOne = false
  /// The stage has had its last item, or the stream has given its last.
  var finished = false

  init() {}

  /// What a loop may run over beside an array.
  struct Allowance: OptionSet {
    var rawValue: UInt8
    /// An object, for its keys and values.
    static let object = Allowance(rawValue: 1)
    /// Nothing more; but it is a command that wants the items, and no loop that was written as one.
    static let named = Allowance(rawValue: 2)
  }

  /// - Parameter name: the command's, where it is `named`.
  init(over value: Value, allowing allowance: Allowance, by name: Value = .null) throws(Failure) {
    switch value {
    case .array(let array): items = array
    case .object(let object) where allowance.contains(.object):
      keys = object.names
      items = object.values
    default: throw .notIterable(value, allowance, allowance.contains(.named) ? name.asString : nil)
    }
  }

  init(_ stream: any ItemStream) { self.stream = stream }
}
