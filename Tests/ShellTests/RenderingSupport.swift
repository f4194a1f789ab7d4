import JSON
import Shell

@testable import Rendering

/// What a test compares: text instead of bytes, and the screens for it.
extension Renderer {
  init(_ screen: Screen, _ format: OutputFormat = .auto) {
    self.init(
      screen: screen, format: format,
      encoder: ValueEncoder { value, format throws(Unencodable) in
        guard case .array = value else { throw Unencodable("\(format.rawValue) needs an array") }
        return Array("\(format.rawValue):\(value.json)\n".utf8)
      })
  }

  func text(_ value: Value) throws -> String { String(decoding: try bytes(value), as: UTF8.self) }
}

extension Screen {
  static let pipe = Screen()

  static func terminal(_ columns: Int = 80, rows: Int = 24) -> Screen {
    Screen(columns: columns, rows: rows, isTerminal: true)
  }
}

func rendered(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
