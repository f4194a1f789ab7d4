import Machine

extension Library {
  static let json: [Builtin] = [
    .query, .paths, .keys, .values, .entries, .fromEntries, .type, .get, .set, .diff,
  ]
}
