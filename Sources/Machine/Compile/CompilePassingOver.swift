import Syntax

extension Compiler {
  /// Compiles what a loop does for an item. In a rehearsal a failure of it is told and `otherwise` follows;
  /// else it leads out of the loop.
  func passingOver(_ body: () -> Void, otherwise: () -> Void) {
    let start = builder.count
    body()
    guard options.goesOn else { return }
    let stop = builder.count
    let end = builder.label()
    builder.jump(to: end)
    builder.handle(from: start, to: stop)
    builder.emit(.passOver, flag: PassOver.rehearsed.rawValue)
    otherwise()
    builder.place(end)
  }
}
