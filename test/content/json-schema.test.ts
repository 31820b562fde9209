import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { jsonSchemas } from '../../src/content/json-schema.ts'
import { files } from '../../src/content/schema.ts'

describe('the JSON Schemas for editors', () => {
  it('are those of today: if not, run `node scripts/schemas.ts`', () => {
    const written = readdirSync('content/schemas').map(name => [name, readFileSync(`content/schemas/${name}`, 'utf8')])
    expect(Object.fromEntries(written)).toEqual(jsonSchemas())
  })

  it('are used by the editor for each folder of content', () => {
    const { 'yaml.schemas': used } = JSON.parse(readFileSync('.vscode/settings.json', 'utf8')) as { 'yaml.schemas': Record<string, string> }
    const folders = Object.keys(files).map(kind => [`./content/schemas/${kind}.schema.json`, `content/${kind}/*.yaml`])
    expect(used).toEqual({ ...Object.fromEntries(folders), './content/schemas/topics.schema.json': 'content/topics.yaml' })
  })

  it('ask for what an author must write, and leave out what has a default', () => {
    const schema = JSON.parse(jsonSchemas()['questions.schema.json'] ?? '') as { items: { required: string[], additionalProperties: boolean } }
    expect(schema.items).toMatchObject({ required: ['id', 'difficulty', 'explanation', 'source', 'text'], additionalProperties: false })
  })
})
