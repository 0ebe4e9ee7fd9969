@main struct Rushes { static func main() {} }
