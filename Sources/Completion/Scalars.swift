extension String {
  package init(scalars: some Sequence<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }

  /// Of an array, as often at each key: several times as fast as scalar by scalar.
  package init(scalars: [Unicode.Scalar]) { self.init(scalars: scalars[...]) }

  package init(scalars: ArraySlice<Unicode.Scalar>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars {
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if let encoded = UTF8.encode(scalar) {
        bytes += encoded
      }
    }
    self.init(decoding: bytes, as: UTF8.self)
  }

  /// `name` of `name=…`, `name?=…`, `name.member=…`.
  package var parameterName: String? {
    guard let equals = firstIndex(of: "="), let first, first.isLetter || first == "_" else { return nil }
    return String(self[..<equals].prefix { $0 != "." && $0 != "?" })
  }

  /// `name` of `name=`, `--name` of `--name=`.
  var assignedName: String? { hasPrefix("--") ? String(prefix { $0 != "=" }) : parameterName }
}

extension Unicode.Scalar {
  /// Whether a word ends before it that stands in no quotes.
  var endsWord: Bool {
    switch self {
    case " ", "\t", "\r", "\n", ";", "|", "(", ")", "{", "}", "[", "]", "\"", "'", "\\": true
    default: false
    }
  }

  package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
