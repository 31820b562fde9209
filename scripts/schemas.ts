/** Writes the JSON Schemas of the content folders into `content/schemas/`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jsonSchemas } from '../src/content/json-schema.ts'

const folder = fileURLToPath(new URL('../content/schemas/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(`${folder}${name}`, text)
console.log(`Wrote ${Object.keys(jsonSchemas()).join(', ')} to ${folder}.`)
