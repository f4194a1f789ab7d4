import Glibc

/// Listens on loopback, on a port that the system chooses.
package func listening() -> (socket: Int32, port: UInt16) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let port = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      bind(listener, generic, length)
      listen(listener, 16)
      getsockname(listener, generic, &length)
    }
    return UInt16(bigEndian: pointer.pointee.sin_port)
  }
  return (listener, port)
}

/// Sends all of the bytes; false where the other side has gone.
package func transmit(_ bytes: [UInt8], to connection: Int32) -> Bool {
  var sent = 0
  while sent < bytes.count {
    let count = bytes[sent...].withUnsafeBytes {
      send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count <= 0 { return false }
    sent += count
  }
  return true
}

/// Runs a function on a new thread.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let box = Unmanaged.passRetained(Box(body)).toOpaque()
  pthread_create(
    &thread, nil,
    { box in
      // It is never nil: it is the box from above.
      Unmanaged<Box>.fromOpaque(box!).takeRetainedValue().body()
      return nil
    }, box)
  pthread_detach(thread)
}
