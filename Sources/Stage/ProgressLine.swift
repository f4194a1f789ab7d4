import HTTP
import Machine
import Rendering
import Synchronization

/// The line at the bottom of the terminal that shows how far a long run has come. It is drawn on standard error where
/// that is a terminal, and removed before anything else is written.
package final class ProgressLine: Sendable {
  private struct State {
    var start = 0.0
    /// When the line was last drawn, in seconds on the monotonic clock; 0 where it was not drawn yet.
    var drawn = 0.0
    /// The text of the wait that is shown; nil where progress is shown.
    var label: String?
    var isVisible = false
    /// What the run is waiting for, the outermost wait first.
    var waits: [Wait] = []
    var lastWait = 0
    /// Why a call is not sent yet, and until when.
    var reason: (text: String, until: Double)?
    /// Where each work that was shown began, by its label.
    var works: [Work] = []

    /// The beginning of the work that this is the progress of. Work that the run began with began with the run.
    mutating func beginning(of progress: Progress, now: Double) -> Work {
      let place = works.firstIndex { $0.label == progress.label }
      var work = place.map { works[$0] } ?? Work(label: progress.label, start: start)
      if place == nil && now - start > 2 * ProgressLine.patience || progress.done < work.last {
        (work.start, work.done) = (now, progress.done)
      }
      work.last = progress.done
      if let place { works[place] = work } else { works.append(work) }
      return work
    }
  }

  private struct Work {
    var label: String
    var start: Double
    /// How much was done at its start, and how much when it was last shown.
    var done = 0
    var last = 0
  }

  private struct Wait {
    var number: Int
    var subject: String
    var start: Double
  }

  private let state = Mutex(State())
  private let errors: @Sendable ([UInt8]) -> Void
  private let screen: @Sendable () -> Screen
  private let now: @Sendable () -> Double
  package let isOn: Bool
  /// Whether it is a terminal that can remove nothing: only what changes is told there, in lines.
  private let isDumb: Bool

  /// How many seconds pass before progress or a wait is shown, and between two drawings.
  private static let patience = 0.3
  private static let pause = 0.1

  package init(_ world: World) {
    errors = world.errors
    let world = world
    screen = { world.errorScreen }
    now = world.surroundings.now
    isDumb = world.errorScreen.isTerminal && ["dumb", ""].contains(world.environment["TERM"])
    isOn = world.errorScreen.isTerminal && !["dumb", ""].contains(world.environment["TERM"] ?? "")
  }

  /// Starts the clock of a new run.
  package func begin() {
    guard isOn else { return }
    clear()
    state.withLock { $0 = State(start: now()) }
  }

  /// Begins a wait. The outermost wait is shown where it takes long.
  ///
  /// - Returns: the number with which the wait is ended.
  package func begin(waitingFor subject: String) -> Int {
    guard isOn || isDumb else { return 0 }
    let now = now()
    return state.withLock { state in
      state.lastWait += 1
      state.waits.append(Wait(number: state.lastWait, subject: subject, start: now))
      return state.lastWait
    }
  }

  /// Changes the text of a wait, and keeps its beginning.
  package func change(_ number: Int, to subject: String) {
    let isNew = state.withLock { state in
      guard let place = state.waits.firstIndex(where: { $0.number == number }) else { return false }
      defer { state.waits[place].subject = subject }
      return state.waits[place].subject != subject
    }
    if isDumb, isNew { errors(Array("\(Escaping.line(subject))\n".utf8)) }
  }

  /// Tells why a call waits, for so many seconds from now.
  package func tell(_ reason: String, for seconds: Double) {
    let now = now()
    state.withLock { $0.reason = (reason, now + seconds) }
  }

  /// Ends the wait with this number.
  package func end(_ number: Int) {
    guard isOn || isDumb else { return }
    let isLast = state.withLock { state in
      state.waits.removeAll { $0.number == number }
      return state.waits.isEmpty && state.label != nil
    }
    if isLast { clear() }
  }

  /// Draws the outermost wait, where it is due, and where progress has not just been shown.
  package func tick() {
    let now = now()
    let line: String? = state.withLock { state in
      let reason = state.reason.flatMap { now < $0.until ? $0 : nil }
      let pause = reason == nil ? 1 : Self.patience
      guard let wait = state.waits.first, now - wait.start >= Self.patience,
        state.label != nil || now - state.drawn >= pause
      else { return nil }
      let seconds = (now - wait.start).rounded(.down)
      var line = "waiting for \(wait.subject)" + (seconds > 0 ? ", \(Figures.duration(seconds))" : "")
      if let (text, until) = reason {
        line += ": \(text), on in \(Figures.duration((until - now).rounded(.up)))"
      }
      if state.isVisible, state.label == line { return nil }
      (state.label, state.isVisible) = (line, true)
      return line
    }
    guard let line else { return }
    let screen = screen()
    draw(Escaping.line(line).cut(to: screen.columns - 1), screen)
  }

  /// The cursor goes back to the line's start. So it stays in the line's first row when a terminal wraps the line for a
  /// narrower window, and all that `clear` must remove is below it.
  private func draw(_ line: String, _ screen: Screen) {
    errors(Array("\r\(Palette(isOn: screen.color).paint(line, .dim))\u{1B}[J\r".utf8))
  }

  /// Whether progress would be drawn now.
  package var isDue: Bool {
    guard isOn else { return false }
    let now = now()
    return state.withLock { now - $0.start >= Self.patience && now - $0.drawn >= Self.pause }
  }

  /// Draws the progress of the run, where it is due.
  package func show(_ progress: @autoclosure () -> Progress) {
    guard isDue else { return }
    let progress = progress()
    let screen = screen()
    let now = now()
    let work = state.withLock { state in
      (state.drawn, state.isVisible, state.label) = (now, true, nil)
      return state.beginning(of: progress, now: now)
    }
    draw(progress.line(elapsed: now - work.start, since: work.done, columns: screen.columns - 1), screen)
  }

  /// Removes the line from the terminal.
  package func clear() {
    guard isOn else { return }
    let wasVisible = state.withLock { state in
      defer { (state.isVisible, state.label) = (false, nil) }
      return state.isVisible
    }
    if wasVisible { errors(Array("\r\u{1B}[J".utf8)) }
  }
}

extension World {
  /// The same world, but the line is removed before anything is written.
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
