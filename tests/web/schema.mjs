// Documents against a JSON schema of this folder: what is wrong with each.
import { readFileSync } from 'node:fs'
import Ajv from 'ajv'

const { schema, documents } = JSON.parse(readFileSync(0, 'utf8'))
const valid = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')))
const told = documents.map((each) => (valid(each) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`)))
process.stdout.write(JSON.stringify(told))
