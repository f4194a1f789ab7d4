import Glibc

/// Reads what is typed: characters, pasted blocks, and (for vi, where ESC alone is a key) the
/// sequences of the arrow keys. Bytes that are no UTF-8 are dropped.
struct KeyReader {
  enum Key: Equatable {
    case character(Unicode.Scalar)
    case virtual(VirtualKey)
    /// What stood between ESC [200~ and ESC [201~, tidied.
    case pasted(String)
    case pastedTooMuch
  }

  /// Why there is no key.
  enum Stop: Error, Equatable {
    case end
    case failed(errno: Int32)
    case signal
  }

  /// The longest block that is taken, in bytes: more is a file's business, and would be drawn at each key.
  static let pasteLimit = 1 << 20
  /// How long the rest of a sequence may take after ESC.
  private static let sequencePause: Int32 = 50

  private let terminal: Int32
  private let signals: Int32
  private var queue: [UInt8] = []

  /// - Parameter signals: a descriptor that becomes readable when a signal has arrived.
  init(terminal: Int32, signals: Int32) {
    self.terminal = terminal
    self.signals = signals
  }

  /// Whether more was typed already.
  var hasInput: Bool {
    var request = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return !queue.isEmpty || poll(&request, 1, 0) > 0
  }

  /// Waits for a key. With `arrows`, the sequences of arrow keys are read as virtual keys too.
  mutating func next(arrows: Bool) throws(Stop) -> Key {
    while true {
      let scalar = try character()
      if scalar == "\u{1B}", let key = sequence(arrows: arrows) {
        return key == .paste ? pasted() : .virtual(key)
      }
      if !(0x80...0x9F).contains(scalar.value) { return .character(scalar) }
    }
  }

  private mutating func sequence(arrows: Bool) -> VirtualKey? {
    var seen: [UInt8] = []
    while let byte = byteAtOnce() {
      seen.append(byte)
      let fitting = VirtualKey.sequences.filter {
        $0.bytes.starts(with: seen) && (arrows || $0.key == .paste)
      }
      if fitting.isEmpty { break }
      if let whole = fitting.first(where: { $0.bytes.count == seen.count }) { return whole.key }
    }
    queue.insert(contentsOf: seen, at: 0)
    return nil
  }

  /// A terminal that goes away in the middle, or Ctrl-C, ends the block too. Signals wait: what is left
  /// of a block must never be taken for typed lines.
  private mutating func pasted() -> Key {
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
  private mutating func character() throws(Stop) -> Unicode.Scalar {
    while true {
      var bytes = [try next()]
      let length = KeyReader.length(lead: bytes[0])
      do throws(Stop) {
        while bytes.count < length { bytes.append(try next()) }
      } catch {
        queue.insert(contentsOf: bytes, at: 0)
        throw error
      }
      if let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first { return scalar }
      queue.insert(contentsOf: bytes.dropFirst(), at: 0)
    }
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

  /// The next byte; up to `atMost` are taken from the terminal at once.
  private mutating func next(atMost: Int = 1, heedingSignals: Bool = true) throws(Stop) -> UInt8 {
    while queue.isEmpty {
      try wait(heedingSignals: heedingSignals)
      var bytes = [UInt8](repeating: 0, count: atMost)
      let count = read(terminal, &bytes, atMost)
      // A terminal that was hung up reads as EIO.
      if count == 0 || (count < 0 && errno == EIO) { throw .end }
      if count < 0 && errno != EINTR && errno != EAGAIN { throw .failed(errno: errno) }
      queue = Array(bytes.prefix(Swift.max(count, 0)))
    }
    return queue.removeFirst()
  }

  private func wait(heedingSignals: Bool) throws(Stop) {
    var requests = [terminal, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
      let count = poll(&requests, heedingSignals ? 2 : 1, -1)
      if count < 0 && errno != EINTR { throw .failed(errno: errno) }
      if count > 0 && requests[1].revents != 0 { throw .signal }
      if count > 0 && requests[0].revents != 0 { return }
    }
  }

  /// The next byte if it comes within the pause that a sequence may have.
  private mutating func byteAtOnce() -> UInt8? {
    if queue.isEmpty {
      var request = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, KeyReader.sequencePause) > 0 else { return nil }
    }
    return try? next()
  }
}
