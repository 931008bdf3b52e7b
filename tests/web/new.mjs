// Whether this Node.js is new enough for the packages: 20.19 or later.
const [major, minor] = process.versions.node.split('.').map(Number)
process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)
