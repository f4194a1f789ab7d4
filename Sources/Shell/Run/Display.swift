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
  /// Is told, before anything is written, how the same output is made of masked values.
  private let recorder: Recorder
  private var renderer: Renderer
  private var stream: RenderingStream?
  private var isMuted = false
  /// The screen is full: nothing more of this list is shown.
  private var isFull = false
  /// Whether Enter shows what was cut: at a prompt.
  var goesOn = false { didSet { renderer.mayGoOn = goesOn } }
  /// Whether it is counted how many rows are written, and how many were.
  var counts = false
  var rows = 0
  /// Whether items are shown as they come, each in a line: of a list without end.
  var isEndless = false
  /// The items that have come and the screen had no room for.
  var cutItems: [Value] = []
  /// The items of a list that the screen had no room for.
  private(set) var cutList: ArraySlice<Value> = []
  /// How many items were shown of the list.
  private(set) var taken = 0
  /// How many it has, where that is known: those that were shown on earlier screens not counted.
  private(set) var total: Int?
  /// Whether there were earlier screens of it.
  private var isGoingOn = false
  /// What of one value the screen had no room for, and the lines of it once they are wanted.
  private var cutRest: CutRest?
  private var cutLines: ArraySlice<String> = []

  /// Whether part of one value is left.
  var hasCutLines: Bool { cutRest != nil || !cutLines.isEmpty }

  /// Between two of these, text on a terminal is stopped by Ctrl-C: one text may be a whole file.
  private static let chunk = 1 << 15

  init(world: World, format: OutputFormat, interruption: Interruption, recorder: Recorder) {
    self.world = world
    self.format = format
    self.interruption = interruption
    self.recorder = recorder
    renderer = Renderer(screen: world.outputScreen, format: format, encoder: .library)
  }

  mutating func show(_ value: Value) throws(Failure) {
    if isMuted { return }
    if goesOn, format == .auto, world.outputScreen.isTerminal, case .array(let items) = value {
      return try show(items[...])
    }
    let renderer = renderer
    if goesOn { cutRest = renderer.rest(of: value) }
    try write(rendered { () throws(Unencodable) in try renderer.bytes(value) }) { scrubber in
      (try? renderer.bytes(scrubber.shown(value))) ?? []
    }
  }

  /// Shows a screenful of a list that is there, and keeps the rest.
  mutating func show(_ items: ArraySlice<Value>) throws(Failure) {
    total = items.count
    taken = 0
    for item in items { if try !self.item(item) { break } }
    try end()
    cutList = items.dropFirst(taken)
  }

  private func rendered(_ body: () throws(Unencodable) -> [UInt8]) throws(Failure) -> [UInt8] {
    do throws(Unencodable) { return try body() } catch { throw Failure(error) }
  }

  /// Shows an item of a list, and says whether more are wanted.
  ///
  /// - Parameter total: how many items the list has, where that is known; asked for once the screen is full.
  mutating func item(_ value: Value, of total: () -> Int? = { nil }) throws(Failure) -> Bool {
    if isMuted || isFull { return true }
    if isEndless {
      let renderer = renderer
      try write(renderer.compact(value)) { renderer.compact($0.shown(value)) }
      do throws(OutputError) { try world.flush() } catch { throw Failure(error) }
      return true
    }
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
      taken += 1
      try write(bytes) { scrubber in
        var stream = before
        if case .write(let bytes) = stream.item(scrubber.shown(value)) { return bytes }
        return []
      }
      return true
    case .enough:
      isFull = true
      if self.total == nil, !isGoingOn { self.total = total() }
      try finish(before: [value])
      return false
    }
  }

  mutating func end() throws(Failure) {
    defer { isFull = false }
    if isMuted || isFull || isEndless { return }
    if stream == nil { stream = renderer.stream() }
    try finish()
  }

  /// - Parameter items: those that have come and were not taken.
  private mutating func finish(before items: [Value] = []) throws(Failure) {
    guard let current = stream else { return }
    stream = nil
    let total = total
    if goesOn || !items.isEmpty {
      let cut = current.cut
      taken -= cut.items.count
      (cutRest, cutItems) = (goesOn ? cut.rest : nil, cut.items + items)
    }
    self.total = total.map { $0 - taken }
    try write(rendered { () throws(Unencodable) in try current.end(total: total) }) { scrubber in
      (try? current.masked(scrubber.shown).end(total: total)) ?? []
    }
  }

  /// Whether no output was asked for by name.
  var isAutomatic: Bool { format == .auto }

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
    renderer.mayGoOn = goesOn
    stream = nil
    isFull = false
    isEndless = false
    (counts, rows) = (false, 0)
    (cutItems, cutList, cutRest, cutLines) = ([], [], nil, [])
    (taken, total, isGoingOn) = (0, nil, false)
  }

  /// Begins the next screenful of a list, of which so many are left.
  mutating func reset(left: Int?) {
    reset()
    (total, isGoingOn) = (left, true)
  }

  /// Shows the next screenful of a value that was cut.
  mutating func showMoreLines() throws(Failure) {
    if let cutRest { cutLines = renderer.lines(of: cutRest) }
    cutRest = nil
    let (shown, rest) = renderer.screenful(of: cutLines)
    cutLines = rest
    let isLast = rest.isEmpty && cutItems.isEmpty
    try write(renderer.lines(shown + (isLast ? [] : [renderer.moreNote(of: rest.isEmpty ? total : nil)])))
  }

  /// Text as it is, anything else as JSON that can be read.
  func paged(_ value: Value) -> [UInt8] {
    if case .string = value { return renderer.printed(value) }
    return renderer.indented(value) + [UInt8(ascii: "\n")]
  }

  func printed(_ value: Value) -> [UInt8] { renderer.printed(value) }
  func tableBytes(_ value: Value) -> [UInt8] { renderer.table(value) }

  mutating func print(_ value: Value) throws(Failure) {
    let (bytes, again) = printing(value)
    try write(bytes, again: again)
  }

  /// The bytes, and how to show the same of masked values.
  func printing(_ value: Value) -> ([UInt8], TranscriptPart.Again) {
    let renderer = renderer
    return (renderer.printed(value), { renderer.printed($0.printed(value)) })
  }

  mutating func verbatim(_ text: Text) throws(Failure) {
    let renderer = renderer
    try write(renderer.verbatim(text)) { renderer.verbatim($0.printed(.string(text)).asText ?? "") }
  }

  mutating func table(_ value: Value) throws(Failure) {
    let renderer = renderer
    try write(renderer.table(value)) { renderer.table($0.shown(value)) }
  }

  mutating func bars(_ value: Value) throws(Failure) {
    let renderer = renderer
    guard let bytes = renderer.bars(value) else {
      throw .argument("bar", "an object of counts, or rows of a name and a count", value)
    }
    try write(bytes) { renderer.bars($0.shown(value)) ?? [] }
  }

  /// - Parameter again: shows the same of masked values; nil where it is text from the beginning.
  mutating func write(_ bytes: [UInt8], again: TranscriptPart.Again? = nil) throws(Failure) {
    if bytes.isEmpty { return }
    if counts { rows += renderer.rows(of: bytes) }
    recorder.expect(again, count: bytes.count)
    // Finding out about the screen takes system calls, which a line of `print` should not cost.
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
}
