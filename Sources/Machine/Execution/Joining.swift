import JSON

extension Fiber {
  /// A text with insertions: its parts are constants, so that a turn of a loop moves none of them.
  @inline(never)
  func concatenate(_ i: InstructionPointer, _ r: Registers, _ k: UnsafePointer<Value>) throws(Failure) {
    let parts = UnsafeBufferPointer(start: k + i.b, count: i.c)
    guard let joined = Text(joining: parts, inserting: r, limit: Arithmetic.longestText) else {
      throw noText(i, r, parts)
    }
    for case .int(let number) in parts where number < 0 { (r + Int(-1 - number)).clear() }
    (r + i.a).put(.string(joined))
  }

  /// Which of the parts is not text.
  private func noText(
    _ i: InstructionPointer, _ r: Registers, _ parts: UnsafeBufferPointer<Value>
  ) -> Failure {
    let frame = frames.top.pointee
    let spans = frame.function.function.insertions[i - frame.entry.pointee.instructions]
    for (place, part) in parts.enumerated() {
      guard let number = part.asInt else { continue }
      let value = r[Int(number < 0 ? -1 - number : number)]
      guard value.insertable == nil else { continue }
      var failure = Failure.notText(value)
      failure.span = spans?[place]
      return failure
    }
    return .textTooLong
  }
}
