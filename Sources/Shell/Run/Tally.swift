/// What a run has done so far, beside its calls. Each run begins with a new one.
struct Tally {
  /// How often the run went on after a failure, as `each --keep-going` does.
  var passedOver = 0
  /// How often of these nobody knew what a write had done.
  var passedInDoubt = 0
  /// How many blocks of `each --parallel` run.
  var fibers = 0 {
    didSet { if fibers == 0 { hasTooMany = false } }
  }
  /// There were too many: no block begins another one until all have ended. Else each block that fails would make room
  /// for one more, and the run would never end.
  var hasTooMany = false
  /// It goes on until Ctrl-C, as `every` and `--follow` do.
  var goesOn = false
  /// The `exit` that was asked for.
  var exitCode: Int32?

  /// 100 MB of them. Only a block that calls itself comes near it.
  static let mostFibers = 10_000
}
