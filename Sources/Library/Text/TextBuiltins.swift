import Machine

extension Library {
  static let text: [Builtin] = [
    .split, .lines, .trim, .upper, .lower, .replace, .startsWith, .endsWith, .captures, .slice, .pad,
    .hash, .placeholders, .fill, .phone,
  ]
}
