/** Reads one YAML file against a schema. Every mistake comes with its file, line and field. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { EVENT_ID, YAMLException, constructFromEvents, getScalarValue, parseEvents, type Event } from 'js-yaml'
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
  try {
    const [value, ...others] = constructFromEvents(eventsOf(text), { source: text, maxAliases: 0 })
    if (others.length > 0) throw new YAMLException('there is more than one document, take the lines `---` out')
    return check(file, text, value, schema, mistakes)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    mistakes.push({ file, line: (error.mark?.line ?? 0) + 1, field: '', message: `this is not valid YAML near “${(text.split('\n')[error.mark?.line ?? 0] ?? '').trim().slice(0, 60)}”: ${error.reason}. Indents are spaces, and a text with ": " or " #" in it stands in quotation marks` })
    return null
  }
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
    return bytes.toString('utf8')
  } catch (error) {
    return refuse(`this file cannot be read (${error instanceof Error ? error.message : String(error)})`)
  }
}

/** Computed at the first call only. */
function lazy<Value extends object>(compute: () => Value): () => Value {
  let value: Value | undefined
  return () => value ??= compute()
}

function eventsOf(text: string): Event[] {
  return parseEvents(text, { maxDepth: DEEPEST })
}

function check<Shape extends z.ZodType>(file: string, text: string, value: unknown, schema: Shape, mistakes: Mistake[]): Sheet<z.infer<Shape>> | null {
  const places = lazy(() => placesOf(text))
  const mistakeAt = (path: readonly PropertyKey[], message: string) => ({ file, line: lineOf(text, places(), path), field: fieldOf(value, path), message })
  const parsed = schema.safeParse(value, { error: sayIssue })
  if (parsed.success) return { value: parsed.data, mistakeAt }
  for (const issue of parsed.error.issues) {
    mistakes.push(mistakeAt(issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path, issue.message))
  }
  return null
}

/** Words for what the schemas leave to zod, where its own would puzzle an author. */
function sayIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if ((issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.input === undefined) return 'this field is missing, write it'
  if (issue.code === 'invalid_type' && issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input)) return 'put this into quotation marks, it is read as a number or as yes and no'
  if (issue.code === 'too_small' && issue.origin === 'array') return `give at least ${issue.minimum}`
  if (issue.code === 'too_big' && issue.origin === 'array') return `give at most ${issue.maximum}`
  return undefined
}

/** The line of the deepest part of the path that stands in the file. */
function lineOf(text: string, places: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const offset = places.get(keyOf(path.slice(0, length)))
    if (offset !== undefined) return text.slice(0, offset).split('\n').length
  }
  return 1
}

/** Where each part of a file begins, in characters by its path: an item of a list at its text, a field at its name. */
function placesOf(text: string): Map<string, number> {
  const events = eventsOf(text).filter(event => event.type !== EVENT_ID.DOCUMENT)
  const places = new Map<string, number>()
  let next = 0
  const isOver = () => (events[next]?.type ?? EVENT_ID.POP) === EVENT_ID.POP
  const walk = (path: PropertyKey[]): void => {
    const type = events[next++]?.type
    if (type !== EVENT_ID.SEQUENCE && type !== EVENT_ID.MAPPING) return
    for (let item = 0; !isOver(); item++) {
      const part = [...path, type === EVENT_ID.SEQUENCE ? item : nameOf(text, events[next])]
      const offset = offsetOf(events[next])
      if (offset >= 0) places.set(keyOf(part), offset)
      if (type === EVENT_ID.MAPPING) walk([])
      walk(part)
    }
    next++
  }
  walk([])
  return places
}

function keyOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('\n')
}

function nameOf(text: string, event: Event | undefined): string {
  return event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : ''
}

/** Where an event begins, or -1: an empty value is nowhere. */
function offsetOf(event: Event | undefined): number {
  if (event?.type === EVENT_ID.SCALAR) return event.valueStart
  return event !== undefined && 'start' in event ? event.start : -1
}

/** The path as authors think of it: an item of the list by its id. */
function fieldOf(value: unknown, path: readonly PropertyKey[]): string {
  const item = Array.isArray(value) && typeof path[0] === 'number' ? value[path[0]] as unknown : null
  const named = typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
  return [...(named ? [item.id] : path.slice(0, 1)), ...path.slice(1)].map(String).join('.')
}
