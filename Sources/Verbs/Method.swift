/// The method of a request, as the request line spells it: those that the API knows.
///
/// The Catalog says which one an operation has, and HTTP sends it; neither knows the other.
public enum Method: String, Hashable, Sendable, CaseIterable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case delete = "DELETE"

  /// The method that a word names, in any case; nil where it names none of them.
  public init?(word: String) { self.init(rawValue: word.uppercased()) }
}
