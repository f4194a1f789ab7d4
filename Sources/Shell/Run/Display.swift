import JSON
import Library
import Machine
import Recording
import Rendering
import Stage

/// Shows values of the top level on standard output.
struct Display {
  private let world: World
  private let format: OutputFormat
  private let interruption: Interruption
  /// Is told before each output how to make the same output of masked values.
  private let recorder: Recorder
  private var renderer: Renderer
  private var stream: RenderingStream?
  private var isMuted = false
  /// Whether the screen is full, so that no more of this list is shown.
  private var isFull = false
  /// Whether Enter shows what was cut. It does so at a prompt.
  var goesOn = false { didSet { renderer.mayGoOn = goesOn } }
  /// The widths of the lines that this turn of `every` has shown; nil where no turn is shown.
  private var turn: [Int]?
  /// The first line of a turn of `every` that has shown nothing yet. It removes the last turn.
  private var nextTurn: [UInt8]?
  /// Whether the next value will be shown in the place of this one, as `every` does.
  private var isPassing = false { didSet { renderer.isPassing = isPassing } }
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
    isEndless = false
    (cutItems, cutList, cutRest, cutLines) = ([], [], nil, [])
    (taken, total, isGoingOn) = (0, nil, false)
  }

  /// Renders for the present size of the window.
  private mutating func measure() {
    renderer = Renderer(screen: world.outputScreen, format: format, encoder: .library)
    (renderer.mayGoOn, renderer.isPassing) = (goesOn, isPassing)
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

  /// The bytes for the pager: a text as it is, anything else as indented JSON.
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

  /// The bytes that `print` writes, and how to make the same of masked values.
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

  /// - Parameter again: makes the same of masked values; nil where it was a text from the beginning.
  mutating func write(_ bytes: [UInt8], again: TranscriptPart.Again? = nil) throws(Failure) {
    if bytes.isEmpty { return }
    try showTurn()
    turn? += renderer.widths(of: bytes)
    recorder.expect(again, count: bytes.count)
    // The state of the screen takes system calls, which a line of `print` should not cost.
    if bytes.count > Self.chunk, world.outputScreen.isTerminal { return try writeInChunks(bytes) }
    do throws(OutputError) { try world.output(bytes) } catch { throw Failure(error) }
  }

  /// Begins a turn of `every`. What the last one showed stays until this one shows something, or has ended.
  ///
  /// - Parameter head: the first line of the turn.
  mutating func beginTurn(_ head: [UInt8]) throws(Failure) {
    try showTurn()
    isPassing = true
    measure()
    nextTurn = head
    if turn == nil { try showTurn() }
  }

  /// Leaves the last turn on the screen. What is shown from now on stands below it.
  mutating func endTurns() { (turn, nextTurn, isPassing) = (nil, nil, false) }

  /// Makes room for a message among the values of a turn. The next turn removes it with them.
  mutating func besideTurn(_ message: [UInt8]) {
    // Where nothing can be shown any more, the next value tells it.
    try? showTurn()
    turn? += renderer.widths(of: message)
  }

  private mutating func showTurn() throws(Failure) {
    guard let head = nextTurn else { return }
    nextTurn = nil
    // Terminals wrap the lines again when the window gets another width.
    let columns = world.outputScreen.columns
    let last = turn?.reduce(0) { $0 + PaintedLine.rows(of: $1, columns: columns) } ?? 0
    turn = nil
    if last > 0 { try write(Array("\u{1B}[\(last)A\r\u{1B}[J".utf8)) }
    turn = []
    try write(head)
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
