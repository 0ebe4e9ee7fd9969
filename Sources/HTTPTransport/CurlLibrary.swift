import CCurl

/// libcurl as a library that may be absent.
enum CurlLibrary {
  /// Opens it at the first call (about 5 ms); a sentence with the fix when that fails.
  @Sendable static func problem() -> String? {
    rushes_curl_open().map { String(cString: $0) }
  }

  /// What `problem` would say if libcurl had another name.
  static func problem(with name: String) -> String? {
    rushes_curl_problem_with(name).map { String(cString: $0) }
  }

  /// libcurl's words for a result; they never hold anything of the request.
  static func words(_ code: CURLcode) -> String {
    String(cString: rushes_curl_easy_strerror(code))
  }
}
