@main struct Tiankan { static func main() {} }
