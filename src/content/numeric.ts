/** Draws questions with numbers of their own from a template: the same seed gives the same numbers. */
import type { Choice } from '../engine/question.ts'
import { randomOf } from '../engine/random.ts'
import { compile, numberOf, type Scope } from './expression.ts'
import type { NumericEntry } from './schema.ts'

/** A template with numbers in it. `choices` begin with the right one; `right` is its value before rounding. */
export interface Draw {
  text: string
  choices: Choice[]
  answer: string
  explanation: string
  parameters: Scope
  right: number
}

const MOST_TRIES = 1000
const MOST_WRONG = 3
const FEWEST_WRONG = 2
/** Numbers as large as this, or not real, are never shown. */
const LARGEST = 1e12

/**
 * Gives what draws from this template; its expressions are compiled at the first draw. A draw throws a sentence when
 * no numbers are found that give a right value and at least two wrong ones that look different.
 */
export function numericDraw(entry: NumericEntry): (seed: string) => Draw {
  let open: ReturnType<typeof openTemplate> | undefined
  return seed => {
    open ??= openTemplate(entry)
    const random = randomOf(`${seed}/numbers`)
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const draw = tryDraw(entry, open, drawParameters(entry, random))
      if (draw !== null) return draw
    }
    throw new Error(`in ${MOST_TRIES.toLocaleString('en')} tries no numbers gave a right value and ${FEWEST_WRONG} wrong ones that look different: widen the parameters, loosen \`where\`, or name other mistakes`)
  }
}

/** A number as texts show it: six significant digits, with a real minus sign. Whole numbers are shown in full, with commas from 10,000 on. */
export function spell(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number' || !(Math.abs(value) < LARGEST)) throw new Error(`only numbers and words can stand in a text, not ${String(value)}`)
  return grouped(Number.isInteger(value) ? String(value) : plainNumber.format(value))
}

/** Shows these values with the same number of decimals: as many as one of them needs, at most `decimals`. */
export function spellAlike(values: readonly number[], decimals: number): string[] {
  const fixed = values.map(value => roundedTo(value, decimals))
  const needed = Math.max(...fixed.map(text => (text.split('.')[1] ?? '').replace(/0+$/, '').length))
  return fixed.map(text => grouped(needed === 0 ? text.replace(/\..*/, '') : text.slice(0, text.length - decimals + needed)))
}

/** Digits with commas between thousands, from five before the point on. */
function grouped(text: string): string {
  const [whole = '', ...rest] = text.replace('-', '−').split('.')
  return [/\d{5}/.test(whole) ? whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,') : whole, ...rest].join('.')
}

const plainNumber = new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 6 })

function openTemplate(entry: NumericEntry) {
  const names = Object.keys(entry.parameters)
  const derived = Object.entries(entry.let).map(([name, expression]) => {
    const computed = compile(expression, names)
    names.push(name)
    return { name, compute: computed }
  })
  const where = entry.where === undefined ? () => true : compile(entry.where, names)
  const right = compile(entry.right, names)
  const wrong = entry.wrong.map(({ value, note }) => ({ compute: compile(value, [...names, 'right']), note }))
  return { derived, where, right, wrong }
}

function drawParameters({ parameters }: NumericEntry, random: () => number): Scope {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => {
    if (Array.isArray(parameter)) return [name, parameter[Math.floor(random() * parameter.length)]]
    const { from, to, step } = parameter
    const steps = Math.floor((to - from) / step + 1e-9) + 1
    return [name, Number((from + step * Math.floor(random() * steps)).toPrecision(12))]
  }))
}

/** The template with these numbers, or null when they do not make a question. */
function tryDraw(entry: NumericEntry, { derived, where, right, wrong }: ReturnType<typeof openTemplate>, parameters: Scope): Draw | null {
  const scope = derived.reduce<Scope>((values, { name, compute }) => ({ ...values, [name]: compute(values) }), parameters)
  if (numberOf(where(scope)) !== 1) return null
  const value = numberOf(right(scope))
  if (!isShowable(value)) return null
  const mistakes = wrong.map(({ compute, note }) => ({ value: numberOf(compute({ ...scope, right: value })), note }))
  const options = differing([{ value, note: null }, ...mistakes], entry.decimals)
  if (options.length < 1 + FEWEST_WRONG) return null
  const shown = spellAlike(options.map(option => option.value), entry.decimals).map(text => withUnit(text, entry.unit))
  const answer = shown[0] ?? ''
  const fill = (text: string) => fillIn(text, { ...scope, right: answer })
  return {
    text: fill(entry.text),
    choices: options.map(({ note }, position) => ({ text: shown[position] ?? '', note: note === null ? null : fill(note) })),
    answer,
    explanation: fill(entry.explanation),
    parameters,
    right: value,
  }
}

/** The first options that can be shown and look different, the right one among them. */
function differing<Option extends { value: number }>(options: Option[], decimals: number): Option[] {
  const showable = options.filter(({ value }) => isShowable(value))
  const looks = showable.map(({ value }) => roundedTo(value, decimals))
  return showable.filter((_, position) => looks.indexOf(looks[position] ?? '') === position).slice(0, 1 + MOST_WRONG)
}

function isShowable(value: number): boolean {
  return Math.abs(value) < LARGEST
}

/** Rounds half away from zero, as people do: the noise of binary fractions, as in 0.285, does not count. */
function roundedTo(value: number, decimals: number): string {
  const [digits, exponent] = Math.abs(value).toExponential(13).split('e')
  const rounded = Math.round(Number(`${digits}e${Number(exponent) + decimals}`)) / 10 ** decimals
  return (value < 0 && rounded !== 0 ? -rounded : rounded).toFixed(decimals)
}

function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined ? text : unit === '%' ? `${text}%` : `${text} ${unit}`
}

/** Fills the names in. Brackets around a name after a sign, as in `2 · ({x})`, stay for negative numbers only. */
function fillIn(text: string, values: Scope): string {
  const bare = text.replace(/(?<=[·+−×/=] )\(\{(\w+)\}\)/g, (brackets, name: string) => spell(values[name]).startsWith('−') ? brackets : `{${name}}`)
  return bare.replace(/\{(\w+)\}/g, (_, name: string) => spell(values[name]))
}
