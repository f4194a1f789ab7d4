import Completion
import SystemCalls

/// Reads what is typed: characters, pasted blocks, and keys that send a sequence. Bytes that are not UTF-8
/// are dropped.
///
/// A sequence is read to its end, even where it is unknown or its end comes late. The end of one must never
/// be taken for text: it would get into a line, and so into a message.
struct KeyReader {
  enum Key: Equatable {
    case character(Unicode.Scalar)
    /// ESC alone, where it is a key.
    case escape
    /// A character that is typed with Alt, which sends ESC before it.
    case alt(Unicode.Scalar)
    /// Another key, by the characters that it sends after ESC.
    case sequence(String)
    /// The text between ESC [200~ and ESC [201~, without control characters.
    case pasted(String)
    case pastedTooMuch
  }

  /// Why there is no key.
  enum Stop: Error, Equatable {
    case end
    case failed(SystemError)
    case signal
  }

  /// The longest block that is taken, in bytes. A longer one belongs into a file, and drawing it at each key
  /// would be slow.
  static let pasteLimit = 1 << 20
  /// How long the rest of a sequence is waited for after ESC, in milliseconds, where ESC alone is a key.
  private static let sequencePause: Int32 = 50
  /// How long the character that is typed with Alt is waited for after ESC, in milliseconds, where ESC alone is no key.
  /// ESC that was pressed in vain must not change the next key.
  static let altPause: Int32 = 500
  /// How long the terminal may take for an answer.
  private static let answerPause: Int32 = 200
  /// How soon a byte follows another one that was sent with it.
  private static let blockPause: Int32 = 10

  private let terminal: Descriptor
  private let signals: Descriptor
  private var queue: [UInt8] = []
  /// The bytes of the key that is being read. They stay here when a signal interrupts the reading.
  var begun: [UInt8] = []
  /// Whether the last key was ESC alone.
  private var isAfterEscape = false

  /// - Parameter signals: a descriptor that becomes readable when a signal has arrived.
  init(terminal: Descriptor, signals: Descriptor) {
    self.terminal = terminal
    self.signals = signals
  }

  /// Whether more input is there already.
  var hasInput: Bool { hasInput(within: 0) }

  /// Whether there is something to be done: input, or a signal.
  var isCalled: Bool { hasInput || signals.wait(for: .reading, milliseconds: 0) }

  /// Waits for a key.
  ///
  /// - Parameter escapeIsKey: whether ESC alone is a key. It is taken for one where nothing follows it at
  ///   once.
  /// - Throws: `Stop`, where a signal arrives, the input ends, or reading fails.
  mutating func next(escapeIsKey: Bool) throws(Stop) -> Key {
    while true {
      let key = try read(escapeIsKey: escapeIsKey)
      isAfterEscape = key == .escape
      if let key { return key }
    }
  }

  /// Makes a character the next key.
  mutating func putBack(_ scalar: Unicode.Scalar) { queue.insert(contentsOf: String(scalar).utf8, at: 0) }

  /// Takes in what was typed while an input runs, before the terminal is full of it: a full one, as after a long paste,
  /// would not even notice Ctrl-C.
  mutating func takeTyped() {
    while terminal.unreadCount > 1 << 11, queue.count < KeyReader.pasteLimit, terminal.givesKeys,
      let typed = try? terminal.readReady(1 << 12), !typed.isEmpty
    { queue += typed }
  }

  /// Drops what `takeTyped` has taken in. The terminal does so at Ctrl-C with what it has itself.
  mutating func dropTyped() { (queue, begun) = ([], []) }

  /// Drops what comes right behind the last key, up to where nothing follows. False where there was nothing.
  mutating func dropRest() -> Bool {
    guard hasInput(within: KeyReader.blockPause) else { return false }
    while hasInput(within: KeyReader.sequencePause),
      (try? next(atMost: 4096, heedingSignals: false)) != nil
    { queue = [] }
    return true
  }

  /// Nil: what was read is not a key.
  private mutating func read(escapeIsKey: Bool) throws(Stop) -> Key? {
    _ = try byte(0)
    if isAfterEscape, isRestOfSequence() { begun.insert(KeyReader.escape, at: 0) }
    if begun[0] == KeyReader.escape { return try readSequence(escapeIsKey: escapeIsKey) }
    return try character(at: 0).map { .character($0) }
  }

  /// Whether this is the rest of a sequence whose ESC came so long before that it was taken for a key.
  private mutating func isRestOfSequence() -> Bool {
    guard begun[0] == UInt8(ascii: "[") else { return false }
    var index = 1
    while hasByte(index), begun[index].isParameter { index += 1 }
    return hasByte(index) && (begun[index] == UInt8(ascii: "~") || (0x41...0x5A).contains(begun[index]))
  }
}

// MARK: - Answers of the terminal

extension KeyReader {
  /// Asks the terminal for the size of its window (`CSI 18 t`) and for the place of its cursor (DSR), counted from 0. Nil
  /// where no answer comes soon, and for a size that is not told; what comes late is a key without a meaning.
  mutating func window(asking ask: () -> Void) -> (cursor: LineFrame.Place, size: (rows: Int, columns: Int)?)?
  {
    ask()
    var seen: [UInt8] = []
    defer { queue += seen }
    while seen.count < KeyReader.pasteLimit,
      terminal.wait(for: .reading, milliseconds: KeyReader.answerPause),
      let more = try? terminal.readReady(4096), !more.isEmpty
    {
      seen += more
      guard let place = Self.takeAnswer("R", count: 2, from: &seen) else { continue }
      let size = Self.takeAnswer("t", count: 3, from: &seen)
      return (LineFrame.Place(row: place[0] - 1, column: place[1] - 1), size.map { ($0[1], $0[2]) })
    }
    return nil
  }

  /// Takes the numbers out of an answer that ends with this character.
  private static func takeAnswer(_ final: Unicode.Scalar, count: Int, from seen: inout [UInt8]) -> [Int]? {
    for start in seen.indices where seen[start] == KeyReader.escape {
      let end = seen[start...].dropFirst(2).drop(while: \.isParameter).startIndex
      guard seen[start...].dropFirst().first == UInt8(ascii: "["), end < seen.count,
        seen[end] == UInt8(ascii: final)
      else { continue }
      let numbers = String(decoding: seen[(start + 2)..<end], as: UTF8.self).split(separator: ";").map {
        Int($0) ?? 1
      }
      guard numbers.count == count else { continue }
      seen.removeSubrange(start...end)
      return numbers
    }
    return nil
  }
}

// MARK: - Pasted blocks

extension KeyReader {
  /// Reads a pasted block. The block also ends where the terminal goes away. Signals wait until its end, because the rest
  /// of a block must never be taken for typed lines. A Ctrl-C gives up the whole block: it may have been pasted too.
  mutating func pasted() -> Key {
    var bytes: [UInt8] = []
    var tooMuch = false
    let end = Array("\u{1B}[201~".utf8)
    while let byte = try? next(atMost: 4096, heedingSignals: false) {
      if byte == 3 { return givenUp(end) }
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

  /// Drops the rest of a block, up to its end or to where nothing follows.
  private mutating func givenUp(_ end: [UInt8]) -> Key {
    var last: [UInt8] = []
    while last != end, hasInput(within: KeyReader.sequencePause),
      let byte = try? next(atMost: 4096, heedingSignals: false)
    {
      last = (last + [byte]).suffix(end.count)
    }
    return .character("\u{3}")
  }

  /// The text with `\n` as line ends and without control characters. Line ends at its end are removed, so
  /// that Enter runs the input, and pasting does not.
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

  /// The character that begins at this byte of the key. Nil where there is none; then the bytes up to here
  /// are dropped.
  mutating func character(at start: Int) throws(Stop) -> Unicode.Scalar? {
    let length = KeyReader.length(lead: try byte(start))
    for index in 1..<length { _ = try byte(start + index) }
    let scalar = String(validating: begun[start..<start + length], as: UTF8.self)?.unicodeScalars.first
    take(start + (scalar == nil ? 1 : length))
    return scalar.flatMap { (0x80...0x9F).contains($0.value) ? nil : $0 }
  }

  /// How many bytes the character has that begins with this byte (RFC 3629 §3).
  private static func length(lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// A byte of the key that is being read. Waits for it.
  mutating func byte(_ index: Int) throws(Stop) -> UInt8 {
    while begun.count <= index { begun.append(try next()) }
    return begun[index]
  }

  /// Whether the key has this byte already, or it arrives at once, or within so many milliseconds.
  mutating func hasByte(_ index: Int, within milliseconds: Int32 = KeyReader.sequencePause) -> Bool {
    while begun.count <= index {
      guard hasInput(within: milliseconds), let byte = try? next() else { return false }
      begun.append(byte)
    }
    return true
  }

  /// Ends the key after so many bytes, and returns them. The bytes after them are read again.
  @discardableResult mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    defer {
      queue.insert(contentsOf: begun.dropFirst(count), at: 0)
      begun = []
    }
    return begun.prefix(count)
  }

  /// The next byte. At most `atMost` bytes are taken from the terminal at once.
  private mutating func next(atMost: Int = 1, heedingSignals: Bool = true) throws(Stop) -> UInt8 {
    while queue.isEmpty {
      try wait(heedingSignals: heedingSignals)
      do throws(SystemError) {
        queue = try terminal.readReady(atMost)
      } catch {
        if error == .wouldBlock { continue }
        // A terminal that was hung up reads like this.
        throw error == .inputOutput ? .end : .failed(error)
      }
      if queue.isEmpty { throw .end }
    }
    return queue.removeFirst()
  }

  private func wait(heedingSignals: Bool) throws(Stop) {
    // A signal that has arrived is handled before the input.
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
