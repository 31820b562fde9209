/** Reads one YAML file against a schema. Every mistake comes with its file, line and field. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'

/** What is wrong in a content file, and where. `line` counts from 1. */
export interface Mistake {
  file: string
  line: number
  field: string
  message: string
}

/** What a file holds; `mistakeAt` says what is wrong at a path into it. */
export interface Sheet<Value> {
  value: Value
  mistakeAt(path: readonly PropertyKey[], message: string): Mistake
}

const MOST_BYTES = 1_000_000
const DEEPEST = 20

/** The file's content as the schema gives it, or null with at least one mistake added to the list. */
export function readYaml<Shape extends z.ZodType>(path: string, schema: Shape, mistakes: Mistake[]): Sheet<z.infer<Shape>> | null {
  const file = relative('.', path)
  const text = readText(file, mistakes)
  if (text === null) return null
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  for (const error of document.errors) mistakes.push({ file, line: lines.linePos(error.pos[0]).line, field: '', message: `this is not valid YAML: ${error.message}` })
  return document.errors.length > 0 ? null : check(file, document, schema, lines, mistakes)
}

/** A mistake as one line of text, such as `content/x.yaml:12: 3.choices: give at least two choices`. */
export function sayMistake({ file, line, field, message }: Mistake): string {
  return `${file}:${line}: ${field === '' ? '' : `${field}: `}${message}`
}

function readText(file: string, mistakes: Mistake[]): string | null {
  const refuse = (message: string) => {
    mistakes.push({ file, line: 1, field: '', message })
    return null
  }
  try {
    const bytes = readFileSync(file)
    if (bytes.length > MOST_BYTES) return refuse(`split this file, it has more than ${MOST_BYTES.toLocaleString('en')} bytes`)
    const text = bytes.toString('utf8')
    return deepestBracket(text) > DEEPEST ? refuse(`brackets are nested more than ${DEEPEST} deep`) : text
  } catch (error) {
    return refuse(`this file cannot be read (${error instanceof Error ? error.message : String(error)})`)
  }
}

/** How deep brackets nest, strings included: the parser takes seconds over thousands of them. */
function deepestBracket(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth)
    else if ((character === ']' || character === '}') && depth > 0) depth--
  }
  return deepest
}

function check<Shape extends z.ZodType>(file: string, document: Document, schema: Shape, lines: LineCounter, mistakes: Mistake[]): Sheet<z.infer<Shape>> | null {
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 50 })
  } catch (error) {
    mistakes.push({ file, line: 1, field: '', message: `this is not usable YAML: ${error instanceof Error ? error.message : String(error)}` })
    return null
  }
  const mistakeAt = (path: readonly PropertyKey[], message: string) => ({ file, line: lineOf(document, path, lines), field: fieldOf(value, path), message })
  const parsed = schema.safeParse(value, { error: sayIssue })
  if (parsed.success) return { value: parsed.data, mistakeAt }
  for (const issue of parsed.error.issues) {
    mistakes.push(mistakeAt(issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path, issue.message))
  }
  return null
}

/** Words for what the schemas leave to zod, where its own would puzzle an author. */
function sayIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'this field is missing, write it'
  if (issue.code === 'too_small' && issue.origin === 'array') return `give at least ${issue.minimum}`
  if (issue.code === 'too_big' && issue.origin === 'array') return `give at most ${issue.maximum}`
  return undefined
}

/** The line of the deepest part of the path that stands in the file. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length))
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return 1
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : null
  const pair = isMap(parent) ? parent.items.find(item => isScalar(item.key) && item.key.value === path.at(-1)) : undefined
  if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0]
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  return isNode(node) ? node.range?.[0] : undefined
}

/** The path as authors think of it: an item of the list by its id. */
function fieldOf(value: unknown, path: readonly PropertyKey[]): string {
  const item = Array.isArray(value) && typeof path[0] === 'number' ? value[path[0]] as unknown : null
  const named = typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
  return [...(named ? [item.id] : path.slice(0, 1)), ...path.slice(1)].map(String).join('.')
}
