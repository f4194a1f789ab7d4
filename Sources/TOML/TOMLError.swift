/// The reason why a text is not TOML, and the line.
package struct TOMLError: Error, Equatable {
  /// The line, counted from 1.
  package let line: Int
  package let message: String
}
