import JSON

extension Value {
  /// Whether it can be read again as it is, once it is written down. The language looks at values now and then, so
  /// that some nest deeper than they may.
  package var isKeepable: Bool { !nests(deeperThan: Value.nestingLimit) }

  /// What of it is written down.
  package var keepable: Value {
    isKeepable ? self : cut(at: Value.nestingLimit, mark: Value(Value.cutMark))
  }

  /// What is said where that is not all.
  package static var isCutWhenKept: String {
    "its value must nest at most \(nestingLimit) deep to be kept, and what is deeper is not"
  }
}
