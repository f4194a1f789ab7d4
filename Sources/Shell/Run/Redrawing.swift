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
