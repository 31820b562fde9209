/** The content schemas as JSON Schema, so that an editor completes and checks while an author types. */
import { z } from 'zod'
import { files, topicFile } from './schema.ts'

/** The text of each file of `content/schemas/` by its name. What needs two fields at once is left to `npm run content`. */
export function jsonSchemas(): Record<string, string> {
  const schemas = Object.entries({ ...files, topics: topicFile })
  return Object.fromEntries(schemas.map(([kind, schema]) => [`${kind}.schema.json`, `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }), null, 2)}\n`]))
}
