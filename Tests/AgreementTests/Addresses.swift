import VideoTasks

/// Media as a user may write them.
enum Addresses {
  static let good = [
    "https://media.example/fox.png", "http://media.example/a%20b.mp4?sign=1&x=%2F#t=1",
    "HTTPS://MEDIA.EXAMPLE/FOX.JPG", "https://media.example:8443/a", "http://10.0.0.1/a.wav",
    "https://media.example", "http://[2001:db8::1]:80/a.png", "https://user:word@media.example/a",
    "https://media.example/%E7%8B%90.png", "https://media.example/狐狸.png",
    "https://例子.中国/a.png", "https://a_b.example/a", "https://media.example/a|b^c`d{e}.png",
    "https://media.example/a\"b<c>.png", "https://media.example/100%.png",
    "https://media.example/a[1].png?b[]=c#d#e", "https://media.example?x=1", "http://localhost/a",
    "https://media.example/\(String(repeating: "long/", count: 60))a.png",
  ]

  static let odd = [
    "", " ", "fox.png", "/tmp/fox.png", "~/fox.png", "file:///tmp/fox.png", "ftp://media.example/a",
    "http:/media.example/a", "http://", "https://", "http:///a.png", "https://?a", "https://#a",
    "https://media.example/a b.png", "https://media.example/a.png\n", "\thttps://media.example/a",
    "https://media.example:port/a", "https://media.example:99999/a", "https://media.example:/a",
    "https://:80/a", "https://@/a", "https://user@/a", "http://[::1/a", "http://[zz]/a",
    "http://-/a", "http://./a", "http://%20/a", "http://media.example\\a", "http://me dia/a",
    "https://media.example/\u{0}", "https://media.example/\u{202E}a",
    "https://media.example/\u{7F}",
    "https://media.\u{3000}example/a", "data:image/png;base64,AAAA", "data:video/mp4;base64,AAAA",
    "DATA:image/png;base64,AAAA", "http://exa<mple/a", "http://exa%zzmple/a", "http://a%41b/a",
    "http://[2001:db8::1%25eth0]/a", "http://256.256.256.256/a", "http://media..example/a",
    "about:invalid", "asset-20260330142158-q75m8", "https://\u{1F98A}.example/a",
    "https://media.example:0/a", "https://media.example:+80/a", "http://a:b:c/a", "http://{x}/a",
  ]

  static let oddAssets = [
    "asset://", "asset:// ", "asset://a b", "asset://a/b", "asset://狐", "ASSET://a", "asset:a",
    "asset:/a", "asset://a\n", "asset://\(String(repeating: "a", count: 201))", "asset://a?b=c",
    "asset://asset://a", "Asset://asset-20260330142158-q75m8",
  ]

  /// Addresses whose form may be good, and that no server could fetch.
  static let unfetchable: Set<String> = [
    "http://%20/a", "http://-/a", "http://./a", "http://a%41b/a", "https://media.example/\u{202E}a",
    "https://media.example:99999/a",
  ]

  /// Each of them in each place of a request.
  static func scenes(for target: Target) -> [(name: String, scene: Scene)] {
    (good + odd + oddAssets).flatMap { address in
      scenes(MediaReference(address), target).map { (address, $0) }
    }
  }

  private static func scenes(_ media: MediaReference, _ target: Target) -> [Scene] {
    var scene = Scene(target: target, draft: RequestDraft(prompt: "A red fox"))
    scene.draft.model = target.model.id
    let other = MediaReference.url("https://media.example/a")
    var scenes: [Scene] = []
    if target.model.modes.contains(.references) {
      scene.draft.videos = [other]
      scenes.append(scene.with { $0.images = [media] })
      scenes.append(scene.with { $0.videos.append(media) })
      scenes.append(scene.with { $0.voices = [media] })
      scene.draft.videos = []
    }
    if target.model.modes.contains(.firstAndLastFrame) {
      scene.draft.firstFrame = other
      scenes.append(scene.with { $0.lastFrame = media })
      scenes.append(scene.with { $0.firstFrame = media })
    }
    return scenes
  }
}
