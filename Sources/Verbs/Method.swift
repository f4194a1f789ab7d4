/// The method of a request (RFC 9110 §9), spelled as in the request line. Only those methods are here that the API
/// uses.
///
/// The Catalog says which method an operation has, and HTTP sends it. Neither room may import the other, so the type is
/// in a room of its own below both.
public enum Method: String, Hashable, Sendable, CaseIterable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case delete = "DELETE"

  /// Reads a method's name in upper or lower case; nil where it is not one of these.
  public init?(word: String) { self.init(rawValue: word.uppercased()) }
}
