import JSON

extension PercentEncoding {
  /// The members as a query without its `?`; nil where there are none to send. Nulls are left out.
  /// Lists and objects are written in the form that PHP reads: `a[0]=x&b[name]=y`.
  public static func query(_ object: Object) -> String? {
    let all = object.members.flatMap { pairs(encode($0.name.string), $0.value) }
    return all.isEmpty ? nil : all.joined(separator: "&")
  }

  private static func pairs(_ name: String, _ value: Value) -> [String] {
    switch value {
    case .array(let items):
      items.enumerated().flatMap { pairs("\(name)%5B\($0.offset)%5D", $0.element) }
    case .object(let object):
      object.members.flatMap { pairs("\(name)%5B\(encode($0.name.string))%5D", $0.value) }
    default:
      value.plainText.map { ["\(name)=\(encode($0))"] } ?? []
    }
  }
}

extension Value {
  /// A scalar in the form of a URL; nil for null, lists and objects.
  var plainText: String? {
    switch self {
    case .null, .array, .object: nil
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): Int64(exactly: value).map { String($0) } ?? String(value)
    case .decimal(let decimal): decimal.text.string
    case .string(let text): text.string
    }
  }
}
