import Machine
import Rendering
import Service
import Stage

extension Session {
  /// Shows how far the outermost loop of a fiber has come.
  func showProgress(of fiber: Fiber) {
    guard console.progress.isDue else { return }
    guard let loop = fiber.outerLoop else {
      if service.calls.count > 1 {
        console.progress.show(Progress("calls", done: service.calls.count, total: nil))
      }
      return
    }
    guard let stream = loop.stream?.ofWorld else {
      return console.progress.show(Progress(done: loop.taken, total: loop.count))
    }
    guard var state = stream.progress else { return }
    // The loop has not taken all items that the source has given.
    if state.unit == .items { state.done -= loop.count - loop.taken }
    console.progress.show(state)
  }
}
