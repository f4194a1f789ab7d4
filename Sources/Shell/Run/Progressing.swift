import Machine
import Rendering
import Stage

extension Session {
  /// Shows how far the outermost loop of a fiber is.
  func showProgress(of fiber: Fiber) {
    guard progress.isDue else { return }
    guard let loop = fiber.outerLoop else {
      if calls.count > 1 { progress.show(Progress("calls", done: calls.count, total: nil)) }
      return
    }
    guard let stream = loop.stream as? WorldStream else {
      if loop.stream == nil { progress.show(Progress(done: loop.taken, total: loop.count)) }
      return
    }
    guard var state = stream.progress else { return }
    // What it has given and the loop has not got yet.
    if state.unit == .items { state.done -= loop.count - loop.taken }
    progress.show(state)
  }
}
