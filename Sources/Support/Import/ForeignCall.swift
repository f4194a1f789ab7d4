import JSON

/// An HTTP call that another program makes, as far as its text tells.
struct ForeignCall {
  enum Body {
    case none
    case text(String)
    /// The fields of a form.
    case form([(name: String, value: String)], isMultipart: Bool)
    /// A file that is sent as it is.
    case file(String)
  }

  var method: String?
  var url = ""
  var headers: [(name: String, value: String)] = []
  var body = Body.none
  /// Variables and commands whose values only the other shell knows, as they were written.
  var unknown: [String] = []
  /// What is wrong with the way it was written.
  var faults: [String] = []

  func header(_ name: String) -> String? {
    headers.last { $0.name.lowercased() == name.lowercased() }?.value
  }
}
