// Things told in JSON-LD against the vocabulary of schema.org, as Google's schema-dts has it in types of TypeScript.
import { readFileSync } from 'node:fs'
import ts from 'typescript'

const { things } = JSON.parse(readFileSync(0, 'utf8'))
const NAME = 'things.ts'
const lines = ["import type { Graph, Thing, WithActionConstraints, WithContext } from 'schema-dts'"]
things.forEach((thing, number) => {
  const type = '@graph' in thing ? 'Graph' : 'WithContext<Thing>'
  lines.push(`export const t${number}: ${type} = ${JSON.stringify(thing)}`)
})
const options = { strict: true, noEmit: true, moduleResolution: ts.ModuleResolutionKind.Node10, skipLibCheck: true, types: [] }
const host = ts.createCompilerHost(options)
const found = host.getSourceFile
host.getSourceFile = (name, ...more) => (name == NAME ? ts.createSourceFile(name, lines.join('\n'), ...more) : found(name, ...more))
const program = ts.createProgram([NAME], options, host)
const told = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
  const at = file && file.getLineAndCharacterOfPosition(start)
  const text = ts.flattenDiagnosticMessageText(messageText, ' ')
  return { thing: at ? at.line - 1 : -1, says: text.slice(0, 200) + ' … ' + text.slice(-200), near: at ? lines[at.line].slice(at.character, at.character + 120) : '' }
})
process.stdout.write(JSON.stringify(told))
