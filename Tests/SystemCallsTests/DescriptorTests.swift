import Glibc
import TestSupport
import Testing

@testable import SystemCalls

@Suite("Descriptors")
struct DescriptorTests {
  @Test("What goes into a pipe comes out of it, and its end is no bytes")
  func pipeCarriesBytes() throws {
    let (readEnd, writeEnd) = try Descriptor.pipe()
    defer { readEnd.close() }
    try writeEnd.writeAll(Array("salam".utf8))
    writeEnd.close()
    #expect(try readEnd.read(3) == Array("sal".utf8))
    #expect(try readEnd.readAll() == Array("am".utf8))
    #expect(try readEnd.read(3) == [])
  }

  @Test("More than was asked for is not given")
  func readAllHasALimit() throws {
    let (readEnd, writeEnd) = try Descriptor.pipe()
    defer { readEnd.close() }
    try writeEnd.writeAll([1, 2, 3])
    writeEnd.close()
    #expect(try readEnd.readAll(most: 2) == nil)
  }

  @Test("What is not ready is said to be so, and is not waited for")
  func readReadyDoesNotWait() throws {
    let (readEnd, writeEnd) = try Descriptor.pipe(isNonBlocking: true)
    defer {
      readEnd.close()
      writeEnd.close()
    }
    #expect(throws: SystemError.wouldBlock) { try readEnd.readReady(1) }
    #expect(try writeEnd.writeReady([7]) == 1)
    #expect(try Descriptor.firstReadable([Descriptor(-1), readEnd]) == 1)
    #expect(try readEnd.readReady(8) == [7])
  }

  @Test("A descriptor that does not wait is written and read to the end all the same")
  func nonBlockingPipeIsWaitedFor() throws {
    let (readEnd, writeEnd) = try Descriptor.pipe(isNonBlocking: true)
    defer { readEnd.close() }
    let bytes = [UInt8](repeating: 42, count: 1 << 20)
    // It needs a thread of its own, because tests that wait may take all threads of tasks.
    startThread {
      try? writeEnd.writeAll(bytes)
      writeEnd.close()
    }
    #expect(try readEnd.readAll() == bytes)
  }

  @Test("Where somebody else has the lock, it is not had")
  func locksAreExclusive() throws {
    let (name, first) = try FileSystem.makeTemporary("/tmp/wessaal-lock-", ending: "")
    defer {
      first.close()
      FileSystem.remove(name)
    }
    #expect(try first.tryLock())
    let second = try Descriptor.open(name, .reading)
    #expect(try !second.tryLock())
    second.close()
  }

  @Test("A place of a file is read and written, wherever it was read last")
  func placesAreReadAndWritten() throws {
    let (name, file) = try FileSystem.makeTemporary("/tmp/wessaal-place-", ending: ".tmp")
    defer {
      file.close()
      FileSystem.remove(name)
    }
    try file.writeAll(Array("0123456789".utf8), at: 0)
    try file.writeAll(Array("ab".utf8), at: 4)
    #expect(try file.read(4, at: 3) == Array("3ab6".utf8))
    #expect(try file.end() == 10)
    try file.truncate(to: 2)
    let status = try file.status()
    #expect(status.size == 2 && status.kind == .file && status.mode == 0o600)
    #expect(try status.identity == FileStatus(of: name).identity)
  }

  @Test("A call that a signal breaks off is made again, unless somebody gives up")
  func signalsAreRetried() throws {
    var calls = 0
    let result = try retrying { () -> Int in
      calls += 1
      return calls < 3 ? failing(with: .interrupted) : 7
    }
    #expect(result == 7 && calls == 3)
    #expect(throws: SystemError.interrupted) {
      try retrying(isInterrupted: { true }, { () -> Int in failing(with: .interrupted) })
    }
    #expect(throws: SystemError.noSpace) { try retrying { () -> Int in failing(with: .noSpace) } }
  }
}

@Suite("Files by their paths")
struct FileSystemTests {
  @Test("Folders are made as far as they are missing, and what is no folder is told")
  func foldersAreMade() throws {
    let root = "/tmp/wessaal-folders-\(CurrentProcess.identifier)"
    defer { for path in ["/a/b", "/a", ""] { rmdir(root + path) } }
    try FileSystem.makeFolders("\(root)/a/b", mode: 0o700)
    try FileSystem.makeFolders("\(root)/a/b", mode: 0o700)
    #expect(try FileStatus(of: "\(root)/a/b").kind == .folder)
    #expect(FileSystem.entries(of: root).map(\.name) == [Array("a".utf8)])
    #expect(throws: SystemError(code: 20)) { try FileSystem.makeFolders("/dev/null/a") }
    #expect(FileSystem.entries(of: "\(root)/no").isEmpty)
  }

  @Test("A file that is not there is said to be so")
  func missingFilesAreTold() {
    #expect(throws: SystemError.noSuchFile) { try FileSystem.check("/no/such") }
    #expect(throws: SystemError.noSuchFile) { try Descriptor.open("/no/such", .reading) }
    #expect("\(SystemError.noSuchFile)" == "No such file or directory")
  }
}

@Suite("Programs that are started")
struct ChildProcessTests {
  @Test("How a program ended is told, and what it printed is read")
  func endingIsTold() throws {
    let (readEnd, writeEnd) = try Descriptor.pipe()
    defer { readEnd.close() }
    let child = try ChildProcess("sh", ["sh", "-c", "echo hi; exit 3"], output: writeEnd)
    writeEnd.close()
    #expect(try readEnd.readAll() == Array("hi\n".utf8))
    #expect(try child.wait() == .exited(3))
  }

  @Test("A program that does not end is waited for so long only, and a signal ends it")
  func patienceEnds() throws {
    let child = try ChildProcess("sleep", ["sleep", "100"])
    #expect(child.wait(seconds: 0) == nil)
    child.send(.terminate)
    #expect(try child.wait() == .signalled(15))
  }

  @Test("A program that there is not is told")
  func missingProgramIsTold() {
    #expect(throws: SystemError.noSuchFile) { try ChildProcess("/no/such", ["no"]) }
  }
}

@Suite("The calendar")
struct CivilTimeTests {
  @Test(
    "A moment is the same after the way to the calendar and back",
    arguments: [0, 951_782_400, 951_868_799, -1, -62_135_596_800, 253_402_300_799, 1_736_937_000])
  func momentsComeBack(seconds: Int64) {
    let time = CivilTime(seconds: seconds)
    #expect(time.seconds == seconds)
    #expect(time.isValid)
  }

  @Test("The leap day of 2000 is there, and that of 1900 is not")
  func leapDays() {
    #expect(CivilTime(seconds: 951_782_400) == CivilTime(year: 2000, month: 2, day: 29))
    #expect(!CivilTime(year: 1900, month: 2, day: 29).isValid)
  }
}

@Suite("What belongs to one thread")
struct ThreadBoundTests {
  @Test("It is there on its own thread")
  func valueIsThere() {
    let bound = ThreadBound([1])
    #expect(bound.value == [1])
  }
}
