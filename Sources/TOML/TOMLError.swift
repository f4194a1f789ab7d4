/// Why a text is not TOML: what must hold, and where it does not.
package struct TOMLError: Error, Equatable {
  /// The line, counted from 1.
  package let line: Int
  package let message: String
}
