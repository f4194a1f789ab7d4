import NIOCore

#if TLS
  import NIOSSL
#endif

/// A certificate and its private key, by the paths of PEM files.
public struct TLSFiles: Sendable, Hashable {
  public let certificate: String
  public let key: String

  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }

  /// Reads the form of `--tls`: `CERT,KEY`.
  ///
  /// - Throws: where the text does not have this form.
  public init(option: String) throws(SandboxError) {
    let parts = option.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw .unusableTLS(reason: "'\(option)' is not CERT,KEY")
    }
    self.init(certificate: parts[0], key: parts[1])
  }
}

#if TLS
  extension TLSFiles {
    /// A function that makes the first handler of a connection.
    func handlers() throws(SandboxError) -> @Sendable () -> any ChannelHandler {
      do {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate)
        let key = try NIOSSLPrivateKey(file: key, format: .pem)
        let context = try NIOSSLContext(
          configuration: .makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        return { NIOSSLServerHandler(context: context) }
      } catch { throw .unusableTLS(reason: "\(certificate) and \(key) are not: \(error)") }
    }
  }
#else
  extension TLSFiles {
    /// TLS takes half of the time of a first build, so not every build has it.
    func handlers() throws(SandboxError) -> @Sendable () -> any ChannelHandler { throw .noTLS }
  }
#endif
