import CCurl

/// One easy handle of libcurl with its text buffer; used by one transfer after the other.
struct EasyHandle {
  let raw: UnsafeMutableRawPointer
  private let words: UnsafeMutablePointer<CChar>

  /// Makes a handle; nil when memory is out.
  init?() {
    guard let raw = rushes_curl_easy_init() else { return nil }
    self.raw = raw
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(words))
  }

  /// Forgets every option, so that nothing of one request is left for the next.
  func reset() {
    rushes_curl_easy_reset(raw)
    words.pointee = 0
    set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(words))
  }

  func free() {
    rushes_curl_easy_cleanup(raw)
    words.deallocate()
  }

  /// libcurl's words about the last failure, in printable ASCII; empty when it has none.
  var failureWords: String {
    var text = ""
    for byte in String(cString: words).utf8.prefix(200) where byte != 10 && byte != 13 {
      text.unicodeScalars.append(
        (0x20..<0x7f).contains(byte) ? Unicode.Scalar(byte) : Unicode.Scalar(63))
    }
    return text
  }

  // Options fail only for lack of memory or a wrong value of ours; those that guard safety are
  // checked by the caller.
  @discardableResult
  func set(_ option: CURLoption, _ value: Int) -> Bool {
    rushes_curl_set_long(raw, option, value) == CURLE_OK
  }

  @discardableResult
  func set(_ option: CURLoption, _ value: String) -> Bool {
    rushes_curl_set_string(raw, option, value) == CURLE_OK
  }

  @discardableResult
  func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) -> Bool {
    rushes_curl_set_pointer(raw, option, value) == CURLE_OK
  }

  /// Bytes of body sent so far.
  var bytesUploaded: Int64 {
    var count: curl_off_t = 0
    rushes_curl_get_offset(raw, CURLINFO_SIZE_UPLOAD_T, &count)
    return Int64(count)
  }
}
