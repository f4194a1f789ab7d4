import JSON

/// The page at `/sandbox/`: whole in itself, so that it asks for nothing but the sandbox's own routes.
package enum InboxPage {
  package static let text = markup.replacing("STYLE", with: style).replacing("SCRIPT", with: script)

  package static let style = [styleFrame, styleLists, styleChat, styleKinds, styleSide].joined(
    separator: "\n")
  package static let script = [words, wire, marks, bubbles, lists, side, main].joined(separator: "\n")

  /// What the browser holds the page to: nothing that a message brings can run, or be loaded.
  package static let policy = """
    default-src 'none'; style-src '\(hash(style))'; script-src '\(hash(script))'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'
    """

  /// As a policy names what stands on the page itself (W3C CSP 3 §2.3.1).
  private static func hash(_ text: String) -> String {
    let digits = Array(Array(text.utf8).sha256)
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0
    }
    return "sha256-" + Base64.text(bytes)
  }
}
