/** Checks what a schema cannot: that formulas are right and can be drawn, that names find them, that every draw of a template is a good question. */
import type { Entries, Placed } from './entries.ts'
import { compile, compute, matrixOf, numberOf, type Scope } from './expression.ts'
import { libraryOf } from './load.ts'
import { numericDraw, spell, type Draw } from './numeric.ts'
import type { Mistake } from './read.ts'
import { limits, type FormulaEntry, type NumericEntry } from './schema.ts'
import { lookupOf } from './search.ts'

/** How many seeds each numeric template is drawn with before its content counts as checked. */
export const SEEDS = 200
/** How far the right value may be from the independent check, relative to the larger of 1 and the check. */
const WITHIN = 1e-9

/** Checks each entry by itself. `mistakeOfLatex` gives what keeps a formula from being drawn as a sentence, or null. */
export async function checkEntries(entries: Entries, mistakeOfLatex: (latex: string) => Promise<string | null>): Promise<Mistake[]> {
  const mistakes = [...entries.formulas.flatMap(checkFormula), ...entries.numeric.flatMap(template => checkNumeric(template, SEEDS))]
  for (const { entry, mistakeAt } of entries.formulas) {
    const said = await mistakeOfLatex(entry.latex)
    if (said !== null) mistakes.push(mistakeAt(['latex'], said))
  }
  return mistakes
}

/** Computes every check of a formula. */
export function checkFormula({ entry, mistakeAt }: Placed<FormulaEntry>): Mistake[] {
  return entry.checks.flatMap((check, position) => {
    const said = sentenceOf(() => compareCheck(check))
    return said === null ? [] : [mistakeAt(['checks', position, 'value'], `${check.says}: ${said}`)]
  })
}

/** Finds names that lead to another formula first. */
export function checkNames(entries: Entries): Mistake[] {
  const find = lookupOf(libraryOf(entries).formulas)
  return entries.formulas.filter(({ entry }) => !entry.retired).flatMap(({ id, entry, mistakeAt }) => {
    const refuse = (name: string, path: (string | number)[]) => {
      const found = find(name, 1)[0]?.id
      return found === id ? [] : [mistakeAt(path, `"${name}" finds ${found ?? 'nothing'} first, take it out here or there`)]
    }
    return [...refuse(entry.name, ['name']), ...entry.aliases.flatMap((alias, position) => refuse(alias, ['aliases', position]))]
  })
}

/** Draws a template with this many seeds; the first bad expression or draw is the mistake. */
export function checkNumeric({ id, entry, mistakeAt }: Placed<NumericEntry>, seeds: number): Mistake[] {
  for (const { path, expression, names } of expressionsOf(entry)) {
    const said = sentenceOf(() => void compile(expression, names))
    if (said !== null) return [mistakeAt(path, said)]
  }
  const draw = numericDraw(entry)
  const check = compile(entry.check, Object.keys(entry.parameters))
  for (let seed = 0; seed < seeds; seed++) {
    const said = sentenceOf(() => faultOf(draw(`${seed}/${id}`), check))
    if (said !== null) return [mistakeAt(['right'], `with the seed ${seed}, ${said}`)]
  }
  return []
}

function compareCheck({ given, value, equals, within }: FormulaEntry['checks'][number]): string | null {
  const scope = Object.entries(given).reduce<Scope>((values, [name, one]) => ({ ...values, [name]: typeof one === 'string' ? compute(one, values) : Array.isArray(one) ? matrixOf(one) : one }), {})
  const got = numberOf(compute(value, scope))
  const wanted = typeof equals === 'number' ? equals : numberOf(compute(equals, scope))
  return isClose(got, wanted, within) ? null : `\`${value}\` is ${got}, not ${wanted}`
}

/** Every expression of a template with the names that it may use; the check does without those of `let`, so that it is another way. */
function expressionsOf({ parameters, let: derived, where, right, wrong, check }: NumericEntry) {
  const drawn = Object.keys(parameters)
  const names = [...drawn, ...Object.keys(derived)]
  return [
    ...Object.entries(derived).map(([name, expression], position) => ({ path: ['let', name], expression, names: names.slice(0, drawn.length + position) })),
    ...(where === undefined ? [] : [{ path: ['where'], expression: where, names }]),
    { path: ['right'], expression: right, names },
    ...wrong.map(({ value }, position) => ({ path: ['wrong', position, 'value'], expression: value, names: [...names, 'right'] })),
    { path: ['check'], expression: check, names: drawn },
  ]
}

/** What is wrong with a draw, or null. */
function faultOf({ text, choices, explanation, parameters, right }: Draw, check: ReturnType<typeof compile>): string | null {
  const numbers = Object.entries(parameters).map(([name, value]) => `${name} = ${spell(value)}`).join(', ')
  const wanted = numberOf(check(parameters))
  if (!isClose(right, wanted, WITHIN)) return `${numbers}: right is ${right}, but the check says ${wanted}`
  const shown = choices.map(choice => choice.text)
  if (new Set(shown).size < shown.length) return `${numbers}: two choices look the same (${shown.join(', ')})`
  const notes = choices.flatMap(({ note }) => note ?? [])
  const long = [...overlong([text], limits.text), ...overlong([explanation], limits.explanation), ...overlong(shown, limits.choice), ...overlong(notes, limits.note)]
  return long[0] === undefined ? null : `${numbers}: this is too long once it is filled in: ${long[0]}`
}

function overlong(texts: readonly string[], most: number): string[] {
  return texts.filter(text => text.length > most)
}

function isClose(got: number, wanted: number, within: number): boolean {
  return Math.abs(got - wanted) <= within * Math.max(1, Math.abs(wanted))
}

/** What the work says is wrong, or how it failed; null when all is well. */
function sentenceOf(work: () => string | null | void): string | null {
  try {
    return work() ?? null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
