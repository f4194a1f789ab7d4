import HTTP
import Library
import Machine
import Rendering
import Stage

// At a terminal, `every` shows each new value in the place of the last one.
extension Session {
  /// Waits for the next turn. The output of the last one is removed when the new one comes, so that Ctrl-C in
  /// between leaves the last value on the screen.
  func redraw(after delay: Double) async throws(Failure) {
    if delay > 0 { try await console.pause(delay) }
    guard face != nil, console.world.outputScreen.isTerminal, console.progress.isOn, !console.mode.isRehearsed
    else { return }
    let time = Library.written(console.world.surroundings.date())
    let head = Palette(isOn: console.world.outputScreen.color).paint(time + ", until Ctrl-C", .dim) + "\n"
    try display.beginTurn(Array(head.utf8))
  }
}

extension Display {
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

  /// Writes the first line of a turn, in the place of the last turn.
  mutating func showTurn() throws(Failure) {
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
}
