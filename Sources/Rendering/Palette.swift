/// The meaning of a piece of text. The palette knows how it looks.
public enum Style: Sendable {
  case key, string, number, literal
  case heading, code, dim, fault
  /// A real account, which must look different from a sandbox.
  case live

  /// The parameters of SGR (ECMA-48), from the sixteen colours that every theme of a terminal sets.
  package var parameters: String {
    switch self {
    case .key: "36"
    case .string: "32"
    case .number: "33"
    case .literal: "35"
    case .heading: "1"
    case .code: "36"
    case .dim: "2"
    case .fault: "31"
    case .live: "1;33"
    }
  }
}

/// Colours text, or leaves it unchanged where colour is off.
public struct Palette: Sendable {
  public let isOn: Bool

  public init(isOn: Bool) { self.isOn = isOn }

  /// The text in a style; the text alone where colour is off.
  public func paint(_ text: String, _ style: Style) -> String {
    isOn && !text.isEmpty ? start(style) + text + end : text
  }

  /// The escape sequence that begins a style; empty where colour is off.
  package func start(_ style: Style) -> String { isOn ? "\u{1B}[\(style.parameters)m" : "" }

  package var end: String { isOn ? "\u{1B}[0m" : "" }
}
