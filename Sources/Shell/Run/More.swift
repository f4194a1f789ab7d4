import JSON
import Machine
import Stage

// Shows what was cut to the screen, one screenful at a time.
extension Session {
  /// Whether a part of what was shown last is still missing.
  public var hasMore: Bool { !display.cutItems.isEmpty || display.hasCutLines }

  /// Shows the next screenful. `$` remains the whole value.
  public func showMore() async -> Ending {
    do throws(Failure) {
      // The rest of an item comes before the items after it.
      if display.hasCutLines {
        try display.showMoreLines()
        return .done
      }
      if let fiber = workspace.parked { return try await goOn(fiber) }
      // Where the list was read to its end, `$` is the list.
      let whole = display.cutList.isEmpty ? workspace.value(of: Compiler.last)?.asArray : nil
      let rest = whole?.dropFirst(display.taken) ?? display.cutList
      display.reset()
      try display.show(rest)
      return .done
    } catch { return .failed(error) }
  }

  /// Shows the items that have come already before it continues the fiber.
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
