extension String {
  package init(scalars: some Sequence<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }

  /// `name` of `name=…`, `name?=…`, `name.member=…`.
  package var parameterName: String? {
    guard let equals = firstIndex(of: "="), let first, first.isLetter || first == "_" else { return nil }
    return String(self[..<equals].prefix { $0 != "." && $0 != "?" })
  }
}

extension Unicode.Scalar {
  package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
