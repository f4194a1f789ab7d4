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
      return console.progress.show(Progress(done: max(loop.taken - 1, 0), total: loop.count))
    }
    guard var state = stream.progress else { return }
    // The loop has not taken all items that the source has given, and is not done with the last that it took.
    let left = min(loop.count - loop.taken + 1, loop.count)
    let share = Double(left) / Double(max(loop.count, 1))
    state.done -= state.unit == .items ? left : Int(Double(stream.lastBytes) * share)
    console.progress.show(state)
  }
}
