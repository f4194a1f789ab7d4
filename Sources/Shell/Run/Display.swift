import JSON
import Library
import Machine
import Recording
import Rendering
import Stage

/// Shows values of the top level on standard output.
struct Display {
  let world: World
  private let format: OutputFormat
  private let interruption: Interruption
  /// Is told before each output how to make the same output of masked values.
  private let recorder: Recorder
  private(set) var renderer: Renderer
  private var stream: RenderingStream?
  private var isMuted = false
  /// Whether the screen is full, so that no more of this list is shown.
  private var isFull = false
  /// Whether Enter shows what was cut. It does so at a prompt.
  var goesOn = false { didSet { renderer.mayGoOn = goesOn } }
  /// Whether the columns of a list are those that its pipeline names.
  var isChosen = false
  /// What the pager will show, where it gets the output of this input in place of the screen; and whether that has a
  /// table.
  var pages: (bytes: [UInt8], isTable: Bool)?
  /// The items of the list that the pager will show.
  private var pagedItems: [Value] = []
  /// Whether anything was written since the input began.
  private var hasWritten = false
  /// Whether an empty list is not shown where its pipeline has written something, as `each { print @ }` does.
  var hidesEmpty = false
  /// The widths of the lines that this turn of `every` has shown; nil where no turn is shown.
  var turn: [Int]?
  /// The first line of a turn of `every` that has shown nothing yet. It removes the last turn.
  var nextTurn: [UInt8]?
  /// Whether the next value will be shown in the place of this one, as `every` does.
  var isPassing = false { didSet { renderer.isPassing = isPassing } }
  /// Whether what is cut is kept for Enter.
  private var keepsRest: Bool { goesOn && !isPassing }
  /// Whether each item is shown on its own line when it comes, because the list has no end.
  var isEndless = false
  /// Items that have come, but for which the screen had no room.
  var cutItems: [Value] = []
  /// The items of a complete list for which the screen had no room.
  private(set) var cutList: ArraySlice<Value> = []
  /// How many items of the list were shown.
  private(set) var taken = 0
  /// How many items the list has without those of earlier screens; nil where it is not known.
  private(set) var total: Int?
  /// Whether earlier screens showed the beginning of the list.
  private var isGoingOn = false
  /// The part of one value for which the screen had no room, and its lines once they are needed.
  private var cutRest: CutRest?
  private var cutLines: ArraySlice<String> = []

  /// Whether a part of one value was not shown yet.
  var hasCutLines: Bool { cutRest != nil || !cutLines.isEmpty }

  /// How many bytes are written to a terminal before it is checked again whether Ctrl-C was pressed. One
  /// text may be a whole file.
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
    if isPaged { return try page(value) }
    if goesOn, format == .auto, world.outputScreen.isTerminal, case .array(let items) = value {
      return try show(items[...])
    }
    let renderer = renderer
    if keepsRest { cutRest = renderer.rest(of: value) }
    try write(rendered { () throws(Unencodable) in try renderer.bytes(value) }) { scrubber in
      (try? renderer.bytes(scrubber.shown(value))) ?? []
    }
  }

  /// Shows a screenful of a complete list, and keeps the rest.
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

  /// Shows an item of a list, and returns whether more items are wanted.
  ///
  /// - Parameter total: tells how many items the list has, where that is known. It is called when the screen
  ///   is full.
  mutating func item(_ value: Value, of total: () -> Int? = { nil }) throws(Failure) -> Bool {
    if isMuted || isFull { return true }
    if isPaged, !isEndless {
      pagedItems.append(value)
      return true
    }
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
    if isPaged {
      defer { pagedItems = [] }
      return try page(.array(pagedItems))
    }
    if hidesEmpty, hasWritten, !isPassing, stream == nil, isAutomatic, world.outputScreen.isTerminal {
      return
    }
    if stream == nil { stream = renderer.stream() }
    try finish()
  }

  /// - Parameter items: items that have come and were not shown.
  private mutating func finish(before items: [Value] = []) throws(Failure) {
    guard let current = stream else { return }
    stream = nil
    let total = total
    if keepsRest || !items.isEmpty {
      let cut = current.cut
      taken -= cut.items.count
      (cutRest, cutItems) = (keepsRest ? cut.rest : nil, isPassing ? [] : cut.items + items)
    }
    self.total = total.map { $0 - taken }
    try write(rendered { () throws(Unencodable) in try current.end(total: total) }) { scrubber in
      (try? current.masked(scrubber.shown).end(total: total)) ?? []
    }
  }

  /// Whether no format of output was asked for by name.
  var isAutomatic: Bool { format == .auto }

  mutating func mute() { isMuted = true }

  mutating func unmute() {
    isMuted = false
    isFull = false
    stream = nil
  }

  /// Prepares for the next input. The window may have another size now, and the last input may have been
  /// stopped in the middle of a list.
  mutating func reset() {
    endTurns()
    measure()
    stream = nil
    isFull = false
    (hasWritten, pagedItems) = (false, [])
    isEndless = false
    (cutItems, cutList, cutRest, cutLines) = ([], [], nil, [])
    (taken, total, isGoingOn) = (0, nil, false)
  }

  /// Renders for the present size of the window.
  mutating func measure() {
    renderer = Renderer(screen: world.outputScreen, format: format, encoder: .library)
    (renderer.mayGoOn, renderer.isPassing, renderer.isChosen) = (goesOn, isPassing, isChosen)
  }

  /// Prepares for the next screenful of a list, which has so many items left.
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

  func printed(_ value: Value) -> [UInt8] { renderer.printed(value) }

  mutating func print(_ value: Value) throws(Failure) {
    let (bytes, again) = printing(value)
    try write(bytes, again: again)
  }

  /// The bytes that `print` writes, and how to make the same of masked values.
  func printing(_ value: Value) -> ([UInt8], TranscriptPart.Again) {
    let renderer = renderer
    return (renderer.printed(value), { renderer.printed($0.printed(value)) })
  }

  /// Writes a screen of text, with a blank line before it where something stands above.
  mutating func screen(_ text: String, again: @escaping TranscriptPart.Again) throws(Failure) {
    if hasWritten { try write([UInt8(ascii: "\n")]) }
    try write(Array(text.utf8), again: again)
  }

  mutating func verbatim(_ text: Text) throws(Failure) {
    let renderer = renderer
    try write(renderer.verbatim(text)) { renderer.verbatim($0.printed(.string(text)).asText ?? "") }
  }

  mutating func table(_ value: Value) throws(Failure) {
    let renderer = renderer
    if pages != nil {
      pages?.isTable = true
      return try write(wholeTable(value))
    }
    try write(renderer.table(value)) { renderer.table($0.shown(value)) }
  }

  mutating func bars(_ value: Value) throws(Failure) {
    let renderer = renderer
    guard let bytes = renderer.bars(value) else {
      throw .argument("bar", "an object of counts, or rows of a name and a count", value)
    }
    try write(bytes) { renderer.bars($0.shown(value)) ?? [] }
  }

  /// - Parameter again: makes the same of masked values; nil where it was a text from the beginning.
  mutating func write(_ bytes: [UInt8], again: TranscriptPart.Again? = nil) throws(Failure) {
    if bytes.isEmpty { return }
    hasWritten = true
    if pages != nil {
      pages?.bytes += bytes
      return
    }
    try showTurn()
    turn? += renderer.widths(of: bytes)
    recorder.expect(again, count: bytes.count)
    // The state of the screen takes system calls, which a line of `print` should not cost.
    if bytes.count > Self.chunk, world.outputScreen.isTerminal { return try writeInChunks(bytes) }
    do throws(OutputError) { try world.output(bytes) } catch { throw Failure(error) }
  }

  private func writeInChunks(_ bytes: [UInt8]) throws(Failure) {
    for start in stride(from: 0, to: bytes.count, by: Self.chunk) {
      if start > 0, interruption.isSet {
        // The text that follows must not have the colour of the text that was cut off.
        if world.outputScreen.color { try? world.output(Array("\u{1B}[0m".utf8)) }
        throw .interrupted
      }
      let chunk = Array(bytes[start...].prefix(Self.chunk))
      do throws(OutputError) { try world.output(chunk) } catch { throw Failure(error) }
    }
  }
}

extension ValueEncoder {
  /// Writes CSV and TSV in the way of the room Library.
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
