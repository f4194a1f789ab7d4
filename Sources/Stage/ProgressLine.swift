import HTTP
import Machine
import Rendering
import Synchronization

/// The line at the bottom of the terminal that shows how far a long run has come: drawn on standard error
/// where that is a terminal, and gone before anything else is written.
package final class ProgressLine: Sendable {
  private struct State {
    var start = 0.0
    /// When it was drawn last; 0: not yet.
    var drawn = 0.0
    var label: String?
    var isVisible = false
  }

  private let state = Mutex(State())
  private let errors: @Sendable ([UInt8]) -> Void
  private let screen: @Sendable () -> Screen
  private let now: @Sendable () -> Double
  package let isOn: Bool

  /// What is done sooner needs none. In seconds.
  private static let patience = 0.5
  private static let pause = 0.1

  package init(_ world: World) {
    errors = world.errors
    let world = world
    screen = { world.errorScreen }
    now = world.surroundings.now
    isOn = world.errorScreen.isTerminal && !["dumb", ""].contains(world.environment["TERM"] ?? "")
  }

  /// A run begins.
  package func begin() {
    guard isOn else { return }
    clear()
    state.withLock { $0 = State(start: now()) }
  }

  /// Whether it would be drawn now.
  package var isDue: Bool {
    guard isOn else { return false }
    let now = now()
    return state.withLock { now - $0.start >= Self.patience && now - $0.drawn >= Self.pause }
  }

  /// Draws how far it is, where the time has come.
  package func show(_ progress: @autoclosure () -> Progress) {
    guard isDue else { return }
    let progress = progress()
    let screen = screen()
    let now = now()
    let start = state.withLock { state in
      (state.drawn, state.isVisible) = (now, true)
      return state.start
    }
    let line = progress.line(elapsed: now - start, columns: screen.columns - 1)
    errors(Array("\r\(Palette(isOn: screen.color).paint(line, .dim))\u{1B}[K".utf8))
  }

  /// Takes it away.
  package func clear() {
    guard isOn else { return }
    let wasVisible = state.withLock { state in
      defer { state.isVisible = false }
      return state.isVisible
    }
    if wasVisible { errors(Array("\r\u{1B}[K".utf8)) }
  }
}

extension World {
  /// The world with the line out of the way before anything is written.
  package func clearing(_ line: ProgressLine) -> World {
    guard line.isOn else { return self }
    var world = self
    let (output, errors, ask) = (output, errors, ask)
    world.output = { (bytes) throws(OutputError) in
      line.clear()
      try output(bytes)
    }
    world.errors = { bytes in
      line.clear()
      errors(bytes)
    }
    guard let ask else { return world }
    world.ask = { question in
      line.clear()
      return ask(question)
    }
    return world
  }
}
