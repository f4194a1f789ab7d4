import Machine

extension Library {
  static let text: [Builtin] = [
    .split, .lines, .trim, .upper, .lower, .replace, .startsWith, .endsWith, .captures, .placeholders,
    .fill, .phone,
  ]
}
