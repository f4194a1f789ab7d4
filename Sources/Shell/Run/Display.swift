import JSON
import Library
import Machine
import Recording
import Rendering
import Stage

/// Shows top-level values on standard output.
struct Display {
  private let world: World
  private let format: OutputFormat
  private let interruption: Interruption
  /// Told before anything is written how the same is shown of masked values.
  private let recorder: Recorder
  private var renderer: Renderer
  private var stream: RenderingStream?
  private var isMuted = false
  /// The screen is full: nothing more of this list is shown.
  private var isFull = false

  /// Between two of these, text on a terminal is stopped by Ctrl-C: one text may be a whole file.
  private static let chunk = 1 << 15

  init(world: World, format: OutputFormat, interruption: Interruption, recorder: Recorder) {
    self.world = world
    self.format = format
    self.interruption = interruption
    self.recorder = recorder
    renderer = Renderer(screen: world.outputScreen, format: format, encoder: .library)
  }

  func show(_ value: Value) throws(Failure) {
    if isMuted { return }
    let renderer = renderer
    try write(rendered { () throws(Unencodable) in try renderer.bytes(value) }) { scrubber in
      (try? renderer.bytes(scrubber.shown(value))) ?? []
    }
  }

  private func rendered(_ body: () throws(Unencodable) -> [UInt8]) throws(Failure) -> [UInt8] {
    do throws(Unencodable) { return try body() } catch { throw Failure(error) }
  }

  /// Shows an item of a list, and says whether more are wanted.
  mutating func item(_ value: Value) throws(Failure) -> Bool {
    if isMuted || isFull { return true }
    var current: RenderingStream
    if let stream {
      current = stream
    } else {
      current = renderer.stream()
      try write(current.begin())
    }
    let before = current
    let step = current.item(value)
    stream = current
    switch step {
    case .write(let bytes):
      try write(bytes) { scrubber in
        var stream = before
        if case .write(let bytes) = stream.item(scrubber.shown(value)) { return bytes }
        return []
      }
      return true
    case .enough:
      isFull = true
      try finish()
      return false
    }
  }

  mutating func end() throws(Failure) {
    defer { isFull = false }
    if isMuted || isFull { return }
    if stream == nil { stream = renderer.stream() }
    try finish()
  }

  private mutating func finish() throws(Failure) {
    guard let current = stream else { return }
    stream = nil
    try write(rendered { () throws(Unencodable) in try current.end() }) { scrubber in
      (try? current.masked(scrubber.shown).end()) ?? []
    }
  }

  mutating func mute() { isMuted = true }

  mutating func unmute() {
    isMuted = false
    isFull = false
    stream = nil
  }

  /// Begins anew: the window may have another size now, and the input before may have been stopped in
  /// the middle of a list.
  mutating func reset() {
    renderer = Renderer(screen: world.outputScreen, format: format, encoder: .library)
    stream = nil
    isFull = false
  }

  func printed(_ value: Value) -> [UInt8] { renderer.printed(value) }
  func tableBytes(_ value: Value) -> [UInt8] { renderer.table(value) }

  func print(_ value: Value) throws(Failure) {
    let (bytes, again) = printing(value)
    try write(bytes, again: again)
  }

  /// The bytes, and how to show the same of masked values.
  func printing(_ value: Value) -> ([UInt8], TranscriptPart.Again) {
    let renderer = renderer
    return (renderer.printed(value), { renderer.printed($0.printed(value)) })
  }

  func verbatim(_ text: Text) throws(Failure) {
    let renderer = renderer
    try write(renderer.verbatim(text)) { renderer.verbatim($0.printed(.string(text)).asText ?? "") }
  }

  func table(_ value: Value) throws(Failure) {
    let renderer = renderer
    try write(renderer.table(value)) { renderer.table($0.shown(value)) }
  }

  func bars(_ value: Value) throws(Failure) {
    let renderer = renderer
    guard let bytes = renderer.bars(value) else {
      throw .argument("bar", "an object of counts, or rows of a name and a count", value)
    }
    try write(bytes) { renderer.bars($0.shown(value)) ?? [] }
  }

  /// - Parameter again: shows the same of masked values; nil where it is text from the beginning.
  func write(_ bytes: [UInt8], again: TranscriptPart.Again? = nil) throws(Failure) {
    if bytes.isEmpty { return }
    recorder.expect(again, count: bytes.count)
    // What the screen is costs calls of the system, which a line of `print` is not to pay.
    if bytes.count > Self.chunk, world.outputScreen.isTerminal { return try writeInChunks(bytes) }
    do throws(OutputError) { try world.output(bytes) } catch { throw Failure(error) }
  }

  private func writeInChunks(_ bytes: [UInt8]) throws(Failure) {
    for start in stride(from: 0, to: bytes.count, by: Self.chunk) {
      if start > 0, interruption.isSet {
        // What comes next is not in the colour of what was cut off.
        if world.outputScreen.color { try? world.output(Array("\u{1B}[0m".utf8)) }
        throw .interrupted
      }
      let chunk = Array(bytes[start...].prefix(Self.chunk))
      do throws(OutputError) { try world.output(chunk) } catch { throw Failure(error) }
    }
  }
}

extension ValueEncoder {
  /// CSV and TSV as Library writes them.
  static let library = ValueEncoder { (value, format) throws(Unencodable) in
    guard let format = Format(name: format.rawValue) else { return value.jsonBytes() }
    do throws(Failure) {
      let bytes = try format.bytes(of: value)
      return bytes.isEmpty ? bytes : bytes + [UInt8(ascii: "\n")]
    } catch { throw Unencodable(error.message, hint: error.hint) }
  }
}

extension Failure {
  init(_ error: Unencodable) { self.init(.script, error.message, hint: error.hint) }

  init(_ error: OutputError) {
    switch error {
    case .closed: self.init(.outputClosed, "\(error)")
    case .failed: self.init(.outputLost, "\(error)")
    case .interrupted: self = .interrupted
    }
  }
}
