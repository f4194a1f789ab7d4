import HTTP
import Library
import Machine
import Rendering
import Stage

// At a terminal, `every` shows each new value in the place of the last one.
extension Session {
  /// Waits for the next turn, and then removes the output of the last one.
  func redraw(after delay: Double) async throws(Failure) {
    if delay > 0 { try await console.pause(delay) }
    guard face != nil, console.world.outputScreen.isTerminal, console.progress.isOn, !console.mode.isRehearsed
    else { return }
    if display.counts, display.rows > 0 {
      let rows = display.rows
      try display.write(Array("\u{1B}[\(rows)A\r\u{1B}[J".utf8))
    }
    (display.counts, display.rows) = (true, 0)
    let time = Library.written(console.world.surroundings.date())
    try show(Palette(isOn: console.world.outputScreen.color).paint(time + ", until Ctrl-C", .dim) + "\n")
  }
}
