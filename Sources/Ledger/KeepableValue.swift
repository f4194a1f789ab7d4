import JSON

extension Value {
  /// Whether JSON text of this value can be read again. The interpreter checks the depth of values only now and then,
  /// so that a value can be nested deeper than the parser accepts.
  package var isKeepable: Bool { !nests(deeperThan: Value.nestingLimit) }

  /// The value as it is written down: what is nested too deep is replaced by a mark.
  package var keepable: Value {
    isKeepable ? self : cut(at: Value.nestingLimit, mark: Value(Value.cutMark))
  }

  /// The message where something was replaced.
  package static var isCutWhenKept: String {
    "its value must nest at most \(nestingLimit) deep to be kept; the deeper parts were left out"
  }
}
