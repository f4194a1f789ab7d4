import Completion
import SystemCalls

/// Reads what is typed: characters, pasted blocks, and keys that send a sequence. Bytes that are no UTF-8 are
/// dropped.
///
/// A sequence is read to its end, known or not and however late that comes: the end of one must never be taken
/// for text, which would get into a line that is then sent.
struct KeyReader {
  enum Key: Equatable {
    case character(Unicode.Scalar)
    /// ESC by itself, where that is a key.
    case escape
    /// What is typed together with Alt, which sends ESC before it.
    case alt(Unicode.Scalar)
    /// Another key, by what it sends after ESC.
    case sequence(String)
    /// What stood between ESC [200~ and ESC [201~, tidied.
    case pasted(String)
    case pastedTooMuch
  }

  /// Why there is no key.
  enum Stop: Error, Equatable {
    case end
    case failed(SystemError)
    case signal
  }

  /// The longest block that is taken, in bytes: more is a file's business, and would be drawn at each key.
  static let pasteLimit = 1 << 20
  /// How long what belongs to an ESC may take, in milliseconds, where ESC by itself is a key.
  private static let sequencePause: Int32 = 50

  private let terminal: Descriptor
  private let signals: Descriptor
  private var queue: [UInt8] = []
  /// The bytes of the key that is being read; a signal in the middle of it leaves them here.
  var begun: [UInt8] = []
  /// Whether the key before this one was ESC by itself.
  private var isAfterEscape = false

  /// - Parameter signals: a descriptor that becomes readable when a signal has arrived.
  init(terminal: Descriptor, signals: Descriptor) {
    self.terminal = terminal
    self.signals = signals
  }

  /// Whether more was typed already.
  var hasInput: Bool { hasInput(within: 0) }

  /// Waits for a key. With `escapeIsKey`, ESC is one by itself where nothing follows it at once.
  mutating func next(escapeIsKey: Bool) throws(Stop) -> Key {
    while true {
      let key = try read(escapeIsKey: escapeIsKey)
      isAfterEscape = key == .escape
      if let key { return key }
    }
  }

  /// Nil: it was none.
  private mutating func read(escapeIsKey: Bool) throws(Stop) -> Key? {
    _ = try byte(0)
    if isAfterEscape, isRestOfSequence() { begun.insert(KeyReader.escape, at: 0) }
    if begun[0] == KeyReader.escape { return try readSequence(escapeIsKey: escapeIsKey) }
    return try character(at: 0).map { .character($0) }
  }

  /// Whether an arrow or the like goes on here whose ESC came so long before that it was taken for a key.
  private mutating func isRestOfSequence() -> Bool {
    guard begun[0] == UInt8(ascii: "[") else { return false }
    var index = 1
    while hasByte(index), begun[index].isParameter { index += 1 }
    return hasByte(index) && (begun[index] == UInt8(ascii: "~") || (0x41...0x5A).contains(begun[index]))
  }
}

// MARK: - Pasted blocks

extension KeyReader {
  /// A terminal that goes away in the middle, or Ctrl-C, ends the block too. Signals wait: what is left
  /// of a block must never be taken for typed lines.
  mutating func pasted() -> Key {
    var bytes: [UInt8] = []
    var tooMuch = false
    let end = Array("\u{1B}[201~".utf8)
    while let byte = try? next(atMost: 4096, heedingSignals: false), byte != 3 {
      bytes.append(byte)
      if byte == end.last, bytes.suffix(end.count).elementsEqual(end) {
        bytes.removeLast(end.count)
        break
      }
      if bytes.count > KeyReader.pasteLimit {
        bytes.removeFirst(bytes.count - end.count)
        tooMuch = true
      }
    }
    return tooMuch ? .pastedTooMuch : .pasted(tidied(bytes))
  }

  /// Line ends as `\n`, none at the end (Enter runs the input, not the block), no control characters.
  private func tidied(_ bytes: [UInt8]) -> String {
    var kept: [Unicode.Scalar] = []
    var previous: Unicode.Scalar = "\u{0}"
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar == "\r" || (scalar == "\n" && previous != "\r") {
        kept.append("\n")
      } else if scalar == "\t" || !scalar.isControl {
        kept.append(scalar)
      }
      previous = scalar
    }
    while kept.last == "\n" { kept.removeLast() }
    return String(scalars: kept)
  }
}

// MARK: - Characters and bytes

extension KeyReader {
  static let escape: UInt8 = 0x1B

  /// The character that begins at that byte of the key; nil, and all up to there dropped, where it is none.
  mutating func character(at start: Int) throws(Stop) -> Unicode.Scalar? {
    let length = KeyReader.length(lead: try byte(start))
    for index in 1..<length { _ = try byte(start + index) }
    let scalar = String(validating: begun[start..<start + length], as: UTF8.self)?.unicodeScalars.first
    take(start + (scalar == nil ? 1 : length))
    return scalar.flatMap { (0x80...0x9F).contains($0.value) ? nil : $0 }
  }

  /// How many bytes a character has that begins with this one (RFC 3629 §3).
  private static func length(lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// A byte of the key that is being read.
  mutating func byte(_ index: Int) throws(Stop) -> UInt8 {
    while begun.count <= index { begun.append(try next()) }
    return begun[index]
  }

  /// Whether the key that is being read has such a byte, where it must come at once.
  mutating func hasByte(_ index: Int) -> Bool {
    while begun.count <= index {
      guard hasInput(within: KeyReader.sequencePause), let byte = try? next() else { return false }
      begun.append(byte)
    }
    return true
  }

  /// Ends the key after so many bytes, and gives them; what was read beyond them is read again.
  @discardableResult mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    defer {
      queue.insert(contentsOf: begun.dropFirst(count), at: 0)
      begun = []
    }
    return begun.prefix(count)
  }

  /// The next byte; up to `atMost` are taken from the terminal at once.
  private mutating func next(atMost: Int = 1, heedingSignals: Bool = true) throws(Stop) -> UInt8 {
    while queue.isEmpty {
      try wait(heedingSignals: heedingSignals)
      do throws(SystemError) {
        queue = try terminal.readReady(atMost)
      } catch {
        if error == .wouldBlock { continue }
        // So a terminal reads that was hung up.
        throw error == .inputOutput ? .end : .failed(error)
      }
      if queue.isEmpty { throw .end }
    }
    return queue.removeFirst()
  }

  private func wait(heedingSignals: Bool) throws(Stop) {
    // Signals first: one that has come is heard before what was typed.
    let heard = heedingSignals ? [signals, terminal] : [terminal]
    let readable: Descriptor
    do throws(SystemError) { readable = heard[try Descriptor.firstReadable(heard)] } catch {
      throw .failed(error)
    }
    if readable == signals { throw .signal }
  }

  private func hasInput(within milliseconds: Int32) -> Bool {
    !queue.isEmpty || terminal.wait(for: .reading, milliseconds: milliseconds)
  }
}
