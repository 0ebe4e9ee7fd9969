import Testing
import VideoTasks

@Suite struct ErrorAdviceTests {
  /// One code of the vendors' tables: whether sending it again helps, whether it was billed, and a
  /// part of the advice that names the input or the place.
  struct Row: Sendable, CustomTestStringConvertible {
    var code: String
    var again: ErrorAdvice.Again
    var isBilled: Bool?
    var says: String
    var testDescription: String { code }

    init(_ code: String, _ again: ErrorAdvice.Again, _ says: String, isBilled: Bool? = false) {
      self.code = code
      self.again = again
      self.isBilled = isBilled
      self.says = says
    }
  }

  static let rows: [Row] = [
    Row("MissingParameter", .no, "misses a field"),
    Row("MissingParameter.model", .no, "misses a field"),
    Row("InvalidParameter", .no, "one of the values"),
    Row("InvalidParameter.duration", .no, "one of the values"),
    Row("InvalidImageURL.EmptyURL", .no, "an image"),
    Row("InvalidImageURL.InvalidFormat", .no, "an image"),
    Row("InputTextSensitiveContentDetected", .no, "the prompt"),
    Row("InputTextSensitiveContentDetected.PolicyViolation", .no, "copyright"),
    Row("InputImageSensitiveContentDetected", .no, "one of the stated images"),
    Row("InputImageSensitiveContentDetected.PolicyViolation", .no, "copyright"),
    Row("InputImageSensitiveContentDetected.PrivacyInformation", .no, "face of a real person"),
    Row("InputVideoSensitiveContentDetected", .no, "one of the stated videos"),
    Row("InputVideoSensitiveContentDetected.PrivacyInformation", .no, "face of a real person"),
    Row("InputAudioSensitiveContentDetected", .no, "one of the stated sounds"),
    Row("OutputTextSensitiveContentDetected", .costs, "the text that was made"),
    Row("OutputImageSensitiveContentDetected", .costs, "the image that was made"),
    Row("OutputVideoSensitiveContentDetected", .costs, "the video that was made"),
    Row("OutputVideoSensitiveContentDetected.PolicyViolation", .costs, "copyright"),
    Row("OutputAudioSensitiveContentDetected", .costs, "--audio off"),
    Row("OutputAudioSensitiveContentDetected.PolicyViolation", .costs, "--audio off"),
    Row("ContentSecurityDetectionError", .mayHelp, "check of the content"),
    Row("AuthenticationError", .afterRepair, "rushes key set"),
    Row("AccountOverdueError", .afterRepair, "balance"),
    Row("AccessDenied", .no, "key"),
    Row("OperationDenied.ServiceOverdue", .no, "account"),
    Row("NotFound.Task", .no, "does not know"),
    Row("ModelNotOpen", .no, "model"),
    Row("InvalidEndpointOrModel.NotFound", .no, "model"),
    Row("model_not_found", .no, "SeeDance2"),
    Row("InvalidAction.RunningTaskDeletion", .said, "Try later", isBilled: nil),
    Row("RateLimitExceeded.EndpointRPMExceeded", .later, "no more just now"),
    Row("ModelAccountRpmRateLimitExceeded", .later, "no more just now"),
    Row("ModelAccountTpmRateLimitExceeded", .later, "no more just now"),
    Row("ServerOverloaded", .later, "no more just now"),
    Row("RequestBurstTooFast", .later, "no more just now"),
    Row("QuotaExceeded", .afterRepair, "quota"),
    Row("SetLimitExceeded", .afterRepair, "quota"),
    Row("AccountQuotaExceeded", .afterRepair, "quota"),
    Row("InternalServiceError", .said, "may help", isBilled: nil),
    Row("Failed", .costs, "server's own words"),
  ]

  @Test("each code says its input, whether again helps, and whether it was billed", arguments: rows)
  func table(row: Row) {
    #expect(ErrorAdvice.isKnown(row.code))
    #expect(ErrorAdvice.again(code: row.code) == row.again)
    #expect(ErrorAdvice.isBilled(code: row.code) == row.isBilled)
    let advice = ErrorAdvice.advice(code: row.code)
    #expect(advice.contains(row.says))
    #expect(advice.contains("billed"))
    #expect(!advice.contains("  ") && advice.hasSuffix("."))
  }

  @Test(
    "only a sound that was made and refused can be left out",
    arguments: [
      ("OutputAudioSensitiveContentDetected", true),
      ("OutputAudioSensitiveContentDetected.PolicyViolation", true),
      ("OutputVideoSensitiveContentDetected", false),
      ("InputAudioSensitiveContentDetected", false), ("", false),
    ])
  func sound(code: String, isSound: Bool) {
    #expect(ErrorAdvice.isSoundRefusal(code: code) == isSound)
  }

  @Test(
    "a code is found in a server's free text",
    arguments: [
      ("task failed: OutputAudioSensitiveContentDetected", "OutputAudioSensitiveContentDetected"),
      (
        "[InputImageSensitiveContentDetected.PrivacyInformation] The request failed.",
        "InputImageSensitiveContentDetected.PrivacyInformation"
      ),
      ("Error code: QuotaExceeded.", "QuotaExceeded"),
      ("{\"code\":\"InvalidParameter\"}", "InvalidParameter"),
      ("NotFound", nil), ("Failed to make the video", nil), ("Cancelled by user", nil),
      ("生成失败：ServerOverloaded，请稍后", "ServerOverloaded"), ("", nil), ("生成失败", nil),
    ] as [(String, String?)])
  func found(text: String, code: String?) {
    #expect(ErrorAdvice.code(in: text) == code)
  }

  @Test(
    "an answer without a known code is explained by its status",
    arguments: [
      (401, "rushes key set"), (402, "balance"), (403, "rights"), (404, "base_url"),
      (413, "too large"), (429, "quota"), (422, "Change the request"), (500, "failed by itself"),
      (504, "failed by itself"), (302, "not known"),
    ])
  func statuses(status: Int, says: String) {
    #expect(ErrorAdvice.advice(code: "", status: status).contains(says))
    #expect(ErrorAdvice.advice(code: "NobodyKnowsThis", status: status).contains(says))
    // An envelope may carry a status as its code.
    if status >= 400 {
      #expect(ErrorAdvice.advice(code: "\(status)").contains(says))
    }
  }

  @Test(arguments: ["", "NobodyKnowsThis", "-1", "999999999999999999999", "1001", "."])
  func `a code that nobody has documented is not made up`(code: String) {
    #expect(!ErrorAdvice.isKnown(code))
    #expect(ErrorAdvice.again(code: code) == .unknown)
    #expect(ErrorAdvice.advice(code: code).contains("is not known"))
  }
}
