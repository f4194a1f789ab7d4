import JSON

/// A call of HTTP that another program makes, as far as its text tells.
struct ForeignCall {
  enum Body {
    case none
    case text(String)
    /// Fields of a form, and of a multipart form.
    case form([(name: String, value: String)], isMultipart: Bool)
    /// A file that is sent as it is.
    case file(String)
  }

  var method: String?
  var url = ""
  var headers: [(name: String, value: String)] = []
  var body = Body.none
  /// What the other shell would have put in.
  var unknown: [String] = []
  /// What is wrong with how it was written.
  var faults: [String] = []

  func header(_ name: String) -> String? {
    headers.last { $0.name.lowercased() == name.lowercased() }?.value
  }
}
