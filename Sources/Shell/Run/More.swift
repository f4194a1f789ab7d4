import JSON
import Machine
import Stage

// Shows what was cut to the screen, a screenful at a time.
extension Session {
  /// Whether there is more of what was shown last.
  public var hasMore: Bool { !display.cutItems.isEmpty || display.hasCutLines }

  /// Shows the next screenful. `$` is the whole, as before.
  public func showMore() async -> Ending {
    do throws(Failure) {
      // The rest of an item comes before those behind it.
      if display.hasCutLines {
        try display.showMoreLines()
        return .done
      }
      if let fiber = workspace.parked { return try await goOn(fiber) }
      // A list that was read to its end is `$`.
      let whole = display.cutList.isEmpty ? workspace.value(of: Compiler.last)?.asArray : nil
      let rest = whole?.dropFirst(display.taken) ?? display.cutList
      display.reset()
      try display.show(rest)
      return .done
    } catch { return .failed(error) }
  }

  /// Items that had come already are shown first.
  private func goOn(_ fiber: Fiber) async throws(Failure) -> Ending {
    var items = display.cutItems[...]
    display.reset(left: display.total)
    while let item = items.first {
      items.removeFirst()
      if try !display.item(item) {
        display.cutItems += items
        return .done
      }
    }
    workspace.parked = nil
    fiber.deliver(.value(false))
    if case .failure(let failure) = await drive(fiber) { return .failed(failure) }
    if workspace.parked == nil { completeOutput() }
    return .done
  }
}
