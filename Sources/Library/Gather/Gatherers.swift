import Machine

extension Library {
  static let gatherers: [Builtin] = [
    .last, .sortBy, .groupBy, .indexBy, .tally, .reverse, .count, .length, .sum, .avg, .min, .max, .any,
    .all, .reduce, .join,
  ]
}
