import CDigest

extension [UInt8] {
  /// The SHA-256 of the bytes (FIPS 180-4), in 64 hexadecimal digits. O(count).
  package var sha256: String {
    var context = SHA2_CTX()
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Init(&context)
    withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) }
    SHA256Final(&digest, &context)
    let digits = [UInt8]("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
