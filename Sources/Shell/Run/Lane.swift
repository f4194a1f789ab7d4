/// Which of the fibers that run side by side is running: what each of them has for itself, as
/// `$response`, is kept under this number.
///
/// Bound to the fiber's task, since effects are carried out far below the fiber that asked for them.
enum Lane {
  /// The program itself is 0.
  @TaskLocal static var current = 0
}

extension Session {
  /// The last exchange with the API, for `$response`: each lane's own.
  var lastExchange: LastExchange? {
    get { exchanges[Lane.current] }
    set { exchanges[Lane.current] = newValue }
  }

  /// What the API's writes of this lane are told to, the innermost last.
  var brackets: [Bracket] {
    get { openBrackets[Lane.current] ?? [] }
    set { openBrackets[Lane.current] = newValue.isEmpty ? nil : newValue }
  }

  /// Runs something in a lane of its own, which ends with it.
  func inNewLane<T>(_ body: () async -> T) async -> T {
    lastLane += 1
    let lane = lastLane
    defer { (exchanges[lane], openBrackets[lane]) = (nil, nil) }
    return await Lane.$current.withValue(lane) { await body() }
  }
}
