import Glibc
import HTTP
import Synchronization
import TestSupport
import Testing
import Verbs

@Suite struct EventLoopTests {
  @Test func everyJobRunsOnTheCallingThread() {
    let loop = EventLoop()
    let caller = pthread_self()
    let strangers = loop.run {
      var strangers = 0
      for _ in 0..<100 {
        await Task.yield()
        if pthread_self() != caller { strangers += 1 }
      }
      async let child = isElsewhere(than: caller)
      if await child { strangers += 1 }
      try? await loop.sleep(0.001)
      if pthread_self() != caller { strangers += 1 }
      return strangers
    }
    #expect(strangers == 0)
  }

  @Test func aTransportWorksOnTheLoopWhoeverSends() {
    let server = TestServer { _ in ok("x") }
    let loop = EventLoop()
    let transport = CurlTransport(on: loop)
    let url = server.url
    let texts = loop.run {
      // The first begins on another thread, and prefers no executor.
      let other = await Task.detached { await transport.result(Request(.get, url)).response?.text }.value
      return [other, await transport.result(Request(.get, url)).response?.text]
    }
    #expect(texts == ["x", "x"])
  }

  @Test func resumingAHundredThousandTimesIsFast() {
    let loop = EventLoop()
    let took = processorSeconds { loop.run { for _ in 0..<100_000 { await Task.yield() } } }
    #expect(took < 2, "1 µs each where it is optimised and the machine is idle")
  }

  @Test func timersFireInTheOrderOfTheirTimes() {
    let loop = EventLoop()
    let order = loop.run {
      await withTaskGroup { group in
        for index in [3, 1, 2, 0] {
          group.addTask {
            try? await loop.sleep(0.2 * Double(index))
            return index
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(order == [0, 1, 2, 3])
  }

  @Test(arguments: [-1, 0, Double.nan, -Double.infinity]) func noTimeIsNoWait(seconds: Double) {
    let loop = EventLoop()
    let start = EventLoop.now()
    loop.run { try? await loop.sleep(seconds) }
    #expect(EventLoop.now() - start < 20)
  }

  @Test func cancellingEndsASleep() {
    let loop = EventLoop()
    let start = EventLoop.now()
    let wasCancelled = loop.run {
      let sleeper = Task(executorPreference: loop) {
        do throws(CancellationError) {
          try await loop.sleep(1000)
          return false
        } catch {
          return true
        }
      }
      try? await loop.sleep(0.001)
      sleeper.cancel()
      return await sleeper.value
    }
    #expect(wasCancelled)
    #expect(EventLoop.now() - start < 20)
  }

  @Test func aRaisedFlagCancelsTheTaskWithoutASignal() {
    final class Flag: Sendable {
      let isRaised = Atomic<Bool>(false)
    }
    let flag = Flag()
    let loop = EventLoop(isInterrupted: { flag.isRaised.load(ordering: .relaxed) })
    startThread {
      usleep(20_000)
      flag.isRaised.store(true, ordering: .relaxed)
    }
    let start = EventLoop.now()
    loop.run { try? await loop.sleep(1000) }
    #expect(EventLoop.now() - start < 20)
  }

  @Test func anotherThreadCanResumeATask() {
    let loop = EventLoop()
    let caller = pthread_self()
    let isHere = loop.run {
      await withCheckedContinuation { continuation in
        startThread {
          usleep(5_000)
          continuation.resume()
        }
      }
      return pthread_self() == caller
    }
    #expect(isHere)
  }

  private func isElsewhere(than thread: pthread_t) async -> Bool {
    await Task.yield()
    return pthread_self() != thread
  }
}
