import Testing

@testable import Configuration

@Suite struct `Where everything is` {
  @Test func `without variables it is under the home`() {
    let found = paths()
    #expect(found.configFile == "/home/ada/.config/rushes/config.yaml")
    #expect(found.credentialsFile == "/home/ada/.config/rushes/credentials.yaml")
    #expect(found.themesFolder == "/home/ada/.config/rushes/themes")
    #expect(found.dataFolder == "/home/ada/.local/share/rushes")
    #expect(found.sandboxFolder == "/home/ada/.local/share/rushes/sandbox")
    #expect(found.logFile == "/home/ada/.local/state/rushes/log")
    #expect(found.cacheFolder == "/home/ada/.cache/rushes")
    #expect(found.videosFolder == "/home/ada/Videos/rushes")
    #expect(!found.hasOwnDataFolder)
  }

  @Test func `the folders of the desktop are heeded`() {
    let found = paths([
      "XDG_CONFIG_HOME": "/c/", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s",
      "XDG_CACHE_HOME": "/k",
      "XDG_VIDEOS_DIR": "/v",
    ])
    #expect(found.configFile == "/c/rushes/config.yaml")
    #expect(found.themesFolder == "/c/rushes/themes")
    #expect(found.dataFolder == "/d/rushes")
    #expect(found.logFile == "/s/rushes/log")
    #expect(found.cacheFolder == "/k/rushes")
    #expect(found.videosFolder == "/v/rushes")
  }

  @Test(arguments: ["", "relative", "./x"])
  func `empty and relative folders of the desktop are not`(_ value: String) {
    let names = ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_VIDEOS_DIR"]
    #expect(paths(Dictionary(uniqueKeysWithValues: names.map { ($0, value) })) == paths())
  }

  @Test func `a data folder of one's own holds all data and wins`() {
    let found = paths(["RUSHES_DATA": "/lost", "XDG_DATA_HOME": "/d"], data: "here/")
    #expect(found.dataFolder == "/desk/here")
    #expect(found.logFile == "/desk/here/log")
    #expect(found.cacheFolder == "/desk/here/cache")
    #expect(found.sandboxFolder == "/desk/here/sandbox")
    #expect(found.videosFolder == "/desk/here/videos")
    #expect(found.configFile == "/home/ada/.config/rushes/config.yaml")
    #expect(found.hasOwnDataFolder)
    #expect(paths(["RUSHES_DATA": "~/r"]).dataFolder == "/home/ada/r")
    #expect(paths(["RUSHES_DATA": ""]) == paths())
  }

  @Test func `the credentials lie beside the configuration in use`() {
    let found = paths(["RUSHES_CONFIG": "/etc/rushes.yaml"])
    #expect(found.configFile == "/etc/rushes.yaml")
    #expect(found.credentialsFile == "/etc/credentials.yaml")
    #expect(paths(["RUSHES_CONFIG": "/x/y"], config: "z").configFile == "/desk/z")
    #expect(paths(config: "/a").credentialsFile == "/credentials.yaml")
  }

  @Test func `without a home the user table has one`() {
    #expect(paths(home: "").dataFolder == "/home/table/.local/share/rushes")
    #expect(paths(home: "relative").home == "/home/table")
    #expect(Paths.homeOfUser().hasPrefix("/"))
    #expect(Paths.currentFolder().hasPrefix("/"))
  }

  @Test(arguments: [
    (#"XDG_VIDEOS_DIR="$HOME/Filme""#, "/home/ada/Filme/rushes"),
    (#"  XDG_VIDEOS_DIR = "/mnt/a b/"  # disk"#, "/mnt/a b/rushes"),
    (#"XDG_VIDEOS_DIR="${HOME}/V\"x\$""#, "/home/ada/V\"x$/rushes"),
    ("# XDG_VIDEOS_DIR=\"/no\"\nXDG_MUSIC_DIR=\"/no\"", "/home/ada/Videos/rushes"),
    (#"XDG_VIDEOS_DIR="$HOME/""#, "/home/ada/Videos/rushes"),
    (#"XDG_VIDEOS_DIR="relative""#, "/home/ada/Videos/rushes"),
    (#"XDG_VIDEOS_DIR="/unfinished"#, "/home/ada/Videos/rushes"),
    (#"XDG_VIDEOS_DIR=/bare"#, "/home/ada/Videos/rushes"),
    ("XDG_VIDEOS_DIR=\"/a\"\r\nXDG_VIDEOS_DIR=\"/b\"\n", "/b/rushes"),
  ])
  func `the folder for videos is read from the desktop's file`(text: String, folder: String) {
    let table = ["/home/ada/.config/user-dirs.dirs": text]
    #expect(paths(files: table).videosFolder == folder)
    #expect(paths(["XDG_VIDEOS_DIR": "/env"], files: table).videosFolder == "/env/rushes")
  }

  @Test(arguments: [
    ("~", "/h"), ("~/", "/h"), ("~/a/", "/h/a"), ("/", "/"), ("/a//", "/a"), (".", "/w"),
    ("./a", "/w/a"), ("a", "/w/a"),
  ])
  func `a text of the user becomes one absolute path`(text: String, path: String) {
    #expect(Paths.resolve(text, home: "/h", folder: "/w") == path)
  }
}
